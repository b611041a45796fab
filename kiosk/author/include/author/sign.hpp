// SPDX-License-Identifier: EUPL-1.2
// Signing a release (forms/release.hpp): the private half, which no terminal has.
#pragma once

#include <base/result.hpp>
#include <base/secret.hpp>
#include <forms/release.hpp>

namespace foyer::author {

// `key_pem`: Ed25519 private key, PKCS#8 without a password; else `config_broken`.
Result<forms::Release> sign(const forms::Assistant& assistant, const i18n::Catalogue& texts,
                            const Secret& key_pem);

} // namespace foyer::author
