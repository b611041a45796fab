// SPDX-License-Identifier: EUPL-1.2
// Groups "comparisons", "integer_math", "fp_math" and "logic" of cel-spec's conformance tests.
#include "asking.hpp"

using namespace foyer::cel::test;

TEST_CASE("equality is deep and knows every type") {
  check({{"1 == 1 && 1 == 1u && 1u == 1.0 && 1.0 == 1", "true"},
         {"1 == 1.5", "false"},
         {"9007199254740993 == 9007199254740992.0", "true"},
         {"9223372036854775807 == 9223372036854775808.0", "true"},
         {"18446744073709551615u == 18446744073709551616.0", "true"},
         {"-1 == 18446744073709551615u", "false"},
         {"1 == '1'", "false"},
         {"1 != '1'", "true"},
         {"null == null", "true"},
         {"null == false", "false"},
         {"0 == false", "false"},
         {"'a' == b'a'", "false"},
         {"[1, 2.0] == [1u, 2]", "true"},
         {"[1] == [1, 1]", "false"},
         {"{'a': [1], 2: null} == {2.0 == 2 ? 2 : 3: null, 'a': [1u]}", "true"},
         {"{1: 2} == {1u: 2.0}", "true"},
         {"{'a': 1} == {'a': 2}", "false"},
         {"{'a': 1} == {'b': 1}", "false"},
         {"0.0 == -0.0", "true"},
         {"0.0/0.0 == 0.0/0.0", "false"},
         {"0.0/0.0 != 0.0/0.0", "true"},
         {"[0.0/0.0] == [0.0/0.0]", "false"},
         {"'\\u00e9' == 'e\\u0301'", "false"}, // composed and decomposed are different texts
         {"int == int && int != uint", "true"}});
}

TEST_CASE("order exists within a type and between numbers") {
  check({{"false < true", "true"},
         {"'a' < 'ab' && 'Z' < 'a' && 'z' < 'ä' && '\\uffff' < '\\U00010000'", "true"},
         {"b'\\x7f' < b'\\xff'", "true"},
         {"1 < 2u && 2u > 1.5 && -1 < 0u && 1.5 < 2", "true"},
         {"9223372036854775807 < 9223372036854775808.0", "false"},
         {"9223372036854775807 >= 9223372036854775808.0", "true"},
         {"9223372036854775808.0 <= 9223372036854775807", "true"},
         {"9223372036854775807 < 9223372036854777856.0", "true"},
         {"18446744073709551615u < 18446744073709551616.0", "false"},
         {"-9223372036854775808 <= -9223372036854775808.0", "true"},
         {"9007199254740993 > 9007199254740992.0", "false"},
         {"-1.5 < -1", "true"},
         {"0.0/0.0 < 1.0 || 0.0/0.0 >= 1.0 || 1 < 0.0/0.0 || 1u >= 0.0/0.0", "false"},
         {"1.0/0.0 > 9223372036854775807", "true"},
         {"1 < 'a'", "error"},
         {"null < null", "error"},
         {"[1] < [2]", "error"},
         {"true >= true", "true"}});
}

TEST_CASE("whole numbers overflow into errors") {
  check({{"9223372036854775807 + 1", "error"},
         {"-9223372036854775808 - 1", "error"},
         {"5000000000 * 5000000000", "error"},
         {"-(-9223372036854775808)", "error"},
         {"(-9223372036854775808) * -1", "error"},
         {"(-9223372036854775808) / -1", "error"},
         {"(-9223372036854775808) % -1", "error"},
         {"18446744073709551615u + 1u", "error"},
         {"0u - 1u", "error"},
         {"5000000000u * 5000000000u", "error"},
         {"15 / 0", "error"},
         {"34 % 0", "error"},
         {"15u / 0u", "error"},
         {"34u % 0u", "error"},
         {"-(42u)", "error"},
         {"-false", "error"},
         {"1 + 1u", "error"},
         {"1 + 1.0", "error"},
         {"5.0 % 2.0", "error"},
         {"43 % (-5)", "3"},
         {"-42 % (-5)", "-2"},
         {"-3 % 5", "-3"},
         {"-7 / 2", "-3"},
         {"42u % 5u", "2"},
         {"60u / 7u", "8"}});
}

TEST_CASE("doubles follow IEEE 754") {
  check({{"1.0 / 0.0", R"("Infinity")"},
         {"-1.0 / 0.0", R"("-Infinity")"},
         {"0.0 / 0.0", R"("NaN")"},
         {"1.0 / -0.0", R"("-Infinity")"},
         {"1e308 * 10.0", R"("Infinity")"},
         {"0.1 + 0.2", "0.30000000000000004"},
         {"1.5 * 2.0 - 4.0", "-1.0"},
         {"-(0.0)", "-0.0"},
         {"1e15 + 0.5", "1000000000000000.5"},
         {"1e22", "1e+22"}});
}

TEST_CASE("and, or and the choice decide over errors as CEL has it") {
  check({{"false && 1 / 0 == 1", "false"}, {"1 / 0 == 1 && false", "false"},
         {"true && 1 / 0 == 1", "error"},  {"1 / 0 == 1 || true", "true"},
         {"true || 1 / 0 == 1", "true"},   {"1 / 0 == 1 || false", "error"},
         {"false && 32", "false"},         {"'horses' && false", "false"},
         {"'horses' || true", "true"},     {"'horses' && true", "error"},
         {"true && 'horses'", "error"},    {"'less' || 'more'", "error"},
         {"unbekannt || true", "true"},    {"f_unknown(17) || true", "true"},
         {"f_unknown(17)", "error"},       {"unbekannt", "error"},
         {"2 / 0 > 4 ? 1 : 2", "error"},   {"true ? 'cows' : 1 / 0", R"("cows")"},
         {"'cows' ? false : 17", "error"}, {"!1", "error"},
         {"!(1 / 0 == 1)", "error"},       {"[1 / 0]", "error"},
         {"{1: 1 / 0}", "error"}});
}
