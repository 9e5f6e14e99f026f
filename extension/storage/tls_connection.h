// A connection to a database server over TLS, the server's certificate and name checked. SOCI's own
// connections check the certificate at best, and go on unencrypted where the server offers no TLS.
#pragma once

#include <soci/mysql/soci-mysql.h>

#include <memory>
#include <string>

#include "extension/core/database_address.h"
#include "extension/core/secret.h"

namespace sd::storage {

struct TlsSeconds {
  unsigned int connect = 0, answer = 0;
};

struct CloseConnection {
  void operator()(MYSQL* connection) const { mysql_close(connection); }
};
using TlsConnection = std::unique_ptr<MYSQL, CloseConnection>;

// `ca_file`: PEM, the authorities that may vouch for the server. Throws soci::soci_error.
TlsConnection tls_connection(const DatabaseAddress& address, const Secret& password,
                             const std::string& ca_file, TlsSeconds seconds);

// Puts `connection` in the place of the one `backend` has made.
void use_connection(soci::mysql_session_backend& backend, TlsConnection connection);

}  // namespace sd::storage
