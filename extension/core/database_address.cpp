#include "extension/core/database_address.h"

#include <algorithm>
#include <charconv>

namespace sd {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kServer = "mysql://";
constexpr std::string_view kSocket = "socket=";
constexpr int kUsualPort = 3306;

Error wrong(std::string reason) {
  return {ErrorKind::kInvalidArgument, "database.address", std::move(reason)};
}

// Names of users, hosts and databases: what a server takes without quoting, and nothing a connect string
// could read as something else.
bool plain(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

bool usable_path(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\'' || c == '"' || c == '\\';
  });
}

Result<DatabaseAddress> file_address(std::string_view path) {
  if (path.empty()) return wrong("no path follows sqlite:");
  if (!usable_path(path)) return wrong("the path holds a quote, a backslash or a line break");
  DatabaseAddress address;
  address.file = path;
  return address;
}

// "HOST" or "HOST:PORT".
Status read_host(std::string_view text, DatabaseAddress& address) {
  const std::size_t colon = text.find(':');
  address.host = text.substr(0, colon);
  if (!plain(address.host)) return wrong("the host is missing or holds an odd character");
  if (colon == std::string_view::npos) return Done{};
  const std::string_view port = text.substr(colon + 1);
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (parsed.ec != std::errc{} || parsed.ptr != port.data() + port.size() || address.port < 1 ||
      address.port > 65535) {
    return wrong("the port is not a number from 1 to 65535");
  }
  return Done{};
}

Result<DatabaseAddress> server_address(std::string_view rest) {
  DatabaseAddress address;
  const std::size_t query = rest.find('?');
  if (query != std::string_view::npos) {
    const std::string_view option = rest.substr(query + 1);
    if (!option.starts_with(kSocket) || option.size() == kSocket.size()) {
      return wrong("after '?' only socket=PATH may stand");
    }
    address.socket = option.substr(kSocket.size());
    if (!usable_path(address.socket) || address.socket.front() != '/') {
      return wrong("the socket's path does not begin with '/', or holds a quote or a line break");
    }
    rest = rest.substr(0, query);
  }
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return wrong("the name of the database is missing");
  address.name = rest.substr(slash + 1);
  if (!plain(address.name) || address.name.size() > 64) {
    return wrong("the name of the database is missing or holds an odd character");
  }
  rest = rest.substr(0, slash);
  const std::size_t at = rest.rfind('@');
  if (at == std::string_view::npos) return wrong("the user is missing");
  address.user = rest.substr(0, at);
  if (address.user.find(':') != std::string::npos)
    return wrong("it holds a password, which belongs in a file");
  if (!plain(address.user)) return wrong("the user is missing or holds an odd character");
  if (const Status host = read_host(rest.substr(at + 1), address); !host) return host.error();
  return address;
}

}  // namespace

std::string DatabaseAddress::text() const {
  if (!server()) return std::string(kSqlite) + file;
  std::string out = std::string(kServer) + user + "@" + host;
  if (port != kUsualPort) out += ":" + std::to_string(port);
  out += "/" + name;
  return socket.empty() ? out : out + "?" + std::string(kSocket) + socket;
}

Result<DatabaseAddress> parse_database_address(std::string_view text) {
  if (text.starts_with(kSqlite)) return file_address(text.substr(kSqlite.size()));
  if (text.starts_with(kServer)) return server_address(text.substr(kServer.size()));
  return wrong("it begins with neither sqlite: nor mysql://");
}

}  // namespace sd
