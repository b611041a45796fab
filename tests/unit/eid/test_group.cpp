// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/crypto.hpp>
#include <eid/group.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

#include <map>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;

namespace {

Bytes integer(Bytes number) {
  if (!number.empty() && (number[0] & 0x80U) != 0)
    number.insert(number.begin(), 0);
  return tlv(0x02, ByteView(number));
}

Bytes key_info(const char* oid, const Bytes& parameters, const Bytes& key) {
  Bytes bits{0};
  append(bits, key);
  return tlv(0x30,
             {tlv(0x30, {tlv(0x06, ByteView(hex(oid))), parameters}), tlv(0x03, ByteView(bits))});
}

constexpr const char* x942 = "2A8648CE3E0201";
constexpr const char* pkcs3 = "2A864886F70D010301";

} // namespace

TEST_CASE("group: all standardised parameters are there, the reserved ids are not") {
  const std::map<int, int> bits{{0, 160},  {1, 224},  {2, 256},  {8, 192},  {9, 192},
                                {10, 224}, {11, 224}, {12, 256}, {13, 256}, {14, 320},
                                {15, 384}, {16, 384}, {17, 512}, {18, 521}};
  for (int id = -1; id < 40; ++id) {
    const auto group = Group::standardised(id);
    REQUIRE(group.has_value() == (bits.count(id) != 0));
    if (!group)
      continue;
    CHECK(group->order_bits() == bits.at(id));
    CHECK(group->elliptic() == (id >= 8));
    CHECK(group->generator().size() == group->element_size());
    CHECK(standardised_id(*group) == id);
    const Secret key = *group->draw_private_key(system_random());
    CHECK(group->multiply(group->generator(), key)->size() == group->element_size());
  }
}

TEST_CASE("group: the first modular group is that of RFC 5114 as the worked example has it") {
  const Example example("pace_g2_dh_gm");
  const auto group = Group::standardised(0);
  CHECK(group->generator() == example["dh_g"]);
  CHECK(group->prime_bits() == 1024);
  const Bytes parameters =
      tlv(0x30, {integer(example["dh_p"]), integer(example["dh_g"]), integer(example["dh_q"])});
  const Bytes key = integer(example["pk_map_ic"]);
  CHECK(*Group::of_public_key(key_info(x942, parameters, key)) == *group);
  CHECK(*Group::public_point(key_info(x942, parameters, key)) == example["pk_map_ic"]);
}

TEST_CASE("group: points off the curve, at infinity or compressed are refused") {
  const auto curve = Group::standardised(13);
  const Secret one(Bytes{1});
  Bytes point = curve->generator();
  CHECK(*curve->multiply(point, one) == point);
  point.back() ^= 1;
  CHECK_FALSE(curve->multiply(point, one).ok());
  CHECK_FALSE(curve->map_generic(one, point).ok());
  CHECK_FALSE(curve->multiply(Bytes{0}, one).ok());
  CHECK_FALSE(curve->multiply({}, one).ok());
  CHECK_FALSE(curve->multiply(curve->generator(), Secret(Bytes{0})).ok());
  Bytes compressed = curve->generator();
  compressed[0] = 0x02;
  compressed.resize(33);
  CHECK_FALSE(curve->multiply(compressed, one).ok());
}

TEST_CASE("group: numbers outside 2 .. p-2 or outside the subgroup are refused") {
  const Example example("pace_g2_dh_gm");
  const auto group = Group::standardised(0);
  const Secret two(Bytes{2});
  CHECK(group->multiply(example["pk_map_ic"], two).ok());
  Bytes zero_first = example["pk_map_ic"];
  zero_first.insert(zero_first.begin(), 0);
  CHECK(group->multiply(zero_first, two).ok());
  Bytes minus_one = example["dh_p"];
  minus_one.back() = static_cast<std::uint8_t>(minus_one.back() - 1);
  for (const Bytes& bad :
       {Bytes{}, Bytes{0}, Bytes{1}, Bytes{2}, minus_one, example["dh_p"], Bytes(200, 0xFF)}) {
    INFO(to_hex(bad));
    CHECK_FALSE(group->multiply(bad, two).ok());
    CHECK_FALSE(group->map_generic(two, bad).ok());
  }
  Bytes other = example["pk_map_ic"];
  other.back() ^= 1;
  CHECK_FALSE(group->multiply(other, two).ok());
}

TEST_CASE("group: parameters that are no group are refused") {
  const Example example("pace_g2_dh_gm");
  const Bytes p = example["dh_p"];
  const Bytes g = example["dh_g"];
  const Bytes q = example["dh_q"];
  const Bytes key = integer(example["pk_map_ic"]);
  const auto take = [&](const Bytes& prime, const Bytes& base, const Bytes& order) {
    return Group::of_public_key(
        key_info(x942, tlv(0x30, {integer(prime), integer(base), integer(order)}), key));
  };
  CHECK(take(p, g, q).ok());
  Bytes even = p;
  even.back() ^= 1;
  CHECK_FALSE(take(even, g, q).ok());
  CHECK_FALSE(take({0x0D}, {2}, {3}).ok());
  CHECK_FALSE(take(p, {1}, q).ok());
  CHECK_FALSE(take(p, p, q).ok());
  CHECK_FALSE(take(p, {2}, q).ok()); // 2 is not in the subgroup
  Bytes other_order = q;
  other_order.back() ^= 2;
  CHECK_FALSE(take(p, g, other_order).ok());
  CHECK_FALSE(take(Bytes(1100, 0xFF), {2}, q).ok());
  CHECK_FALSE(take(p, g, {}).ok());
}

TEST_CASE("group: a PKCS#3 key has no order, and the same prime and generator") {
  const Example example("pace_g2_dh_gm");
  const Bytes info =
      key_info(pkcs3, tlv(0x30, {integer(example["dh_p"]), integer(example["dh_g"])}),
               integer(example["pk_dh_ic"]));
  const auto group = Group::of_public_key(info);
  REQUIRE(group.ok());
  CHECK(standardised_id(*group) == 0);
  CHECK(group->order_bits() == 1024);
  CHECK_FALSE(group->can_map_integrated());
  CHECK(*Group::public_point(info) == example["pk_dh_ic"]);
  // Without an order there is only the range to look at: p-1 would give two keys only.
  Bytes most = example["dh_p"];
  most.back() = static_cast<std::uint8_t>(most.back() - 1);
  CHECK_FALSE(group->multiply(most, Secret(Bytes{3})).ok());
  most.back() = static_cast<std::uint8_t>(most.back() - 1);
  CHECK(group->multiply(most, Secret(Bytes{3})).ok());
  const Secret key = *group->draw_private_key(system_random());
  CHECK(group->multiply(group->generator(), key).ok());
}

TEST_CASE("group: the key of the App. I.1 chip survives no truncation") {
  const Example example("pace_i1_cam");
  const Bytes info = example["chip_authentication_public_key_info"];
  TlvReader reader(TlvReader(info).next(0x30)->value);
  REQUIRE(reader.next(0x06).ok());
  const Bytes key = to_bytes(reader.next(0x30)->whole);
  REQUIRE(Group::public_point(key).ok());
  for (std::size_t size = 0; size < key.size(); ++size)
    CHECK_FALSE(Group::public_point(ByteView(key).first(size)).ok());
  // Also of its parts, with lengths that fit again.
  const Tlv outer = *TlvReader(key).next(0x30);
  for (std::size_t size = 0; size < outer.value.size(); ++size)
    CHECK_FALSE(Group::public_point(tlv(0x30, outer.value.first(size))).ok());
}
