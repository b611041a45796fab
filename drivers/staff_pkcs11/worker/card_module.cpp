// SPDX-License-Identifier: EUPL-1.2
#include "card_module.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>
#include <string_view>

namespace foyer::staff_pkcs11 {
namespace {

constexpr std::size_t largest_certificate = 8U * 1024U;

// RFC 8017 §9.2, note 1: the DigestInfo of SHA-256 before its 32 bytes.
constexpr std::array<std::uint8_t, 19> digest_info{0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60,
                                                   0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                   0x01, 0x05, 0x00, 0x04, 0x20};

CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, void* value, std::size_t size) {
  return {type, value, size};
}

} // namespace

struct CardModule::Module {
  CK_FUNCTION_LIST* list = nullptr;
  std::string reader;

  ~Module() {
    p11_kit_module_finalize(list);
    p11_kit_module_release(list);
  }

  std::vector<CK_SLOT_ID> slots() const {
    CK_ULONG count = 0;
    if (list->C_GetSlotList(CK_TRUE, nullptr, &count) != CKR_OK)
      return {};
    std::vector<CK_SLOT_ID> all(count);
    if (list->C_GetSlotList(CK_TRUE, all.data(), &count) != CKR_OK)
      return {};
    all.resize(std::min<std::size_t>(count, all.size()));
    std::erase_if(all, [&](CK_SLOT_ID slot) { return !in_reader(slot); });
    return all;
  }

  bool in_reader(CK_SLOT_ID slot) const {
    CK_SLOT_INFO info{};
    if (list->C_GetSlotInfo(slot, &info) != CKR_OK)
      return false;
    const std::string_view name(reinterpret_cast<const char*>(info.slotDescription),
                                sizeof info.slotDescription);
    return name.find(reader) != std::string_view::npos;
  }

  // Nothing where there is no token that has been set up.
  std::optional<CK_FLAGS> flags(CK_SLOT_ID slot) const {
    CK_TOKEN_INFO info{};
    if (list->C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0)
      return std::nullopt;
    return info.flags;
  }

  Bytes value(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
    Bytes out(largest_certificate);
    CK_ATTRIBUTE wanted = attribute(type, out.data(), out.size());
    const bool good = list->C_GetAttributeValue(session, object, &wanted, 1) == CKR_OK &&
                      wanted.ulValueLen <= out.size();
    out.resize(good ? wanted.ulValueLen : 0);
    return out;
  }

  template <std::size_t size>
  std::vector<CK_OBJECT_HANDLE> find(CK_SESSION_HANDLE session,
                                     std::array<CK_ATTRIBUTE, size> like) const {
    std::vector<CK_OBJECT_HANDLE> found(most_certificates);
    CK_ULONG count = 0;
    if (list->C_FindObjectsInit(session, like.data(), like.size()) != CKR_OK)
      return {};
    if (list->C_FindObjects(session, found.data(), found.size(), &count) != CKR_OK)
      count = 0;
    list->C_FindObjectsFinal(session);
    found.resize(std::min<std::size_t>(count, found.size()));
    return found;
  }

