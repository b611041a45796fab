// SPDX-License-Identifier: EUPL-1.2
// Groups "lists", "fields", "macros", "string" and "plumbing" of cel-spec's conformance tests.
#include "asking.hpp"

using namespace foyer::cel::test;

TEST_CASE("lists are joined, indexed and searched") {
  check({{"[0, 1] + [2] + []", "[0,1,2]"},
         {"[7, 8, 9][0]", "7"},
         {"[7, 8, 9][2u]", "9"},
         {"[7, 8, 9][1.0]", "8"},
         {"[7, 8, 9][0.1]", "error"},
         {"[7, 8, 9][3]", "error"},
         {"[7, 8, 9][-1]", "error"},
         {"[7, 8, 9]['0']", "error"},
         {"[7, 8, 9][false]", "error"},
         {"7 in [1, '7', 7.0]", "true"},
         {"'7' in [7]", "false"},
         {"null in [null]", "true"},
         {"0.0/0.0 in [0.0/0.0]", "false"},
         {"[1] in [[1u]]", "true"},
         {"1 in 'a1'", "error"},
         {"1 in 1", "error"},
         {"size([]) == 0 && [1, 2].size() == 2", "true"},
         {"[1] + 1", "error"}});
}

TEST_CASE("maps are asked by key") {
  check({{"{'a': 1}.a", "1"},
         {"{'a': 1}['a']", "1"},
         {"{0: 1, 2: 2}[1]", "error"},
         {"{1u: 1.0, 2: 2.0}[1]", "1.0"},
         {"{1u: 1.0, 2: 2.0}[2.0]", "2.0"},
         {"{1: 1.0}[1.1]", "error"},
         {"{true: 5}[true]", "5"},
         {"{-1: 5}[-1.0]", "5"},
         {"{'a': 1}.b", "error"},
         {"{1.0: 1}", "error"},
         {"{null: 1}", "error"},
         {"{[1]: 1}", "error"},
         {"{true: 1, true: 2}", "error"},
         {"{0: 1, 0u: 2}", "error"},
         {"'a' in {'a': 1}", "true"},
         {"3.0 in {1: 1, 3u: 3} && 2u in {2: 2}", "true"},
         {"3.1 in {3: 3}", "false"},
         {"[1] in {}", "false"},
         {"size({'a': 1, 'b': 2})", "2"},
         {"[1].a", "error"},
         {"1.5.a", "error"},
         {"has({'a': null}.a)", "true"},
         {"has({'a': 1}.b)", "false"},
         {"has([1].a)", "error"},
         {"has({'a': {}}.a.b)", "false"},
         {"has({}.a.b)", "error"},
         {"has(1)", "error"},
         {"true || has(1)", "error"}}); // wrong before it runs
}

TEST_CASE("names are bound, dotted ones first") {
  const std::string bindings =
      R"({"x":{"name":1024,"list":[1]},"a.b":{"c":"short"},"a.b.c":"long","i":15,"d":1.0,"e":1e2,)"
      R"("n":null,"u":18446744073709551615,"t":true,"s":"ä","m":{"k":{"k":[]}}})";
  check({{"x.name", "1024"},
         {"x.name2", "error"},
         {"x.list[0] + i", "16"},
         {"a.b.c", R"("long")"},
         {"a.b", R"({"c":"short"})"},
         {"a.b.c.d", "error"},
         {"a", "error"},
         {"i.name", "error"},
         {"d", "1.0"},
         {"e", "100.0"},
         {"type(i) == int && type(d) == double && type(e) == double", "true"},
         {"n == null && t && s == 'ä'", "true"},
         {"type(u) == uint", "true"},
         {"m", R"({"k":{"k":[]}})"},
         {".i", "15"},
         {"[1].map(i, i + .i)", "[16]"},
         {"[{'b': {'c': 1}}].map(a, a.b.c)", "[1]"},
         {"has(x.name) && !has(x.nothing)", "true"},
         {"size(x)", "2"}},
        bindings);
}

