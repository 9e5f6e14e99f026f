// How many requests the first fill of a portal takes, and that it meets none of the cloud's limits.
#include "tests/integration/portal/first_fill.h"

namespace sd::portal {
namespace {

struct FirstFillOfASmallPortal : FirstFillOf {
  FirstFillOfASmallPortal() : FirstFillOf({5'000, 100, 15'000}) {}
};

// What comes on top does not grow with the portal: the open tasks are listed before the others, the length of
// each of the three lists is asked with its first page, and 48 histories go into a request.
TEST_F(FirstFillOfASmallPortal, TakesAHandfulOfRequestsMoreThanTheLeast) {
  ASSERT_EQ(least_requests(size_), 13);
  fill_within(13 + 6);
}

}  // namespace
}  // namespace sd::portal
