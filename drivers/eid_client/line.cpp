// SPDX-License-Identifier: EUPL-1.2
#include "line.hpp"

#include "message.hpp"

#include <base/unique_handle.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <string>

#include <libwebsockets.h>

namespace foyer::eid_client {

namespace {

using Context = UniqueHandle<lws_context, lws_context_destroy>;

constexpr std::size_t receive_size = 4'096;
// Where the AusweisApp's SDK listens on its port.
constexpr const char* path = "/eID-Kernel";

} // namespace

struct Line::Socket {
  std::function<void(std::string_view)> heard;
  lws* wsi = nullptr;
  State state = State::connecting;
  std::string incoming; // of a message that has not ended
  std::deque<Secret> outgoing;
  // lws' timer and what is set when it fires.
  lws_sorted_usec_list_t timer{};
  Context context; // goes first: it still calls back

  explicit Socket(std::function<void(std::string_view)> heard_) : heard(std::move(heard_)) {}

  void close() {
    state = State::gone;
    wsi = nullptr;
  }

  // 0, or -1 to hang up.
  int receive(lws* from, std::string_view part) {
    // Hung up before the memory is spent, not after.
    if (incoming.size() + part.size() > max_message)
      return -1;
    incoming += part;
    if (lws_is_final_fragment(from) == 0 || lws_remaining_packet_payload(from) != 0)
      return 0;
    const std::string whole = std::exchange(incoming, {});
    heard(whole);
    return 0;
  }

  int write(lws* to) {
    if (outgoing.empty())
      return 0;
    const Secret text = std::move(outgoing.front());
    outgoing.pop_front();
    // lws masks in place and wants room before the text.
    Bytes frame(LWS_PRE + text.size());
    const ByteView plain = text.reveal();
    std::copy(plain.begin(), plain.end(), frame.begin() + LWS_PRE);
    const int written = lws_write(to, frame.data() + LWS_PRE, text.size(), LWS_WRITE_TEXT);
    wipe(frame);
    if (written < 0)
      return -1;
    if (!outgoing.empty())
      lws_callback_on_writable(to);
    return 0;
  }

  static int callback(lws* wsi, lws_callback_reasons reason, void* /*user*/, void* in,
                      std::size_t size) {
    auto* self = static_cast<Socket*>(lws_context_user(lws_get_context(wsi)));
    if (self == nullptr)
      return 0;
    switch (reason) {
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
      self->state = State::open;
      if (!self->outgoing.empty())
        lws_callback_on_writable(wsi);
      return 0;
    case LWS_CALLBACK_CLIENT_RECEIVE:
      return self->receive(wsi, {static_cast<const char*>(in), size});
    case LWS_CALLBACK_CLIENT_WRITEABLE: return self->write(wsi);
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
    case LWS_CALLBACK_CLIENT_CLOSED: self->close(); return 0;
    default: return 0;
    }
  }
};

Line::Line(std::function<void(std::string_view)> heard)
    : socket_(std::make_unique<Socket>(std::move(heard))) {
  lws_set_log_level(0, nullptr); // it would write what it receives
  static const std::array<lws_protocols, 2> protocols{{
      {"", &Socket::callback, 0, receive_size, 0, nullptr, 0},
      {nullptr, nullptr, 0, 0, 0, nullptr, 0},
  }};
  lws_context_creation_info info{};
  info.port = CONTEXT_PORT_NO_LISTEN;
  info.protocols = protocols.data();
  info.user = socket_.get();
  info.gid = -1;
  info.uid = -1;
  info.fd_limit_per_thread = 16; // one line; else memory for every descriptor there could be
  info.http_proxy_address = "";  // else it would ask the environment for a proxy
  socket_->context.reset(lws_create_context(&info));
}

Line::~Line() = default;

Status Line::connect(int port) {
  if (!socket_->context)
    return fail(FailureCode::io_failed, "no WebSocket context");
  lws_client_connect_info info{};
  info.context = socket_->context.get();
  info.address = "127.0.0.1";
  info.host = "127.0.0.1";
  info.port = port;
  info.path = path;
  info.local_protocol_name = "";
  info.pwsi = &socket_->wsi;
  socket_->state = State::connecting;
  if (lws_client_connect_via_info(&info) == nullptr)
    socket_->close();
  return success();
}

void Line::send(Secret text) {
  socket_->outgoing.push_back(std::move(text));
  if (socket_->state == State::open)
    lws_callback_on_writable(socket_->wsi);
}

void Line::wait(std::chrono::milliseconds longest) {
  const std::chrono::microseconds time = std::max(longest, std::chrono::milliseconds(1));
  // The timer's only work is to end lws_service.
  lws_sul_schedule(
      socket_->context.get(), 0, &socket_->timer, [](lws_sorted_usec_list_t* /*timer*/) {},
      time.count());
  lws_service(socket_->context.get(), 0);
}

void Line::wake() {
  lws_cancel_service(socket_->context.get());
}

Line::State Line::state() const {
  return socket_->state;
}

} // namespace foyer::eid_client
