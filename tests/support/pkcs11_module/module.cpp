// SPDX-License-Identifier: EUPL-1.2
// Passes everything on to SoftHSM, except what FOYER_PKCS11_FAULT names:
//   crash_at_start, crash_at_login, hang_at_start, hang_at_login, garbage (an impossible count),
//   wrong_signature, count_low, final_try, locked, pin_pad (takes no PIN), vanish (token gone),
//   silent_after_login (tells nothing of the token any more)
// Where it hangs at the login it makes the file FOYER_PKCS11_MARK, if one is named.
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <p11-kit/pkcs11.h>
#include <string_view>
#include <unistd.h>

namespace {

CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours;

bool fault(std::string_view name) {
  const char* set = std::getenv("FOYER_PKCS11_FAULT");
  return set != nullptr && name == set;
}

[[noreturn]] void hang() {
  for (;;)
    ::pause();
}

CK_RV initialize(void* arguments) {
  if (fault("crash_at_start"))
    std::abort();
  if (fault("hang_at_start"))
    hang();
  return real->C_Initialize(arguments);
}

bool was_logged_in = false;

CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
  const CK_RV result = real->C_GetTokenInfo(slot, info);
  if (fault("silent_after_login"))
    return was_logged_in ? CKR_FUNCTION_FAILED : result;
  info->flags &= ~static_cast<CK_FLAGS>(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY);
  if (fault("count_low"))
    info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (fault("final_try"))
    info->flags |= CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY;
  if (fault("locked"))
    info->flags |= CKF_USER_PIN_LOCKED;
  if (fault("pin_pad"))
    info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  return result;
}

CK_RV get_attribute_value(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* wanted,
                          CK_ULONG count) {
  const CK_RV result = real->C_GetAttributeValue(session, object, wanted, count);
  if (fault("garbage"))
    for (CK_ULONG i = 0; i < count; ++i)
      wanted[i].ulValueLen = CK_UNAVAILABLE_INFORMATION - i;
  return result;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin, CK_ULONG size) {
  was_logged_in = true;
  if (fault("crash_at_login"))
    std::abort();
  if (fault("hang_at_login")) {
    if (const char* mark = std::getenv("FOYER_PKCS11_MARK"))
      ::close(::open(mark, O_WRONLY | O_CREAT, 0600));
    hang();
  }
  if (fault("locked"))
    return CKR_PIN_LOCKED;
  if (fault("vanish"))
    return CKR_DEVICE_REMOVED;
  if (fault("pin_pad")) {
    unsigned char typed[] = {'1', '2', '3', '4', '5', '6'};
    return pin == nullptr ? real->C_Login(session, user, typed, sizeof typed) : CKR_ARGUMENTS_BAD;
  }
  return real->C_Login(session, user, pin, size);
}

CK_RV sign(CK_SESSION_HANDLE session, unsigned char* data, CK_ULONG size, unsigned char* signature,
           CK_ULONG* signature_size) {
  const CK_RV result = real->C_Sign(session, data, size, signature, signature_size);
  if (fault("wrong_signature") && result == CKR_OK)
    signature[*signature_size - 1] ^= 1U;
  return result;
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  if (real == nullptr) {
    void* const library = ::dlopen("/usr/lib/softhsm/libsofthsm2.so", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
      return CKR_GENERAL_ERROR;
    CK_C_GetFunctionList get = nullptr;
    void* const symbol = ::dlsym(library, "C_GetFunctionList");
    std::memcpy(&get, &symbol, sizeof get);
    if (get == nullptr || get(&real) != CKR_OK)
      return CKR_GENERAL_ERROR;
    ours = *real;
    ours.C_Initialize = initialize;
    ours.C_GetFunctionList = C_GetFunctionList;
    ours.C_GetTokenInfo = get_token_info;
    ours.C_GetAttributeValue = get_attribute_value;
    ours.C_Login = login;
    ours.C_Sign = sign;
  }
  *list = &ours;
  return CKR_OK;
}