  void collect(CK_SLOT_ID slot, CK_FLAGS flags, CardContent& content) const {
    CK_SESSION_HANDLE session = 0;
    if (list->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session) != CKR_OK)
      return;
    CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
    CK_CERTIFICATE_TYPE x509 = CKC_X_509;
    const auto found =
        find(session, std::array{attribute(CKA_CLASS, &kind, sizeof kind),
                                 attribute(CKA_CERTIFICATE_TYPE, &x509, sizeof x509)});
    for (const CK_OBJECT_HANDLE object : found) {
      CardCertificate one{.slot = slot,
                          .flags = static_cast<std::uint32_t>(flags),
                          .id = value(session, object, CKA_ID),
                          .der = value(session, object, CKA_VALUE)};
      if (!one.der.empty() && one.id.size() <= 0xFF &&
          content.certificates.size() < most_certificates)
        content.certificates.push_back(std::move(one));
    }
    list->C_CloseSession(session);
  }

  CK_RV log_in(CK_SESSION_HANDLE session, CK_USER_TYPE user, const Secret& pin) const {
    // PKCS#11 takes no const; a pin pad's module wants null.
    Bytes copy = to_bytes(pin.reveal());
    const CK_RV result =
        list->C_Login(session, user, copy.empty() ? nullptr : copy.data(), copy.size());
    wipe(copy);
    return result;
  }

  CK_RV sign(CK_SESSION_HANDLE session, const SignRequest& request, Bytes& signature) const {
    CK_RV result = log_in(session, CKU_USER, request.pin);
    if (result != CKR_OK && result != CKR_USER_ALREADY_LOGGED_IN)
      return result;
    Bytes id = request.id;
    CK_OBJECT_CLASS kind = CKO_PRIVATE_KEY;
    const auto keys = find(session, std::array{attribute(CKA_CLASS, &kind, sizeof kind),
                                               attribute(CKA_ID, id.data(), id.size())});
    if (keys.empty())
      return CKR_KEY_HANDLE_INVALID;
    CK_MECHANISM how{request.elliptic ? CKM_ECDSA : CKM_RSA_PKCS, nullptr, 0};
    result = list->C_SignInit(session, &how, keys.front());
    if (result != CKR_OK)
      return result;
    CK_BBOOL each_time = CK_FALSE;
    CK_ATTRIBUTE wanted = attribute(CKA_ALWAYS_AUTHENTICATE, &each_time, sizeof each_time);
    if (list->C_GetAttributeValue(session, keys.front(), &wanted, 1) == CKR_OK &&
        each_time == CK_TRUE) {
      result = log_in(session, CKU_CONTEXT_SPECIFIC, request.pin);
      if (result != CKR_OK)
        return result;
    }
    Bytes message;
    if (!request.elliptic)
      append(message, digest_info);
    append(message, request.digest);
    signature.resize(1024); // RSA with 8192 bits
    CK_ULONG size = signature.size();
    result = list->C_Sign(session, message.data(), message.size(), signature.data(), &size);
    signature.resize(result == CKR_OK ? std::min<std::size_t>(size, signature.size()) : 0);
    return result;
  }
};

CardModule::CardModule(const std::string& path, std::string reader) {
  CK_FUNCTION_LIST* list = p11_kit_module_load(path.c_str(), P11_KIT_MODULE_CRITICAL);
  if (list == nullptr)
    return;
  if (p11_kit_module_initialize(list) != CKR_OK) {
    p11_kit_module_release(list);
    return;
  }
  module_ = std::make_unique<Module>();
  module_->list = list;
  module_->reader = std::move(reader);
}

CardModule::~CardModule() = default;

CardContent CardModule::look() {
  CardContent content;
  if (!module_)
    return content;
  content.module = true;
  for (const CK_SLOT_ID slot : module_->slots()) {
    const auto flags = module_->flags(slot);
    if (!flags)
      continue;
    module_->collect(slot, *flags, content);
  }
  return content;
}

SignAnswer CardModule::sign(const SignRequest& request) {
  SignAnswer answer;
  if (!module_) {
    answer.result = CKR_GENERAL_ERROR;
    return answer;
  }
  CK_FUNCTION_LIST* const list = module_->list;
  const auto slot = static_cast<CK_SLOT_ID>(request.slot);
  CK_SESSION_HANDLE session = 0;
  CK_RV result = list->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session);
  if (result == CKR_OK) {
    result = module_->sign(session, request, answer.signature);
    list->C_Logout(session);
    list->C_CloseSession(session);
  }
  answer.result = static_cast<std::uint32_t>(result);
  if (const auto flags = module_->flags(slot))
    answer.flags = static_cast<std::uint32_t>(*flags);
  return answer;
}

} // namespace foyer::staff_pkcs11
