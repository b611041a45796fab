// SPDX-License-Identifier: EUPL-1.2
// From what the assistant composed to what the office gets.
#pragma once

#include <xfall/container.hpp>

#include <forms/submission.hpp>

namespace foyer::xfall {

// Fills what a submission knows: assistant, service, concern, canonical content, sections, open
// items, declarations, hints, fee; and of the record the hashes of parameters, content and wording
// and the help language. The caller adds transport data, the rest of the record, card evidence and
// attachments.
void take_submission(Container& container, const forms::Submission& submission);

} // namespace foyer::xfall
