// SPDX-License-Identifier: EUPL-1.2
// service-card DATABASE NICKNAME PORT
// A service card (CAC, NIST IR 6887) in software: libcacard with the key of that name in an NSS
// database, whose password is the PIN, on pcscd's virtual reader (vsmartcard-vpcd on
// 127.0.0.1:PORT). The card lies on the reader while the program runs.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <libcacard.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Bytes = std::vector<unsigned char>;

int connect_to(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return -1;
  return fd;
}

bool receive(int fd, Bytes& bytes, std::size_t size) {
  bytes.resize(size);
  for (std::size_t done = 0; done < size;) {
    // The driver sends length and payload apart; without this each command costs 43 ms.
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    const ssize_t count = ::recv(fd, bytes.data() + done, size - done, 0);
    if (count <= 0)
      return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

bool send(int fd, const unsigned char* bytes, int size) {
  Bytes message{static_cast<unsigned char>(size >> 8), static_cast<unsigned char>(size & 0xFF)};
  message.insert(message.end(), bytes, bytes + size);
  return ::send(fd, message.data(), message.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(message.size());
}

Bytes power_on(VReader* reader) {
  Bytes atr(64);
  int size = static_cast<int>(atr.size());
  vreader_power_on(reader, atr.data(), &size);
  atr.resize(static_cast<std::size_t>(size));
  return atr;
}

void serve(int fd, VReader* reader) {
  Bytes bytes;
  Bytes answer(4096);
  const Bytes atr = power_on(reader);
  while (receive(fd, bytes, 2)) {
    if (!receive(fd, bytes, (std::size_t{bytes[0]} << 8U) | bytes[1]))
      return;
    if (bytes.size() == 1) {
      // 0 power off, 1 power on, 2 reset, 4 the ATR: also how pcscd looks whether the card is
      // there.
      if (bytes[0] == 0)
        vreader_power_off(reader);
      else if (bytes[0] <= 2)
        power_on(reader);
      else if (!send(fd, atr.data(), static_cast<int>(atr.size())))
        return;
      continue;
    }
    int size = static_cast<int>(answer.size());
    vreader_xfr_bytes(reader, bytes.data(), static_cast<int>(bytes.size()), answer.data(), &size);
    if (!send(fd, answer.data(), size))
      return;
  }
}

} // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: service-card DATABASE NICKNAME PORT\n";
    return 2;
  }
  const std::string name = arguments[2];
  const std::string options = std::string("db=\"sql:") + arguments[1] +
                              "\" use_hw=no soft=(,Virtual,CAC,," + name + "," + name + "," + name +
                              ")";
  vreader_init();
  if (vcard_emul_init(vcard_emul_options(options.c_str())) != VCARD_EMUL_OK) {
    std::cerr << "service-card: no card from " << options << "\n";
    return 1;
  }
  VReader* reader = vreader_get_reader_by_name("Virtual");
  const int fd = connect_to(std::atoi(arguments[3]));
  if (reader == nullptr || fd < 0) {
    std::cerr << "service-card: no reader\n";
    return 1;
  }
  std::cout << "ready" << std::endl;
  serve(fd, reader);
  return 0;
}
