// SPDX-License-Identifier: EUPL-1.2
// Sealing as a stream, on one core, beside what the cipher and the digest take alone.
// aes_256_gcm_alone is what `openssl speed -evp aes-256-gcm` measures, of the same library in the
// same run.
#include <seal/filing_seal.hpp>

#include <benchmark/benchmark.h>
#include <openssl/evp.h>

#include <array>

namespace {

using namespace foyer;

constexpr std::size_t step_bytes = std::size_t{1} << 20;
constexpr int steps = 32;

// An office that vouches for itself: the seal does not care.
const seal::OfficeCertificate& office() {
  static const auto certificate = [] {
    const auto made = seal::AuthorKey::generate("bench", system_clock().wall());
    return seal::OfficeCertificate::vouched_for(made.value().certificate_pem().value(),
                                                system_clock().wall());
  }();
  return certificate.value();
}

const seal::AuthorKey& author() {
  static const auto made = seal::AuthorKey::generate("N01", system_clock().wall());
  return made.value();
}

void seal_attachment(benchmark::State& state, seal::Profile profile) {
  const Bytes step(step_bytes, 0x5a);
  std::size_t given = 0;
  const auto& office_key = office(); // made before the clock runs
  const auto& author_key = author();
  for (auto _ : state) {
    auto sealed = seal::open_seal(profile, office_key, &author_key, "N01-26-000001-A");
    seal::FilingSeal& seal = **sealed;
    bool good = seal.begin_attachment("a1", "application/pdf",
                                      [&](ByteView piece) {
                                        given += piece.size();
                                        return success();
                                      })
                    .ok();
    for (int i = 0; i < steps; ++i)
      good = good && seal.update(step).ok();
    if (!good || !seal.end_attachment().ok())
      return state.SkipWithError("not sealed");
  }
  benchmark::DoNotOptimize(given);
  state.SetBytesProcessed(state.iterations() * steps * static_cast<std::int64_t>(step_bytes));
}
BENCHMARK_CAPTURE(seal_attachment, jwe, seal::Profile::jwe)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(seal_attachment, osci, seal::Profile::osci)->Unit(benchmark::kMillisecond);

// What `openssl speed -evp aes-256-gcm -bytes 16384` does.
void aes_256_gcm_alone(benchmark::State& state) {
  const Bytes in(16384, 0x5a);
  Bytes out(in.size() + 16);
  const std::array<std::uint8_t, 32> key{};
  const std::array<std::uint8_t, 12> iv{};
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, key.data(), iv.data());
  int length = 0;
  for (auto _ : state)
    EVP_EncryptUpdate(context, out.data(), &length, in.data(), static_cast<int>(in.size()));
  EVP_CIPHER_CTX_free(context);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(in.size()));
}
BENCHMARK(aes_256_gcm_alone);

// osci signs content: every plain byte is hashed, too.
void sha_256_alone(benchmark::State& state) {
  const Bytes in(16384, 0x5a);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
  for (auto _ : state)
    EVP_DigestUpdate(context, in.data(), in.size());
  EVP_MD_CTX_free(context);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(in.size()));
}
BENCHMARK(sha_256_alone);

void seal_container(benchmark::State& state, seal::Profile profile) {
  const Bytes container(static_cast<std::size_t>(state.range(0)), 0x5a);
  for (auto _ : state) {
    auto sealed = seal::open_seal(profile, office(), &author(), "N01-26-000001-A");
    if (!seal::seal_container(**sealed, "application/xml", container).ok())
      return state.SkipWithError("not sealed");
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(seal_container, jwe, seal::Profile::jwe)
    ->Arg(50'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(seal_container, osci, seal::Profile::osci)
    ->Arg(50'000)
    ->Unit(benchmark::kMillisecond);

} // namespace
