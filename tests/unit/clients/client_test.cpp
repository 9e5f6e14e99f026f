#include "extension/clients/rules/client.h"

#include <gtest/gtest.h>

namespace sd::clients {
namespace {

constexpr std::int64_t kMe = 901, kMine = 591, kOther = 593;

bool sees(std::int64_t company, bool whole_company, std::int64_t creator, std::int64_t card_company) {
  Client client{PortalId{1}, UserId{kMe}, CompanyId{company}, {}};
  client.rules.whole_company = whole_company;
  kanban::Card card;
  card.creator = UserId{creator};
  card.company = CompanyId{card_company};
  return may_see(client, card);
}

TEST(MaySee, TheCompanysRequestsWhereTheSettingsSaySo) {
  EXPECT_TRUE(sees(kMine, true, 14, kMine));
  EXPECT_FALSE(sees(kMine, false, 14, kMine));
  EXPECT_FALSE(sees(kMine, true, 14, kOther));
  EXPECT_FALSE(sees(kMine, true, 14, 0));
}

TEST(MaySee, HisOwnUnlessItIsAnotherCompanys) {
  EXPECT_TRUE(sees(kMine, false, kMe, kMine));
  EXPECT_TRUE(sees(kMine, false, kMe, 0));
  EXPECT_FALSE(sees(kMine, true, kMe, kOther));
}

TEST(MaySee, WithoutACompanyHisOwnAlone) {
  EXPECT_TRUE(sees(0, true, kMe, 0));
  EXPECT_TRUE(sees(0, true, kMe, kOther));
  EXPECT_FALSE(sees(0, true, 14, 0));
  EXPECT_FALSE(sees(0, true, 14, kOther));
}

TEST(MaySee, NobodyIsTheCreatorOfNothing) {
  Client nobody{PortalId{1}, UserId{0}, CompanyId{0}, {}};
  EXPECT_FALSE(may_see(nobody, kanban::Card{}));
}

}  // namespace
}  // namespace sd::clients
