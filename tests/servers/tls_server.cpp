#include "tests/servers/tls_server.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace sd::test {
namespace {

// `steps`: commands of openssl, run in `folder`.
void openssl(const std::string& folder, std::initializer_list<std::string> steps) {
  for (const std::string& step : steps) {
    const std::string line = "cd '" + folder + "' && openssl " + step + " >>openssl.log 2>&1";
    if (std::system(line.c_str()) != 0)
      throw std::runtime_error("openssl " + step + " failed, see " + folder);
  }
}

constexpr const char* kKey = "-newkey rsa:2048 -nodes -days 2";

}  // namespace

TlsServer::TlsServer(const std::string& name) : port_(free_port()) {
  const std::string kind = name.find_first_not_of("0123456789.") == std::string::npos ? "IP" : "DNS";
  std::ofstream(dir_.file("server.ext")) << "subjectAltName = " << kind << ":" << name << "\n";
  const std::string authority = std::string("req -x509 ") + kKey;
  openssl(dir_.file(""),
          {
              authority + " -subj /CN=Authority -keyout ca.key -out ca.pem",
              authority + " -subj /CN=Stranger -keyout stranger.key -out stranger.pem",
              std::string("req ") + kKey + " -subj /CN=" + name + " -keyout server.key -out server.csr",
              "x509 -req -in server.csr -days 2 -CA ca.pem -CAkey ca.key -CAcreateserial"
              " -extfile server.ext -out server.pem",
          });
  server_ = std::make_unique<MariadbServer>(
      "--skip-networking=0 --bind-address=127.0.0.1 --port=" + std::to_string(port_) +
      " --ssl-ca=" + dir_.file("ca.pem") + " --ssl-cert=" + dir_.file("server.pem") +
      " --ssl-key=" + dir_.file("server.key"));
}

std::string TlsServer::url(const std::string& user, const std::string& name) const {
  return "mysql://" + user + "@127.0.0.1:" + std::to_string(port_) + "/" + name;
}

}  // namespace sd::test
