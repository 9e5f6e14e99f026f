#include "reports/sql/soci_absence_store.h"

#include "extension/settings/sql/soci_settings_tables.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::reports {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

// What the settings page keeps, reports read.
class SociAbsenceStoreTest : public testing::Test {
 protected:
  void keep(std::vector<settings::Row> rows) {
    const auto kept = tables_.write(
        portal_,
        {settings::Section::kAbsences, GroupId{}, 0, std::move(rows), {}, UserId{1}, from_ms(1'000)});
    ASSERT_TRUE(kept) << kept.error().detail;
  }
  std::vector<Absence> of(sys_days from, sys_days to) {
    return absences_.absences(portal_, {from, to}).value();
  }

  test::MigratedDatabase database_;
  settings::sql::SociSettingsTables tables_{*database_};
  sql::SociAbsenceStore absences_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociAbsenceStoreTest, ReadsThoseThatMeetThePeriod) {
  keep({{std::int64_t{8}, "2026-02-27", "2026-03-01", "отпуск"},
        {std::int64_t{7}, "2026-03-31", "2026-03-31", ""},
        {std::int64_t{7}, "2026-02-01", "2026-02-28", ""},
        {std::int64_t{7}, "2026-04-01", "2026-04-02", ""}});
  const Absence last_of_march{UserId{7}, 2026y / 3 / 31, 2026y / 4 / 1};
  const Absence over_the_turn{UserId{8}, 2026y / 2 / 27, 2026y / 3 / 2};
  EXPECT_EQ(of(2026y / 3 / 1, 2026y / 4 / 1), (std::vector<Absence>{last_of_march, over_the_turn}));
  EXPECT_EQ(of(2026y / 2 / 28, 2026y / 3 / 1),
            (std::vector<Absence>{{UserId{7}, 2026y / 2 / 1, 2026y / 3 / 1}, over_the_turn}));
  EXPECT_TRUE(of(2026y / 3 / 2, 2026y / 3 / 31).empty());
  EXPECT_TRUE(absences_.absences(PortalId{2}, {2026y / 1 / 1, 2027y / 1 / 1}).value().empty());
}

TEST_F(SociAbsenceStoreTest, ADateThatIsNoneIsAnErrorAndNoGuess) {
  keep({{std::int64_t{7}, "2026-02-30", "2026-03-05", ""}});
  EXPECT_EQ(absences_.absences(portal_, {2026y / 1 / 1, 2027y / 1 / 1}).error().code, "absence.date");
}

}  // namespace
}  // namespace sd::reports
