// The same at the size the product promises: it takes a while.
#include "tests/integration/portal/first_fill.h"

namespace sd::portal {
namespace {

struct FirstFillOfALargePortal : FirstFillOf {
  FirstFillOfALargePortal() : FirstFillOf({100'000, 2'000, 300'000}) {}
};

TEST_F(FirstFillOfALargePortal, TakesHardlyMoreRequestsThanTheLeast) {
  ASSERT_EQ(least_requests(size_), 203);
  fill_within(203 * 115 / 100);
}

}  // namespace
}  // namespace sd::portal
