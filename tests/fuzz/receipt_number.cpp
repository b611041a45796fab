// SPDX-License-Identifier: EUPL-1.2
// What is understood as a receipt number must be one: written again it is understood as the same.
#include <store/receipt_number.hpp>

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using foyer::store::ReceiptNumber;
  const auto number = ReceiptNumber::parse({reinterpret_cast<const char*>(data), size});
  if (!number.ok())
    return 0;
  const auto again = ReceiptNumber::parse(number->text());
  if (!again.ok() || *again != *number)
    std::abort();
  const auto made = ReceiptNumber::make(number->kiosk_id(), number->year(), number->sequence());
  if (!made.ok() || *made != *number)
    std::abort();
  return 0;
}