TEST_CASE("macros walk over lists and the keys of maps") {
  check({{"[1, 2, 3].exists(e, e == 2)", "true"},
         {"[].exists(e, e == 2)", "false"},
         {"[1, 'foo', 3].exists(e, e == '10')", "false"},
         {"[1, 2, 0].exists(e, 6 / e == 3)", "true"},
         {"[0, 2].exists(e, 6 / e == 3)", "true"},
         {"[1, 0].exists(e, 6 / e == 3)", "error"},
         {"[1, 2].exists(e, e)", "error"},
         {"{'k': 1, 'l': 2}.exists(k, k == 'l')", "true"},
         {"[1, 2, 3].all(e, 6 / (2 - e) == 6)", "false"},
         {"[1, 2, 3].all(e, e / 0 != 17)", "error"},
         {"[1, 'foo', 3].all(e, e % 2 == 1)", "error"},
         {"[].all(e, e > 0)", "true"},
         {"[1, 2].all(e, e > 0)", "true"},
         {"{'k': 1}.all(k, k == 'k')", "true"},
         {"[6, 7, 8].exists_one(x, x % 5 == 2)", "true"},
         {"[6, 7, 12].exists_one(x, x % 5 == 2)", "false"},
         {"[6, 7].existsOne(x, x == 7)", "true"},
         {"[3, 2, 1, 0].exists_one(n, 12 / n > 1)", "error"},
         {"[2, 4, 6].map(n, n / 2)", "[1,2,3]"},
         {"[2, 1, 0].map(n, 4 / n)", "error"},
         {"[1, 2, 3].map(n, n > 1, n * n)", "[4,9]"},
         {"{1: 1, 2: 4}.map(k, k * k)", "[1,4]"},
         {"[1, 2, 3].filter(e, e > 1)", "[2,3]"},
         {"[3, 0].filter(n, 12 / n > 4)", "error"},
         {"[1].filter(n, n)", "error"},
         {"{0: 10, 1: 11}.filter(x, x % 2 == 1)", "[1]"},
         {"['a'].filter(a, ['b'].all(b, b + a == 'ba'))", R"(["a"])"},
         {"[[1], [2]].map(x, x.map(x, x + 1))", "[[2],[3]]"},
         {"1.0.exists(e, true)", "error"},
         {"null.all(e, true)", "error"},
         {"[1].exists(e.f, true)", "error"},
         {"true || [1].exists(2, true)", "error"},
         {"[1].exists(e, true, false)", "error"},
         {"[1].all(e, e == 1) && e == 1", "error"}});
}

TEST_CASE("texts are measured and searched by code points") {
  check({{"size('πέντε') == 5 && 'ÿ'.size() == 1 && size('🐱') == 1", "true"},
         {"size(b'abc') + b''.size()", "3"},
         {"size(b'\\303\\277')", "2"},
         {"size(1)", "error"},
         {"'foobar'.startsWith('foo') && !''.startsWith('foo') && ''.startsWith('')", "true"},
         {"'forté'.endsWith('té') && !'a'.endsWith('ba')", "true"},
         {"'Straße'.contains('aß') && !'hello'.contains('ol')", "true"},
         {"'hubba'.matches('ubb') && !''.matches('foo|bar') && 'cows'.matches('')", "true"},
         {"matches('mañana', 'a+ñ+a+')", "true"},
         {"'🐱😀😀'.matches('(a|😀){2}')", "true"},
         {"'abc'.matches('^a.c$') && !'xabc'.matches('^a')", "true"},
         {"'a'.matches('(')", "error"},
         {"'a'.matches(1)", "error"},
         {"'a'.contains(1)", "error"},
         {"contains('a', 'a')", "error"},
         {"'r' + 'ô' + 'le'", "\"rôle\""},
         {"b'a' + b'\\xff' == b'a\\xff'", "true"},
         {"'a' + b'a'", "error"},
         {"'a' + 1", "error"}});
}

TEST_CASE("what would run for ever or fill the memory ends in an error") {
  std::string many = "[0";
  for (int i = 1; i < 1000; ++i)
    many += "," + std::to_string(i);
  many += "]";
  CHECK(say("l.all(a, l.all(b, a + b >= 0))", "{\"l\":" + many + "}") == "error");
  CHECK(say("l.map(a, l.map(b, l))", "{\"l\":" + many + "}") == "error");
  std::string shared = "[1, 1]";
  for (int i = 0; i < 60; ++i)
    shared = "[" + shared + "].map(x, [x, x])[0]";
  CHECK(say(shared) == "error");
  CHECK(say("l.map(x, " + shared + " == " + shared + ")", R"({"l":[1]})") == "error");
  CHECK(say(std::string(300, '(') + "1" + std::string(300, ')')) == "error");
  CHECK(say(std::string(100'000, '[')) == "error");
  CHECK(say(std::string(100'000, '-') + "1") == "error");
  CHECK(say(std::string(200'000, ' ') + "1") == "error");
  std::string sum = "0";
  for (int i = 0; i < 2000; ++i)
    sum += "+1";
  CHECK(say(sum) == "error");
  CHECK(say("x", "{\"x\":" + std::string(300, '[') + std::string(300, ']') + "}") == "error");
}

TEST_CASE("requests that are none are answered with an error") {
  for (const std::string request :
       {"", "x", "[]", "{}", "1", "null", R"({"expr":1})", R"({"expr":"1","bindings":[]})",
        R"({"expr":"1")", "{\"expr\":\"'\xff'\"}", R"({"bindings":{}})"}) {
    INFO(request);
    CHECK(foyer::cel::answer(request).starts_with(R"({"error":)"));
  }
  CHECK(foyer::cel::answer(R"({"expr":"1","more":[]})") == R"({"value":1})");
  CHECK(foyer::cel::answer(R"({"expr":"1","bindings":null})") == R"({"value":1})");
}
