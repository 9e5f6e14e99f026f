// The network, with cpprestsdk behind it. Safe to use from several threads at once; never call it on one
// of cpprestsdk's own threads (a listener callback): it blocks, and the pool is shared (style.md E2).
#pragma once

#include <cstddef>
#include <memory>

#include "extension/portal/transport.h"

namespace sd::portal {

// Connections are kept alive and pooled per origin. TLS certificates are verified, redirects are handed to
// the caller as they come. The number of network threads belongs to the program's main.
class CppRestTransport final : public Transport {
 public:
  static constexpr std::size_t kAnswerLimit = 64u << 20;

  CppRestTransport();
  ~CppRestTransport() override;
  CppRestTransport(const CppRestTransport&) = delete;
  CppRestTransport& operator=(const CppRestTransport&) = delete;

  // Errors of the port, and "wire.url" (kInvalidArgument): not an absolute http or https address. No
  // error holds the address or anything of the body.
  Result<WireAnswer> send(const WireRequest& request) override;

 private:
  class Origins;
  std::unique_ptr<Origins> origins_;
};

}  // namespace sd::portal
