// SPDX-License-Identifier: EUPL-1.2
// From the visit's words to the container's: pure mapping, no decisions.
#pragma once

#include <app/config.hpp>

#include <forms/submission.hpp>
#include <seal/terminal_key.hpp>
#include <store/clock_trust.hpp>
#include <store/filing.hpp>
#include <visit/case.hpp>
#include <visit/effect.hpp>
#include <xfall/container.hpp>

namespace foyer::app {

// Where and when something is filed.
struct FilingMoment {
  const Config& config;
  const store::Reservation& reservation;
  const store::ClockFacts& clock;
  WallTime filed_at;
  std::uint32_t queue_position = 0;
  bool clock_kept = false;
};

struct ContainerParts {
  const FilingMoment& moment;
  const forms::Submission& submission;
  const visit::FilingRequest& request;
  std::vector<xfall::Attachment> attachments;
};

xfall::Container make_container(const ContainerParts& parts);

// What a visitor says about a case. internal.
Result<xfall::Container> make_container(const FilingMoment& moment, const visit::CaseAnswer& answer,
                                        std::vector<xfall::Attachment> attachments);

// Ties the card evidence, if there is any, to this application (offline/xfall/FORMAT.md).
Status sign_evidence(xfall::Container& container, const seal::TerminalKey& key);

} // namespace foyer::app
