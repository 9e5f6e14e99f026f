#include "extension/storage/tls_connection.h"

namespace sd::storage {

TlsConnection tls_connection(const DatabaseAddress& address, const Secret& password,
                             const std::string& ca_file, TlsSeconds seconds) {
  TlsConnection made(mysql_init(nullptr));
  if (!made) throw soci::soci_error("no memory for a connection");
  const my_bool yes = 1;
  mysql_ssl_set(made.get(), nullptr, nullptr, ca_file.c_str(), nullptr, nullptr);
  mysql_optionsv(made.get(), MYSQL_OPT_SSL_ENFORCE, &yes);
  mysql_optionsv(made.get(), MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
  mysql_optionsv(made.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_optionsv(made.get(), MYSQL_OPT_CONNECT_TIMEOUT, &seconds.connect);
  mysql_optionsv(made.get(), MYSQL_OPT_READ_TIMEOUT, &seconds.answer);
  mysql_optionsv(made.get(), MYSQL_OPT_WRITE_TIMEOUT, &seconds.answer);
  // The flags are SOCI's.
  if (mysql_real_connect(made.get(), address.host.c_str(), address.user.c_str(), password.reveal().c_str(),
                         address.name.c_str(), static_cast<unsigned int>(address.port), nullptr,
                         CLIENT_FOUND_ROWS | CLIENT_MULTI_RESULTS) == nullptr) {
    throw soci::mysql_soci_error(mysql_error(made.get()), static_cast<int>(mysql_errno(made.get())));
  }
  return made;
}

void use_connection(soci::mysql_session_backend& backend, TlsConnection connection) {
  mysql_close(backend.conn_);
  backend.conn_ = connection.release();
}

}  // namespace sd::storage
