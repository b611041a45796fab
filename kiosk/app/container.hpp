// SPDX-License-Identifier: EUPL-1.2
// From the visit's words to the container's: pure mapping, no decisions.
#pragma once

#include <app/config.hpp>

#include <forms/submission.hpp>
#include <seal/terminal_key.hpp>
#include <store/clock_trust.hpp>
#include <store/filing.hpp>
#include <visit/effect.hpp>
#include <xfall/container.hpp>

namespace foyer::app {

struct ContainerParts {
  const Config& config;
  const forms::Submission& submission;
  const visit::FilingRequest& request;
  const store::Reservation& reservation;
  const store::ClockFacts& clock;
  std::vector<xfall::Attachment> attachments;
  WallTime filed_at;
  std::uint32_t queue_position = 0;
  bool clock_kept = false;
};

xfall::Container make_container(const ContainerParts& parts);

// Ties the card evidence, if there is any, to this application (offline/xfall/FORMAT.md).
Status sign_evidence(xfall::Container& container, const seal::TerminalKey& key);

} // namespace foyer::app
