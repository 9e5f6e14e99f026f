// Addresses of portals, authorisation servers and of ourselves, taken apart strictly: what cannot be
// compared safely with an allow-list is refused, never repaired.
#pragma once

#include <string>
#include <string_view>

#include "extension/core/result.h"

namespace sd {

struct WebAddress {
  bool secure = true;  // https
  std::string host;    // lower case; an IPv6 address keeps its brackets
  int port = 443;
  std::string path;  // begins with '/', or empty; never ends with '/'

  // "https://portal.example.com" or "http://127.0.0.1:8081": scheme, host and a port that is not the default
  // one.
  std::string origin() const;
  // origin() and path.
  std::string text() const { return origin() + path; }
  // localhost, 127.0.0.0/8 or ::1: traffic that never leaves the machine.
  bool loopback() const;

  friend bool operator==(const WebAddress&, const WebAddress&) = default;
};

// Errors (kInvalidArgument, "address.malformed"), `detail` saying in plain words what is wrong: another
// scheme than http and https, user names or passwords, query or fragment, a port outside 1..65535, a host
// with other than ASCII letters, digits, '-', '.' (write an international name in its xn-- form), over 255
// bytes.
Result<WebAddress> parse_web_address(std::string_view text);

}  // namespace sd
