#include "reports/sql/soci_plan_store.h"

#include "extension/settings/sql/soci_settings_tables.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::reports {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

// What the settings page keeps, reports read.
class SociPlanStoreTest : public testing::Test {
 protected:
  void keep(settings::Section section, std::vector<settings::Row> rows) {
    const auto kept =
        tables_.write(portal_, {section, GroupId{}, 0, std::move(rows), {}, UserId{1}, from_ms(1'000)});
    ASSERT_TRUE(kept) << kept.error().detail;
  }

  test::MigratedDatabase database_;
  settings::sql::SociSettingsTables tables_{*database_};
  sql::SociPlanStore plans_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociPlanStoreTest, ReadsPlansByPersonAndDate) {
  keep(settings::Section::kEmployeePlans, {{std::int64_t{7}, "2026-03-01", std::int64_t{240}},
                                           {std::int64_t{7}, "2026-01-01", std::int64_t{480}}});
  keep(settings::Section::kClientPlans, {{std::int64_t{9}, "2024-02-29", std::int64_t{2400}}});
  EXPECT_EQ(*plans_.employee_plans(portal_),
            (std::vector<EmployeePlan>{{UserId{7}, sys_days{2026y / 1 / 1}, 480},
                                       {UserId{7}, sys_days{2026y / 3 / 1}, 240}}));
  EXPECT_EQ(*plans_.client_plans(portal_),
            (std::vector<ClientPlan>{{CompanyId{9}, sys_days{2024y / 2 / 29}, 2400}}));
  EXPECT_TRUE(plans_.employee_plans(PortalId{2})->empty());
}

TEST_F(SociPlanStoreTest, ReadsWhoIsLeftOut) {
  keep(settings::Section::kPeople, {{std::int64_t{7}, std::int64_t{0}, std::int64_t{1}},
                                    {std::int64_t{8}, std::int64_t{1}, std::int64_t{0}}});
  EXPECT_EQ(*plans_.excluded(portal_), std::vector<UserId>{UserId{7}});
}

TEST_F(SociPlanStoreTest, ADateThatIsNoneIsAnErrorAndNoGuess) {
  keep(settings::Section::kEmployeePlans, {{std::int64_t{7}, "2026-02-30", std::int64_t{240}}});
  EXPECT_EQ(plans_.employee_plans(portal_).error().code, "plan.date");
}

}  // namespace
}  // namespace sd::reports
