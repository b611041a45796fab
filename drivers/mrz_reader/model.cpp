// SPDX-License-Identifier: EUPL-1.2
#include "model.hpp"

asm(".section .rodata\n"
    ".balign 16\n"
    "foyer_mrz_model_begin:\n"
    ".incbin \"" FOYER_MRZ_MODEL "\"\n"
    "foyer_mrz_model_end:\n"
    ".byte 0\n"
    ".globl foyer_mrz_model_begin, foyer_mrz_model_end\n"
    ".hidden foyer_mrz_model_begin, foyer_mrz_model_end\n"
    ".previous\n");

extern "C" const std::uint8_t foyer_mrz_model_begin[] __attribute__((visibility("hidden")));
extern "C" const std::uint8_t foyer_mrz_model_end[] __attribute__((visibility("hidden")));

namespace foyer::mrz_reader {

ByteView model_file() {
  return {foyer_mrz_model_begin, foyer_mrz_model_end};
}

} // namespace foyer::mrz_reader
