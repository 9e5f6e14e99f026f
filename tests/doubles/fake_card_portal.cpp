#include "tests/doubles/fake_card_portal.h"

namespace sd::test {

FakeCardPortal::~FakeCardPortal() = default;

}  // namespace sd::test
