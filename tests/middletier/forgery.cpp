// SPDX-License-Identifier: EUPL-1.2
#include "forgery.hpp"

#include <store/receipt_number.hpp>

namespace foyer::middletier {

std::string forged(const std::string& how, Connection& connection, const EventSigner& signer,
                   const EventSubject& subject, const std::string& kind, std::string honest) {
  if (how == "signature") {
    char& letter = honest[honest.rfind('.') + 20];
    letter = letter == 'A' ? 'B' : 'A';
  }
  if (how == "algorithm") // RFC 8725 §2.1: "none" must not pass
    return to_base64url(as_bytes(R"({"alg":"none","typ":"secevent+jwt"})")) +
           honest.substr(honest.find('.'), honest.rfind('.') + 1 - honest.find('.'));
  if (how == "tags" && kind == "submit")
    return event_token(
        signer, subject, "submit-submission",
        R"({"authenticationTags":{"data":"AAAAAAAAAAAAAAAAAAAAAA","attachments":{}}})");
  if (how == "receipt" && kind == "accept") {
    EventSubject other = subject;
    other.receipt = store::ReceiptNumber::make("N01", 2026, 999'999).value().text();
    return event_token(
        signer, other, "accept-submission",
        EventBook(connection, signer).tags_json(subject.submission, "ABH-2026-999999"));
  }
  return honest;
}

} // namespace foyer::middletier
