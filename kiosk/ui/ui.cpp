// SPDX-License-Identifier: EUPL-1.2
#include "ui_impl.hpp"

#include <ui/onlooker.hpp>

#include <imgui.h>

#include <cassert>
#include <cmath>

namespace foyer::ui {

Ui::Impl::~Impl() {
  if (context)
    ImGui::DestroyContext(context);
}

Ui::Ui() : impl_(std::make_unique<Impl>()) {}
Ui::~Ui() = default;

Result<std::unique_ptr<Ui>> Ui::open(const UiOptions& options) {
  std::unique_ptr<Ui> ui(new Ui);
  Impl& self = *ui->impl_;
  self.options = options;
  self.profile = options.profile;
  FOYER_TRY(self.text, TextEngine::open(options.fonts_conf, self.textures));

  self.context = ImGui::CreateContext();
  ImGui::SetCurrentContext(self.context);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  // Texts come from our own atlas; Dear ImGui's font is built only because it insists, and its
  // white pixel is replaced by texture 0.
  io.Fonts->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  static constexpr ImWchar one_letter[] = {'?', '?', 0};
  ImFontConfig least;
  least.GlyphRanges = one_letter;
  io.Fonts->AddFontDefault(&least);
  unsigned char* unused = nullptr;
  int w = 0, h = 0;
  io.Fonts->GetTexDataAsAlpha8(&unused, &w, &h);
  io.Fonts->TexUvWhitePixel = ImVec2(0, 0);
  io.Fonts->SetTexID(nullptr);
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  // outlines.hpp has the soft edges.
  ImGui::GetStyle().AntiAliasedFill = ImGui::GetStyle().AntiAliasedLines = false;
  return ui;
}

// --- Settings ---------------------------------------------------------------------------------

void Ui::set_profile(const ScreenProfile& profile) {
  impl_->profile = profile;
}
void Ui::set_theme(ThemeName name) {
  impl_->theme = &ui::theme(name);
}
void Ui::set_text_size(TextSize size) {
  impl_->text_size = size;
}
void Ui::set_language(std::string tag, Direction direction) {
  impl_->language = std::move(tag);
  impl_->rtl = direction == Direction::rtl;
}
void Ui::set_labels(Labels labels) {
  impl_->labels = std::move(labels);
}
void Ui::set_motion(bool on) {
  impl_->motion = on;
}
void Ui::set_reading(bool on) {
  impl_->reading = on;
}
void Ui::set_low_reach(bool on) {
  impl_->low_reach = on;
}
void Ui::set_blank(bool on) {
  impl_->blank = on;
}
const ScreenProfile& Ui::profile() const {
  return impl_->profile;
}
const Theme& Ui::theme() const {
  return *impl_->theme;
}
TextSize Ui::text_size() const {
  return impl_->text_size;
}
const std::string& Ui::language() const {
  return impl_->language;
}
bool Ui::rtl() const {
  return impl_->rtl;
}
const Labels& Ui::labels() const {
  return impl_->labels;
}
bool Ui::motion() const {
  return impl_->motion;
}
bool Ui::reading() const {
  return impl_->reading;
}
bool Ui::low_reach() const {
  return impl_->low_reach && !impl_->profile.landscape();
}

// --- Frames -----------------------------------------------------------------------------------

InputQueue& Ui::input() {
  return impl_->input;
}

void Ui::begin_frame(SteadyTime now) {
  Impl& self = *impl_;
  assert(!self.in_frame);
  self.in_frame = true;
  ImGui::SetCurrentContext(self.context);
  if (self.last_input == SteadyTime{})
    self.last_input = now;
  const auto passed = now - self.now;
  self.now = now;
  self.wake.reset();
  self.unsettled = false;
  self.take_input();

  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize =
      ImVec2(static_cast<float>(self.profile.width_px), static_cast<float>(self.profile.height_px));
  io.DeltaTime = std::clamp(std::chrono::duration<float>(passed).count(), 0.001f, 0.1f);
  ImGui::NewFrame();
  self.list = ImGui::GetBackgroundDrawList();

  self.nodes.clear();
  self.foreign.clear();
  self.sights.clear();
  self.captures.clear();
  self.columns.assign(1, {screen(), screen().y, 0});
  self.clips.assign(1, screen());
  self.layers.clear();
  self.fixed = false;
  self.modal.reset();
  self.editing_seen = false;
  self.keyboard_height = 0;
  for (auto& [id, scroll] : self.scrolls)
    scroll.seen = false;
  self.coast();
  if (self.onlooker != nullptr)
    self.onlooker->began_frame();
}

namespace {

// What can be operated draws its own ring; what can only be read has none of its own.
void ring_around_reading(Ui& ui) {
  auto& self = ui.impl();
  if (!self.reading || !self.focus_visible || self.focus.empty())
    return;
  for (const Node& node : self.nodes)
    if (node.id == self.focus && !node.focusable && !node.visible.empty()) {
      ui.focus_ring(node.visible.inset(-ui.mm(1)), ui.mm(size::radius));
      return;
    }
}

} // namespace

void Ui::end_frame() {
  Impl& self = *impl_;
  assert(self.in_frame && self.columns.size() == 1 && self.clips.size() == 1);
  self.in_frame = false;
  if (!self.editing.empty() && !self.editing_seen) { // its field is gone
    self.stop_editing();
    self.unsettled = true;
  }
  if (!self.edit_ops.empty())
    self.unsettled = true;
  ring_around_reading(*this);
  if (self.blank)
    fill(screen(), Color{0, 0, 0, 255});
  ImGui::Render();
  self.last_nodes.swap(self.nodes);
  self.last_index.clear();
  for (std::size_t i = 0; i < self.last_nodes.size(); ++i)
    self.last_index.try_emplace(self.last_nodes[i].id, i);
  self.last_captures.swap(self.captures);
  self.last_modal = self.modal;
  std::erase_if(self.images, [&](const Impl::CachedImage& cached) {
    if (!cached.image.expired())
      return false;
    self.textures.remove(cached.texture);
    return true;
  });
  // Eight frames settle any page; more would be two widgets that never agree.
  self.settling = self.unsettled ? self.settling + 1 : 0;
}

bool Ui::wants_frame() const {
  return !impl_->input.empty() || (impl_->settling > 0 && impl_->settling <= 8);
}

std::optional<SteadyTime> Ui::wake_time() const {
  return impl_->wake;
}
void Ui::wake_at(SteadyTime time) {
  if (!impl_->wake || time < *impl_->wake)
    impl_->wake = time;
}
SteadyTime Ui::now() const {
  return impl_->now;
}
SteadyTime Ui::last_input() const {
  return impl_->last_input;
}

void Ui::wipe() {
  Impl& self = *impl_;
  self.input.clear();
  self.presses.clear();
  self.scrolls.clear();
  self.heights.clear();
  self.open.clear();
  for (auto& [id, draft] : self.drafts)
    std::fill(draft.begin(), draft.end(), '\0');
  self.drafts.clear();
  self.edit_ops.clear();
  self.stop_editing();
  self.focus.clear();
  self.focus_visible = false;
  self.activated.clear();
  self.page.clear();
  self.forget_sights();
  self.last_nodes.clear();
  self.last_index.clear();
  self.text->forget();
  for (const auto& cached : self.images)
    self.textures.remove(cached.texture);
  self.images.clear();
}

const ImDrawData* Ui::draw_data() const {
  ImGui::SetCurrentContext(impl_->context);
  return ImGui::GetDrawData();
}
const TextureStore& Ui::textures() const {
  return impl_->textures;
}

// --- Meaning ----------------------------------------------------------------------------------

const std::vector<Node>& Ui::nodes() const {
  return impl_->last_nodes;
}
const std::vector<Key>& Ui::commands() const {
  return impl_->commands;
}
void Ui::foreign(std::string label, std::string language) {
  impl_->foreign.insert_or_assign(std::move(label), std::move(language));
}
const Node* Ui::find(std::string_view id) const {
  const auto found = impl_->last_index.find(id);
  return found == impl_->last_index.end() ? nullptr : &impl_->last_nodes[found->second];
}
const std::string& Ui::page_id() const {
  return impl_->page;
}
void Ui::focus(std::string_view id) {
  impl_->set_focus(std::string(id), true);
}
const std::string& Ui::focused_id() const {
  return impl_->focus;
}
const std::string& Ui::editing_id() const {
  return impl_->editing;
}
void Ui::stop_editing() {
  impl_->stop_editing();
}

// --- Sizes and places -------------------------------------------------------------------------

float Ui::mm(float millimetres) const {
  return std::max(std::round(millimetres * impl_->profile.px_per_mm), millimetres > 0 ? 1.f : 0.f);
}
Rect Ui::screen() const {
  return {0, 0, static_cast<float>(impl_->profile.width_px),
          static_cast<float>(impl_->profile.height_px)};
}
Rect Ui::column() const {
  const auto& c = impl_->columns.back();
  return {c.area.x, c.y + c.pending_gap, c.area.w, 0};
}
Rect Ui::place(float height_px) {
  auto& c = impl_->columns.back();
  c.y += c.pending_gap;
  c.pending_gap = 0;
  const Rect r{c.area.x, c.y, c.area.w, std::ceil(height_px)};
  c.y += r.h;
  return r;
}
void Ui::gap(float millimetres) {
  auto& c = impl_->columns.back();
  if (c.y > c.area.y)
    c.pending_gap = std::max(c.pending_gap, mm(millimetres));
}
void Ui::attach(float millimetres) {
  auto& c = impl_->columns.back();
  if (c.y > c.area.y)
    c.pending_gap = mm(millimetres);
}
void Ui::push_column(Rect area) {
  impl_->columns.push_back({area, area.y, 0});
}
float Ui::pop_column() {
  assert(impl_->columns.size() > 1);
  const float used = impl_->columns.back().y - impl_->columns.back().area.y;
  impl_->columns.pop_back();
  return used;
}
Rect Ui::mirrored(Rect r, Rect within) const {
  return impl_->rtl ? Rect{within.x + within.right() - r.right(), r.y, r.w, r.h} : r;
}

// --- Meaning and touch ------------------------------------------------------------------------

Rect Ui::Impl::clip() const {
  return clips.back();
}

std::size_t Ui::record(Node node) {
  node.layer = impl_->layer();
  node.fixed = impl_->fixed;
  node.visible = node.rect.intersect(impl_->clip());
  if (const auto other = impl_->foreign.find(node.label); other != impl_->foreign.end())
    node.language = other->second;
  impl_->nodes.push_back(std::move(node));
  return impl_->nodes.size() - 1;
}

Node& Ui::node(std::size_t index) {
  return impl_->nodes[index];
}

Reaction Ui::touch(Node node) {
  Impl& self = *impl_;
  Reaction r;
  node.target = true;
  const bool enabled = node.state.enabled;
  r.activated = enabled && !self.activated.empty() && self.activated == node.id;
  for (const auto& [finger, press] : self.presses)
    if (press.id == node.id && !press.cancelled && node.rect.contains(press.last))
      r.pressed = enabled;
  r.focused = node.focusable && self.focus == node.id;
  r.focus_visible = r.focused && self.focus_visible;
  node.state.focused = r.focused;
  node.state.pressed = r.pressed;
  record(std::move(node));
  return r;
}

void Ui::begin_page(std::string_view id) {
  Impl& self = *impl_;
  if (self.page == id)
    return;
  self.page = id;
  // A finger that went down on the last page must not let go on a button of this one.
  for (auto& [finger, press] : self.presses)
    press.cancelled = true;
  self.activated.clear();
  self.scrolls.clear();
  self.heights.clear();
  self.drafts.clear();
  self.open.clear();
  self.edit_ops.clear();
  self.stop_editing();
  self.focus.clear();
  self.forget_sights();
  self.unsettled = true;
}

void Ui::push_layer(Layer layer, bool modal) {
  impl_->layers.push_back(layer);
  if (modal)
    impl_->modal = layer;
}
void Ui::pop_layer() {
  impl_->layers.pop_back();
}
void Ui::set_fixed(bool fixed) {
  impl_->fixed = fixed;
}

} // namespace foyer::ui
