// Signed page tokens and query strings from anybody: never a crash, never a token nobody signed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "extension/http/query.h"
#include "extension/session/session.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sd::session::SessionSigner signer{sd::session::SessionSigner::Key{7, 7, 7}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto session = signer.check(text, sd::from_ms(0));
  if (session && signer.sign(*session) != text) std::abort();
  const auto query = sd::http::parse_query(text);
  if (query && query->size() > 64) std::abort();
  return 0;
}
