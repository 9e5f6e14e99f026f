// The program portal_double, started on a free port of this machine.
#pragma once

#include <sys/types.h>

#include "extension/portal/cpprest_transport.h"
#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {

class ProgramSubject final : public ContractSubject {
 public:
  // nullptr when the program does not answer within its deadline.
  static std::unique_ptr<ContractSubject> start();

  ProgramSubject(int port, pid_t process) : port_(port), process_(process) {}
  ~ProgramSubject() override;
  ProgramSubject(const ProgramSubject&) = delete;
  ProgramSubject& operator=(const ProgramSubject&) = delete;

  Transport& transport() override { return transport_; }
  std::string origin() const override { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  bool wait_until_it_answers();

  int port_;
  pid_t process_;
  CppRestTransport transport_;
};

}  // namespace sd::portal
