// SPDX-License-Identifier: EUPL-1.2
// What a scanned QR may say, and what a middle tier may put in an office's letter's place.
#include <receipt/qr.hpp>
#include <seal/case_seal.hpp>

#include <cstdlib>

using namespace foyer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = as_text({data, size});
  if (const auto ticket = receipt::read_case_ticket(text))
    static_cast<void>(seal::PaperCode::parse(as_text(ticket->code.reveal())));
  static const Secret key(Bytes(32, 7));
  if (seal::open_letter(key, "N01-26-000001-G", text))
    std::abort(); // nobody guesses a tag
  return 0;
}
