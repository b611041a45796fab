// SPDX-License-Identifier: EUPL-1.2
// Groups "basic", "parse" and "conversions" of cel-spec's conformance tests.
#include "asking.hpp"

using namespace foyer::cel::test;

TEST_CASE("literals are values of their types") {
  check({{"0", "0"},
         {"-0", "0"},
         {"17", "17"},
         {"0x7f", "127"},
         {"-0xA", "-10"},
         {"42u", "42"},
         {"0XFFu", "error"}, // only a small x
         {"0xFFU", "255"},
         {"18446744073709551615u", "18446744073709551615"},
         {"18446744073709551616u", "error"},
         {"9223372036854775807", "9223372036854775807"},
         {"9223372036854775808", "error"},
         {"-9223372036854775808", "-9223372036854775808"},
         {"-9223372036854775809", "error"},
         {"0.0", "0.0"},
         {".5", "0.5"},
         {"-2.3e+1", "-23.0"},
         {"0e+0", "0.0"},
         {"1E3", "1000.0"},
         {"1e400", "error"},
         {"1e-400", "0.0"},
         {"5.", "error"},
         {"1.5u", "error"},
         {"true", "true"},
         {"null", "null"},
         {"[]", "[]"},
         {"{}", "{}"},
         {"[1, 'a', 2.0, [null],]", R"([1,"a",2.0,[null]])"},
         {"{'k': 1, 2: true, false: {},}", R"({"k":1,"2":true,"false":{}})"},
         {"b'abc'", R"("YWJj")"},
         {"b'a'", R"("YQ==")"},
         {"b'ab'", R"("YWI=")"},
         {"''", R"("")"},
         {"type(1)", R"("int")"},
         {"int", R"("int")"}});
}

