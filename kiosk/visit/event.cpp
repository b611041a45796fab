// SPDX-License-Identifier: EUPL-1.2
#include <visit/event.hpp>

namespace foyer::visit {

Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

} // namespace foyer::visit
