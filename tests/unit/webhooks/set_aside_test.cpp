#include "webhooks/set_aside.h"

#include <gtest/gtest.h>

#include "tests/doubles/memory_set_aside.h"

namespace sd::webhooks {
namespace {

TEST(SetAsideTest, AnInstallationMakesVoidWhatWasSentUnderTheTokenBeforeIt) {
  const PortalId portal{1}, other{2};
  const auto row = [](std::int64_t id, EventKind kind, const char* reason) {
    return AsideRow{id, kind, 0, reason, 1, from_ms(id), from_ms(id)};
  };
  test::MemorySetAside inbox;
  inbox.aside[portal] = {
      row(1, EventKind::kApplication, "install.wrong_token"), row(2, EventKind::kApplication, "portal.shape"),
      row(3, EventKind::kTicket, "portal.shape"), row(4, EventKind::kApplication, "install.wrong_token")};
  inbox.aside[other] = {row(5, EventKind::kApplication, "install.wrong_token")};
  EXPECT_EQ(*discard_void(inbox, portal), 2);
  ASSERT_EQ(inbox.aside[portal].size(), 2u);
  EXPECT_EQ(inbox.aside[portal][0].id, 2);
  EXPECT_EQ(inbox.aside[portal][1].id, 3);
  EXPECT_EQ(inbox.aside[other].size(), 1u);
  EXPECT_EQ(*discard_void(inbox, portal), 0);
}

}  // namespace
}  // namespace sd::webhooks
