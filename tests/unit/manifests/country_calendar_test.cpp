// Working days and hours of each month with 40 hours a week. The years' sums of 2024 to 2026 are those
// published with the decrees (248 days and 1979 hours, 247 and 1972, 247 and 1972); the months follow from
// the lists of xmlcalendar.ru, counted by a program of its own.
#include <gtest/gtest.h>

#include <array>
#include <numeric>

#include "kanban/rules/calendar.h"
#include "manifests/loader.h"

namespace sd::manifests {
namespace {

using kanban::Calendar;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;
using Months = std::array<int, 12>;

struct YearOfWork {
  int year;
  Months days;
  Months hours;
  int all_days;
  int all_hours;
};

class CountryYearOf : public testing::TestWithParam<YearOfWork> {};

Calendar russia() {
  const Manifests manifests = load_manifests(SD_MANIFESTS).value();
  const CountryCalendar& country = manifests.countries.at(0);
  kanban::CalendarTerms terms{.zone = fixed_zone(hours{3}), .week = kanban::office_week(), .days = {}};
  for (const auto& [day, kind] : country.days.days) {
    terms.days[day] = kanban::hours_of(kind, day, terms.week, country.days.short_by);
  }
  return Calendar::make(std::move(terms)).value();
}

TEST_P(CountryYearOf, HasItsDaysAndHours) {
  const YearOfWork& wanted = GetParam();
  const Calendar calendar = russia();
  Months worked_days{}, worked_hours{};
  for (sys_days day{std::chrono::year{wanted.year} / 1 / 1};
       day < sys_days{std::chrono::year{wanted.year + 1} / 1 / 1}; day += days{1}) {
    const std::size_t month = static_cast<unsigned>(std::chrono::year_month_day{day}.month()) - 1;
    if (calendar.works(day)) ++worked_days.at(month);
    worked_hours.at(month) += static_cast<int>(calendar.worked(day) / hours{1});
  }
  EXPECT_EQ(worked_days, wanted.days);
  EXPECT_EQ(worked_hours, wanted.hours);
  EXPECT_EQ(std::accumulate(worked_days.begin(), worked_days.end(), 0), wanted.all_days);
  EXPECT_EQ(std::accumulate(worked_hours.begin(), worked_hours.end(), 0), wanted.all_hours);
}

INSTANTIATE_TEST_SUITE_P(
    Russia, CountryYearOf,
    testing::Values(YearOfWork{2024,
                               {17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21},
                               {136, 159, 159, 168, 159, 151, 184, 176, 168, 184, 167, 168},
                               248,
                               1979},
                    YearOfWork{2025,
                               {17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22},
                               {136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176},
                               247,
                               1972},
                    YearOfWork{2026,
                               {15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22},
                               {120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176},
                               247,
                               1972},
                    YearOfWork{2027,
                               {15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22},
                               {120, 151, 176, 175, 152, 167, 176, 176, 176, 168, 159, 176},
                               247,
                               1972}),
    [](const auto& row) { return std::to_string(row.param.year); });

TEST(CountryCalendar, SaysWhichYearsItKnowsAndWhichAreExpectedOnly) {
  const Manifests manifests = load_manifests(SD_MANIFESTS).value();
  ASSERT_EQ(manifests.countries.size(), 1U);
  const CountryCalendar& russia = manifests.countries[0];
  EXPECT_EQ(russia.days.country, "ru");
  EXPECT_EQ(russia.titles.in("en"), "Russia");
  ASSERT_EQ(russia.years.size(), 4U);
  EXPECT_EQ(russia.years.front().year, std::chrono::year{2024});
  EXPECT_FALSE(russia.years[2].provisional);
  EXPECT_EQ(russia.years.back().year, std::chrono::year{2027});
  EXPECT_TRUE(russia.years.back().provisional);
}

}  // namespace
}  // namespace sd::manifests
