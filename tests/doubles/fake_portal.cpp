#include "tests/doubles/fake_portal.h"

namespace sd::test {

FakePortal::~FakePortal() = default;

}  // namespace sd::test
