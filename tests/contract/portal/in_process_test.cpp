// The contract, held by the portal double in this process.
#include "tests/contract/portal/ill_contract.h"
#include "tests/portal/double_transport.h"
#include "tests/portal/portal_double.h"

namespace sd::portal {
namespace {

class InProcessSubject final : public ContractSubject {
 public:
  InProcessSubject() : portal_(options()), transport_(portal_) {}
  Transport& transport() override { return transport_; }
  std::string origin() const override { return portal_.origin(); }

 private:
  static portal_double::DoubleOptions options() {
    portal_double::DoubleOptions options;
    options.open_tasks = 120;
    return options;
  }

  portal_double::PortalDouble portal_;
  portal_double::DoubleTransport transport_;
};

INSTANTIATE_TEST_SUITE_P(InProcess, PortalContract,
                         testing::Values(SubjectKind{"Double",
                                                     [] { return std::make_unique<InProcessSubject>(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(InProcess, IllPortal,
                         testing::Values(SubjectKind{"Double",
                                                     [] { return std::make_unique<InProcessSubject>(); }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace sd::portal
