#include "reports/rules/ratings.h"

#include <gtest/gtest.h>

namespace sd::reports {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

const sys_days kMarch{2026y / 3 / 1}, kApril{2026y / 4 / 1};

RatingFact fact(std::int64_t ticket, std::int64_t user, std::int64_t company, sys_days day, int stars,
                std::string words = "") {
  return {TicketId{ticket}, UserId{user}, CompanyId{company}, "T", TimePoint{day}, stars, std::move(words)};
}

std::vector<RatingFact> sample() {
  return {fact(1, 7, 591, kMarch, 5, "Хорошо"), fact(2, 7, 593, kMarch + std::chrono::days{3}, 0),
          fact(3, 8, 591, kApril, 2, "Долго"), fact(4, 7, 591, kApril, 4)};
}

ReportQuestion question() {
  ReportQuestion asked;
  asked.period = {kMarch, kApril + std::chrono::days{30}};
  return asked;
}

TEST(Ratings, CountAskedAnsweredAndGood) {
  const Report report = ratings(sample(), question(), 10);
  ASSERT_EQ(report.tables.size(), 5u);
  const Table& people = report.tables[1];
  ASSERT_EQ(people.rows.size(), 2u);
  EXPECT_EQ(people.rows[0].cells,
            (std::vector<Cell>{std::int64_t{7}, std::int64_t{3}, std::int64_t{2}, std::int64_t{667},
                               std::int64_t{2}, std::int64_t{1000}}));
  EXPECT_EQ(people.rows[0].behind, "user:7");
  EXPECT_EQ(people.rows[1].cells, (std::vector<Cell>{std::int64_t{8}, std::int64_t{1}, std::int64_t{1},
                                                     std::int64_t{1000}, std::int64_t{0}, std::int64_t{0}}));
  EXPECT_EQ(people.totals, (std::vector<Cell>{Cell{}, std::int64_t{4}, std::int64_t{3}, std::int64_t{750},
                                              std::int64_t{2}, std::int64_t{667}}));
  EXPECT_EQ(report.figures[1].value, Cell{std::int64_t{750}});
  EXPECT_TRUE(report.notes.empty());
}

TEST(Ratings, TellTheTrendByMonth) {
  const Table months = ratings(sample(), question(), 10).tables[0];
  ASSERT_EQ(months.rows.size(), 2u);
  EXPECT_EQ(months.rows[0].cells[0], Cell{std::int64_t{kMarch.time_since_epoch().count()}});
  EXPECT_EQ(months.rows[0].cells[1], Cell{std::int64_t{2}});
  EXPECT_EQ(months.rows[1].cells[0], Cell{std::int64_t{kApril.time_since_epoch().count()}});
}

TEST(Ratings, TellTheWordsTheNewestFirst) {
  const Table answers = ratings(sample(), question(), 10).tables[4];
  ASSERT_EQ(answers.rows.size(), 3u);
  EXPECT_EQ(answers.rows[0].cells[0], Cell{std::int64_t{4}});
  EXPECT_EQ(answers.rows[2].cells[5], Cell{std::string("Хорошо")});
  EXPECT_EQ(answers_of(sample(), UserId{8}, 10).rows.size(), 1u);
  const Report cut = ratings(sample(), question(), 2);
  EXPECT_EQ(cut.tables.size(), 4u);
  EXPECT_EQ(cut.notes, std::vector<std::string>{"tasks_cut"});
}

TEST(Ratings, AreNarrowedByPersonCompanyAndType) {
  ReportQuestion of = question();
  of.user = UserId{7};
  EXPECT_EQ(rated(sample(), of).size(), 3u);
  of.company = CompanyId{591};
  EXPECT_EQ(rated(sample(), of).size(), 2u);
  of.type = "other";
  EXPECT_TRUE(rated(sample(), of).empty());
  const Report none = ratings({}, question(), 10);
  EXPECT_EQ(none.notes, std::vector<std::string>{"no_ratings"});
  EXPECT_EQ(none.figures[1].value, Cell{});
}

}  // namespace
}  // namespace sd::reports
