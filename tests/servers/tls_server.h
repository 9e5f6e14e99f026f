// A server of this test's own that is reached over the network of this machine, with a certificate signed by
// an authority of this test's own.
#pragma once

#include <memory>
#include <string>

#include "tests/servers/mariadb_server.h"

namespace sd::test {

class TlsServer {
 public:
  // `name`: the host that the certificate is for.
  explicit TlsServer(const std::string& name = "127.0.0.1");

  // "mysql://USER@127.0.0.1:PORT/NAME"
  std::string url(const std::string& user, const std::string& name) const;
  std::string socket() const { return server_->socket(); }
  std::string ca_file() const { return dir_.file("ca.pem"); }
  // Another authority, which has signed nothing.
  std::string stranger_ca_file() const { return dir_.file("stranger.pem"); }

 private:
  TempDir dir_;
  int port_;
  std::unique_ptr<MariadbServer> server_;
};

}  // namespace sd::test
