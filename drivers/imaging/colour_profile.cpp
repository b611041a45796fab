// SPDX-License-Identifier: EUPL-1.2
#include "colour_profile.hpp"

#include <base/unique_handle.hpp>

#include <algorithm>
#include <array>
#include <lcms2.h>

namespace foyer::imaging {

namespace {

using Profile = UniqueHandle<void, cmsCloseProfile>;

// PDF 1.7 (ISO 32000-1, table 66) knows ICC versions up to 4.2.
constexpr double icc_version = 4.2;
// ISO 15076-1, 7.2.8: the day it was made, six numbers of 16 bits. Little CMS writes today's.
constexpr std::size_t date_at = 24;
constexpr std::array<std::uint8_t, 12> date{0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};

} // namespace

Result<Bytes> srgb_profile() {
  const Profile profile(cmsCreate_sRGBProfile());
  cmsUInt32Number size = 0;
  if (!profile)
    return fail(FailureCode::internal, "sRGB");
  cmsSetProfileVersion(profile.get(), icc_version);
  if (cmsSaveProfileToMem(profile.get(), nullptr, &size) == 0)
    return fail(FailureCode::internal, "sRGB");
  Bytes bytes(size);
  if (cmsSaveProfileToMem(profile.get(), bytes.data(), &size) == 0 || size < date_at + date.size())
    return fail(FailureCode::internal, "sRGB");
  std::copy(date.begin(), date.end(), bytes.begin() + date_at);
  return bytes;
}

} // namespace foyer::imaging
