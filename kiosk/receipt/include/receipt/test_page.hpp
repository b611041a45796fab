// SPDX-License-Identifier: EUPL-1.2
// A page that shows whether the printer prints: its edges, text, a grey field. Nobody's data.
#pragma once

#include <receipt/receipt.hpp>

namespace foyer::receipt {

struct TestPage {
  std::string title, text;
  std::string office, kiosk; // as on the receipt
  LocalTime printed;
};

// One A4 page, as render_pdf(); calls and failures: there.
Result<Bytes> render_test_page(const TestPage& page, const std::filesystem::path& fonts_conf = {});

} // namespace foyer::receipt
