// SPDX-License-Identifier: EUPL-1.2
// A certificate bundle comes over the wire; whatever it is, it is judged and not obeyed.
#include <seal/office_certificate.hpp>

#include <cstdlib>

namespace {

// Its own issuer; the key was thrown away.
constexpr const char* root = R"pem(-----BEGIN CERTIFICATE-----
MIIEFTCCAn2gAwIBAgIUZXbmCbxM0hdsX5PmgV+U5JQ5kp4wDQYJKoZIhvcNAQEL
BQAwETEPMA0GA1UEAwwGTm9ib2R5MCAXDTI2MTEyNTE4MjkxNFoYDzIxMjYxMTAx
MTgyOTE0WjARMQ8wDQYDVQQDDAZOb2JvZHkwggGiMA0GCSqGSIb3DQEBAQUAA4IB
jwAwggGKAoIBgQCLPqE97RALsJpI5jx/qzqjs5CPyGV2RoPYBOLY+wnfKzc5DXKq
vw1O82C8xgQGtMBruuJO4AoFBu/ifeZoTj+b4vha8tg9cUvzzY20x2NlohP0sRQM
Dh9dy3M2/+lKI+eNdEQzQj0ZomhgXcPyDMM3q4GGycsl8qpJx/yRWrAQ5kH/ZxYf
nk37ukEDSQuk7fucpf5nU2d5ne141VxLUkz7LN6F7tPKYLKmPK+vNKPJxKeIabJb
1y+r+ftwhFbiiHDQZWrFWvWBczE8F7Qgh3m2oF9IfxCNbF+/YeK0xlH+oGeu6RXn
14MkPOU6mECBhAigysUF75bhYr1N/BxIYpGZSolobiZisjmyWkO9SdUzSjZIXFV1
wlli3W0wcVQ09kOJeZiuuhBB5iTNoS+wCX7bxkGTCmXkC/LBt+RUX3Fr5I9W9SS5
wcfkozRO5aGnL4xAv3k08JvG2MhD4EoCZvZeaDtv5Es6BneywZJP27hx7ZzAkqlL
U9k7KzFyS2FWPVECAwEAAaNjMGEwHQYDVR0OBBYEFEG7j/4PEQzq+rhzEJ7A7uvS
W5DEMB8GA1UdIwQYMBaAFEG7j/4PEQzq+rhzEJ7A7uvSW5DEMA8GA1UdEwEB/wQF
MAMBAf8wDgYDVR0PAQH/BAQDAgIEMA0GCSqGSIb3DQEBCwUAA4IBgQBxOiiERash
2HllsZgf/CbbbYAjKFywGSC13U4r6Z9aKmHplMnn/JEtVPCWYopp70eDBSwMM3en
ah7HREQTvTgUn7Zc0RypS3alKy/SUMcT0vtbQEun47KC1S3QkqmKbYDDxUPNuoJ3
10IwLVmzTJCjU6Fipc+LAPcaLUf55749wZFIH6apNcGJz8i73LFHZvINz17rBJ2t
7fheXHzimWk9OPgPbSrTW7mZiFV012EfZmnu6+VbLIplDG6TjZYwwTw4fEpbkLEG
8dDWIjlT9HD0bon31PiyPDo5gJSt2LE5K8mXgwF73dpyOFMwTATPxe9tS7cnYLdy
+9cCYzWEn97Q7EVN0qVvZXh2HDsPbHqVKJJaLbp/yCeds0Ut6OObLwOjhviHU7kI
YlXsMZuuRPYoNum9+K/7P7bZfMQzCJVu2ph30LgMVPQxcI1AxM0AtY5rdTZAZx1D
+8QHJjbLdU1Zda+/SWk8KIGN8UwmmsUZtHdlNem2WE5lVvruFvAiCA8=
-----END CERTIFICATE-----
)pem";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foyer;
  const std::string_view pem(reinterpret_cast<const char*>(data), size);
  const auto loaded = seal::OfficeCertificate::load(pem, root, "Amt", WallTime{});
  if (loaded.ok())
    std::abort(); // nobody can have signed it
  if (loaded.failure().code == FailureCode::config_broken)
    std::abort(); // the root is good
  return 0;
}
