// SPDX-License-Identifier: EUPL-1.2
// The face in a travel document's chip, made visible. For a staff step: shown and gone, never
// stored; who calls keeps that promise.
#pragma once

#include <base/bytes.hpp>
#include <pages/preview.hpp>

namespace foyer::imaging {

using pages::face_limit;
using pages::Preview;

// A JPEG (ISO 10918-1), a JPEG2000 file (JP2) or a raw JPEG2000 codestream, as ISO 19794-5 and
// 39794-5 allow; 8 bits a channel, grey or colour. The sides are told before anything is unpacked:
// above face_limit pixels each, or an image that would unpack to more than 16 megapixels, is
// page_too_large. Bytes that end early give what there is, as far as the decoder is content. Blocks
// for some 10 ms; any thread. Fails with: page_too_large, image_malformed.
Result<Preview> decode_face(ByteView image);

} // namespace foyer::imaging