TEST_CASE("texts have escapes, raw and tripled forms") {
  check({{R"('it\'s')", R"("it's")"},
         {R"("a\"b")", R"("a\"b")"},
         {R"('\a\b\f\n\r\t\v\\\?\"\'\`' == '\x07\x08\x0C\x0A\x0D\x09\x0B\x5C\x3F\x22\x27\x60')",
          "true"},
         {R"('\303\277')", "\"Ã¿\""}, // code points, not octets
         {R"(b'\303\277' == bytes('ÿ'))", "true"},
         {R"(b'\xff')", R"("/w==")"},
         {R"('ÿ' == '\xff' && '\u00ff' == '\U000000FF')", "true"},
         {R"('\U0001F431')", "\"🐱\""},
         {R"('\ud800')", "error"},
         {R"('\U00110000')", "error"},
         {R"('\u12')", "error"},
         {R"('\x1')", "error"},
         {R"('\400')", "error"},
         {R"('\s')", "error"},
         {R"(r'\n' == '\\n')", "true"},
         {R"(R"a\")", R"("a\\")"}, // a raw text ends at its first quote
         {R"(br'\xff' == b'\\xff' && rb'\1' == bR'\1')", "true"},
         {R"('''a'b''c''' == "a'b''c")", "true"},
         {"'''a\nb'''", R"("a\nb")"},
         {"\"\"\"x\"y\"\"\"", R"("x\"y")"},
         {"'a\nb'", "error"},
         {"'open", "error"},
         {"'''open''", "error"}});
}

TEST_CASE("the grammar is CEL's") {
  check({{"1 + 2 * 3 - 4 / 2 % 3", "5"},
         {"-(2) + - -3", "1"},
         {"!!true", "true"},
         {"!-1", "error"},
         {"-!true", "error"},
         {"2 -1", "1"},
         {"1 < 2 == true", "true"},
         {"false ? 1 : true ? 2 : 3", "2"},
         {"true ? true ? 1 : 2 : 3", "error"}, // needs brackets
         {"1 // a remark\n + 1", "2"},
         {"// only a remark", "error"},
         {"", "error"},
         {"1 +", "error"},
         {"f(1,)", "error"},
         {"[,]", "error"},
         {"{,}", "error"},
         {"as + 1", "error"},
         {"{'as': 1}.as", "1"},
         {"{'in': 1}.in", "error"},
         {"{'a-b': 1}.`a-b`", "1"},
         {"a.`b", "error"},
         {"a = 1", "error"},
         {"1.size()", "error"},
         {"\"a\" 'b'", "error"},
         {"Message{a: 1}", "error"}});
  CHECK(say("((((((((((((((((((((((((((((((((7))))))))))))))))))))))))))))))))") == "7");
  CHECK(say("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true") == "true");
  CHECK(say("--------------------------------19") == "19");
  CHECK(say("a[a[a[a[a[a[a[a[a[a[a[a[0]]]]]]]]]]]]", R"({"a":[0]})") == "0");
  CHECK(say("int(uint(int(uint(int(uint(int(uint(int(uint(int(uint(7))))))))))))") == "7");
  std::string chain = "false", choice = "0";
  for (int i = 0; i < 40; ++i) {
    chain += i % 2 == 0 ? " || true && false" : " || false";
    choice.insert(0, "false ? 1 : ");
  }
  CHECK(say(chain) == "false");
  CHECK(say(choice) == "0");
}

TEST_CASE("conversions keep to the types' ranges") {
  check({{"int(42u)", "42"},
         {"int(9223372036854775808u)", "error"},
         {"int(-123.9)", "-123"},
         {"int(1e99)", "error"},
         {"int(9223372036854775807.0)", "error"},
         {"int(-9223372036854775808.0)", "error"},
         {"int(9223372036854774784.0)", "9223372036854774784"},
         {"int(double('NaN'))", "error"},
         {"int('987')", "987"},
         {"int('-9223372036854775808')", "-9223372036854775808"},
         {"int('9223372036854775808')", "error"},
         {"int('1.5')", "error"},
         {"int(' 1')", "error"},
         {"int('')", "error"},
         {"int(true)", "error"},
         {"uint(1729)", "1729"},
         {"uint(-1)", "error"},
         {"uint(3.9)", "3"},
         {"uint(1e19)", "10000000000000000000"},
         {"uint(18446744073709551615.0)", "error"},
         {"uint('300')", "300"},
         {"uint('-1')", "error"},
         {"double(9223372036854775807)", "9223372036854775808.0"},
         {"double(123u)", "123.0"},
         {"double('-0.0')", "-0.0"},
         {"double('6.02214e23')", "6.02214e+23"},
         {"double('Infinity')", R"("Infinity")"},
         {"double('-inf')", R"("-Infinity")"},
         {"double('NaN')", R"("NaN")"},
         {"double('1,5')", "error"},
         {"string(-456)", R"("-456")"},
         {"string(9876u)", R"("9876")"},
         {"string(-4.5e-3)", R"("-0.0045")"},
         {"string(1.0)", R"("1")"},
         {"string(1e21)", R"("1e+21")"},
         {"string(true)", R"("true")"},
         {"string(b'\\303\\277')", "\"ÿ\""},
         {"string(b'\\000\\xff')", "error"},
         {"string(null)", "error"},
         {"string([1])", "error"},
         {"bytes('ÿ') == b'\\303\\277'", "true"},
         {"bytes('\\377') == b'\\377'", "false"},
         {"bytes(1)", "error"},
         {"bool('True')", "true"},
         {"bool('f')", "false"},
         {"bool('TrUe')", "error"},
         {"bool(1)", "error"},
         {"dyn([1, 'one'])", R"([1,"one"])"},
         {"dyn", "error"},
         {"type(dyn([1, 'one'])) == list", "true"},
         {"type(null) == null_type && type(type(7)) == type", "true"},
         {"type(7) == type(7u)", "false"},
         {"type({1: 2}) == map && type(b'') == bytes && type(0.0) == double", "true"}});
}

TEST_CASE("long chains and deep brackets within the limits are answered") {
  std::string sum = "1";
  for (int i = 0; i < 900; ++i)
    sum += " + 1";
  CHECK(say(sum) == "901");
  CHECK(say(std::string(240, '(') + "1" + std::string(240, ')')) == "1");
  CHECK(say(std::string(200, '[') + std::string(200, ']') + std::string(190, ' ') + ".size()") ==
        "1");
  std::string indexed = "a";
  for (int i = 0; i < 240; ++i)
    indexed = "a[" + indexed + "]";
  CHECK(say("0 == 0 ? a[0] : " + indexed, R"({"a":[7]})") == "7");
}

TEST_CASE("a text may be doubled only so often") {
  std::string doubled = "'0123456789abcdef'";
  for (int i = 0; i < 30; ++i)
    doubled = "[" + doubled + "].map(x, x + x)[0]";
  CHECK(say(doubled + ".size()") == "error");
}
