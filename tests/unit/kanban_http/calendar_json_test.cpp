// What boards get, and that it means the same here as in kanban/ui/work_clock.ts: both read tests/vectors.
#include "kanban/http/calendar_json.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace sd::kanban {
namespace {

namespace json = boost::json;
using std::chrono::minutes;
using std::chrono::sys_days;

json::array vectors() {
  std::ifstream file(SD_VECTORS "/working_time.json");
  std::ostringstream text;
  text << file.rdbuf();
  return json::parse(text.str()).as_array();
}

DayHours hours_of(const json::array& row, std::size_t first) {
  DayHours hours;
  for (std::size_t i = first; i < row.size(); i += 2) {
    hours.push_back({minutes{row[i].as_int64()}, minutes{row[i + 1].as_int64()}});
  }
  return hours;
}

Calendar calendar_of(const json::object& from) {
  CalendarTerms terms;
  terms.zone.first_offset = Millis{from.at("offset_ms").as_int64()};
  for (const json::value& shift : from.at("shifts").as_array()) {
    terms.zone.shifts.push_back({from_ms(shift.at(0).as_int64()), Millis{shift.at(1).as_int64()}});
  }
  for (std::size_t i = 0; i < terms.week.size(); ++i) {
    terms.week.at(i) = hours_of(from.at("week").at(i).as_array(), 0);
  }
  for (const json::value& row : from.at("days").as_array()) {
    terms.days[sys_days{std::chrono::days{row.at(0).as_int64()}}] = hours_of(row.as_array(), 1);
  }
  return Calendar::make(std::move(terms)).value();
}

TEST(CalendarJson, CarriesWhatItIsMadeOfAndCountsAsTheVectorsSay) {
  std::size_t cases = 0;
  for (const json::value& vector : vectors()) {
    const std::string name(vector.at("name").as_string());
    const Calendar calendar = calendar_of(vector.at("calendar").as_object());
    EXPECT_EQ(json::value(calendar_json(calendar, from_ms(vector.at("now_ms").as_int64()))),
              vector.at("calendar"))
        << name;
    for (const json::value& each : vector.at("cases").as_array()) {
      EXPECT_EQ(calendar.diff(from_ms(each.at(0).as_int64()), from_ms(each.at(1).as_int64())).count(),
                each.at(2).as_int64())
          << name << " from " << each.at(0) << " to " << each.at(1);
      ++cases;
    }
  }
  EXPECT_EQ(cases, 70U);
}

TEST(CalendarJson, LeavesOutWhatLiesFarAway) {
  CalendarTerms terms{.zone = fixed_zone(minutes{60}), .week = office_week(), .days = {}};
  for (const int year : {1995, 2015, 2016, 2026, 2027, 2050}) {
    terms.days[sys_days{std::chrono::year{year} / 12 / 25}] = {};
    terms.zone.shifts.push_back(
        {TimePoint{sys_days{std::chrono::year{year} / 6 / 1}}, minutes{60 + 30 * (1 + year % 7)}});
  }
  const json::object sent = calendar_json(Calendar::make(std::move(terms)).value(),
                                          TimePoint{sys_days{std::chrono::year{2026} / 11 / 28}});
  const auto day = [](int year) {
    return sys_days{std::chrono::year{year} / 12 / 25}.time_since_epoch().count();
  };
  // Ten years back is 21 November 2016, a year ahead 3 December 2027.
  EXPECT_EQ(sent.at("days"), json::value({{day(2016)}, {day(2026)}}));
  EXPECT_EQ(sent.at("offset_ms"), minutes{60 + 30 * (1 + 2016 % 7)}.count() * 60'000);
  EXPECT_EQ(sent.at("shifts").as_array().size(), 2U);
}

}  // namespace
}  // namespace sd::kanban
