// The contract, held by the program portal_double behind a socket.
#include "tests/contract/portal/ill_contract.h"
#include "tests/contract/portal/program_subject.h"

namespace sd::portal {
namespace {

INSTANTIATE_TEST_SUITE_P(OverHttp, PortalContract,
                         testing::Values(SubjectKind{"Program", [] { return ProgramSubject::start(); }}),
                         [](const auto& kind) { return kind.param.name; });

INSTANTIATE_TEST_SUITE_P(OverHttp, IllPortal,
                         testing::Values(SubjectKind{"Program", [] { return ProgramSubject::start(); }}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace sd::portal
