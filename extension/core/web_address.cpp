#include "extension/core/web_address.h"

#include <algorithm>
#include <charconv>

namespace sd {
namespace {

constexpr std::size_t kMaxLength = 255;

Error malformed(std::string why) {
  return {ErrorKind::kInvalidArgument, "address.malformed", std::move(why)};
}

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_ip6_letter(char c) {
  return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool valid_host(std::string_view host) {
  if (host.empty()) return false;
  if (host.front() == '[') {
    return host.size() > 3 && host.back() == ']' &&
           std::all_of(host.begin() + 1, host.end() - 1, is_ip6_letter);
  }
  return host.front() != '.' && host.back() != '.' && host.front() != '-' &&
         host.find("..") == std::string_view::npos && std::all_of(host.begin(), host.end(), is_host_letter);
}

// 127.x.y.z with four decimal parts; "127.0.0.1.example.com" is somebody else's name.
bool is_ip4_loopback(std::string_view host) {
  if (!host.starts_with("127.")) return false;
  const bool digits =
      std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  return digits && std::count(host.begin(), host.end(), '.') == 3;
}

}  // namespace

std::string WebAddress::origin() const {
  std::string out = (secure ? "https://" : "http://") + host;
  if (port != (secure ? 443 : 80)) out += ":" + std::to_string(port);
  return out;
}

bool WebAddress::loopback() const { return host == "localhost" || host == "[::1]" || is_ip4_loopback(host); }

Result<WebAddress> parse_web_address(std::string_view text) {
  if (text.size() > kMaxLength) return malformed("it is longer than 255 characters");
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) {
      return malformed(
          "it holds a blank or a character outside ASCII (an international name is written xn--...)");
    }
  }
  WebAddress address;
  const std::string head = lower(text.substr(0, 8));
  std::size_t at = 0;
  if (head.starts_with("https://")) {
    at = 8;
  } else if (head.starts_with("http://")) {
    at = 7;
    address.secure = false;
    address.port = 80;
  } else {
    return malformed("it does not begin with https://");
  }
  if (text.find_first_of("?#\\", at) != std::string_view::npos) return malformed("it holds one of ? # \\");

  const std::size_t slash = std::min(text.find('/', at), text.size());
  std::string_view authority = text.substr(at, slash - at);
  if (authority.find('@') != std::string_view::npos) return malformed("it holds a user name (@)");

  const std::size_t bracket = authority.find(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    const std::string_view digits = authority.substr(colon + 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size() || address.port < 1 ||
        address.port > 65535) {
      return malformed("its port is not a number from 1 to 65535");
    }
    authority = authority.substr(0, colon);
  }
  address.host = lower(authority);
  if (!address.host.empty() && address.host.back() == '.') address.host.pop_back();  // the DNS root
  if (!valid_host(address.host)) return malformed("its host name is not one");

  address.path = std::string(text.substr(slash));
  while (!address.path.empty() && address.path.back() == '/') address.path.pop_back();
  return address;
}

}  // namespace sd
