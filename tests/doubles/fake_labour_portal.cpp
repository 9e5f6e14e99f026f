#include "tests/doubles/fake_labour_portal.h"

namespace sd::test {

FakeLabourPortal::~FakeLabourPortal() = default;

}  // namespace sd::test
