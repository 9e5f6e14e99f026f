#include "tests/servers/mariadb_server.h"

#include <arpa/inet.h>
#include <signal.h>
#include <soci/mysql/soci-mysql.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace sd::test {
namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "test database: %s\n", why.c_str());
  std::abort();
}

void script(const std::string& command, const std::string& folder, const std::string& options = {}) {
  const std::string line = "SD_TEST_MARIADB_OPTIONS='" + options + "' " SD_TEST_MARIADB_SCRIPT " " + command +
                           " '" + folder + "' >&2";
  if (std::system(line.c_str()) != 0) give_up(line + " failed");
}

std::string first_line(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

}  // namespace

MariadbServer::MariadbServer(const std::string& options) : options_(options) {
  script("start", dir_.file("server"), options_);
}
MariadbServer::~MariadbServer() { script("stop", dir_.file("server")); }

std::string MariadbServer::socket() const { return first_line(dir_.file("server/socket")); }

std::string MariadbServer::url(const std::string& user, const std::string& name) const {
  return "mysql://" + user + "@localhost/" + name + "?socket=" + socket();
}

void MariadbServer::kill() {
  const pid_t pid = std::atoi(first_line(dir_.file("server/pid")).c_str());
  if (pid <= 1 || ::kill(pid, SIGKILL) != 0) give_up("there is no server to kill");
}

void MariadbServer::start_again() { script("again", dir_.file("server"), options_); }

int free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    give_up("there is no free port");
  }
  ::close(listener);
  return ntohs(address.sin_port);
}

int MariadbServer::cut_connections() {
  soci::session sql(soci::mysql, "unix_socket='" + socket() + "' user='root'");
  std::vector<long long> connections;
  long long connection = 0;
  {
    soci::statement select = (sql.prepare << "SELECT id FROM information_schema.processlist"
                                             " WHERE id <> CONNECTION_ID() AND user = 'root'",
                              soci::into(connection));
    select.execute();
    while (select.fetch()) connections.push_back(connection);
  }
  int cut = 0;
  for (const long long one : connections) {
    try {
      sql << "KILL CONNECTION " + std::to_string(one);
      ++cut;
    } catch (const soci::soci_error&) {
      // It has ended by itself meanwhile.
    }
  }
  return cut;
}

std::string shared_socket() {
  const char* folder = std::getenv("SD_TEST_MARIADB");
  if (folder != nullptr && std::string(folder) != "own") {
    const std::string socket = first_line(std::string(folder) + "/socket");
    if (socket.empty()) give_up("SD_TEST_MARIADB names no server that was started");
    return socket;
  }
  static const MariadbServer server;
  return server.socket();
}

void administer(const std::string& socket, const std::vector<std::string>& statements) {
  try {
    soci::session sql(soci::mysql, "unix_socket='" + socket + "' user='root' charset=utf8mb4");
    for (const std::string& statement : statements) sql << statement;
  } catch (const soci::soci_error& failure) {
    give_up(failure.get_error_message());
  }
}

}  // namespace sd::test
