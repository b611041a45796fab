// SPDX-License-Identifier: EUPL-1.2
// DG2: the faces of a document (ICAO 9303-10 §4.7.2). Biometric: read in a staff step only
// (eid/policy.hpp), shown, never stored.
#pragma once

#include <base/bytes.hpp>

#include <vector>

namespace foyer::eid {

enum class ImageFormat : std::uint8_t { unknown, jpeg, jpeg2000 };
// ISO/IEC 19794-5:2005 is what nearly all chips hold; 39794-5:2019 replaces it from 2026 to 2030.
enum class FaceEncoding : std::uint8_t { iso_19794, iso_39794 };

struct Face {
  FaceEncoding encoding = FaceEncoding::iso_19794;
  ImageFormat format = ImageFormat::unknown; // told from the image's own first bytes
  int width = 0, height = 0;                 // as the record claims; 0: it does not say
  ByteView image;                            // lies inside the file that was parsed
};

// Every face of every biometric template, in the order of the file. Encrypted templates and 3D
// shapes have no picture and are left out. `ef_dg2` must outlive the result. Fails with
// card_data_malformed where the structure is none, or holds more than 16 faces.
Result<std::vector<Face>> parse_faces(ByteView ef_dg2);

// By their first bytes: FF D8 FF; the JP2 signature box; or a raw codestream FF 4F FF 51.
ImageFormat image_format(ByteView image);

} // namespace foyer::eid
