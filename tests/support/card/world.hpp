// SPDX-License-Identifier: EUPL-1.2
// The signers of the personalities' world.
#pragma once

#include <card/test_pki.hpp>

namespace foyer::card {

// By name, see world.cpp; made once in a process. Throws std::invalid_argument for others.
const Signer& world_signer(const std::string& name);
// The MRZ's code of that signer's country.
std::string issuer_of(const std::string& signer);

} // namespace foyer::card
