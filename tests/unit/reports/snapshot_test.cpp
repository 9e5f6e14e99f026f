// The snapshot over journals, rule by rule.
#include "reports/rules/snapshot.h"

#include <gtest/gtest.h>

#include "extension/core/iso_time.h"
#include "reports/http/snapshot_json.h"
#include "tests/unit/reports/sample_play.h"

namespace sd::reports {
namespace {

using kanban::Fact;
using kanban::Role;
using std::chrono::minutes;

std::string stage_of(Role role) { return std::to_string(test::stage_of(role).value()); }

// A ticket's journal as the portal's history would fill it.
class Journal {
 public:
  Journal& created(TimePoint at, Role role = Role::kIntake) {
    return add(at, Fact::kCreated, stage_of(role));
  }
  Journal& moved(TimePoint at, Role role) { return add(at, Fact::kStage, stage_of(role)); }
  Journal& stopper(TimePoint at, std::string title) { return add(at, Fact::kStopper, std::move(title)); }
  Journal& comment(TimePoint at) { return add(at, Fact::kComment, ""); }
  const std::vector<kanban::JournalRow>& rows() const { return rows_; }

 private:
  Journal& add(TimePoint at, Fact fact, std::string to) {
    const auto number = static_cast<std::int64_t>(rows_.size()) + 1;
    rows_.push_back({"h" + std::to_string(number), at, number, UserId{12}, kanban::Source::kPerson, fact, "",
                     std::move(to), ""});
    return *this;
  }
  std::vector<kanban::JournalRow> rows_;
};

kanban::Card card(std::int64_t ticket, std::string xml_id) {
  kanban::Card result;
  result.ticket = TicketId{ticket};
  result.group = GroupId{77};
  result.xml_id = std::move(xml_id);
  return result;
}

TimePoint at(std::string_view text) {
  const Result<TimePoint> instant = parse_iso_time(text);
  EXPECT_TRUE(instant) << text;
  return instant.value();
}

class SnapshotRules : public testing::Test {
 protected:
  Snapshot taken(TimePoint instant) {
    SnapshotBuilder builder(view_, instant);
    for (const auto& [one, journal] : tickets_) builder.add(one, journal.rows());
    return std::move(builder).finish();
  }
  Journal& ticket(std::string xml_id) {
    const auto number = static_cast<std::int64_t>(tickets_.size()) + 1;
    return tickets_.emplace_back(card(number, std::move(xml_id)), Journal{}).second;
  }

  const TimePoint start_ = at("2011-03-01T09:00:00+01:00");
  std::vector<kanban::Stage> stages_ = test::stages_of_all_roles();
  kanban::Clients clients_;
  kanban::GroupRules rules_;
  kanban::GroupView view_{stages_, clients_, rules_};
  std::vector<std::pair<kanban::Card, Journal>> tickets_;
};

TEST_F(SnapshotRules, TicketsOfTheFutureCountNowhere) {
  ticket("a").created(start_).stopper(start_, "x");
  EXPECT_EQ(taken(start_ - Millis{1}), Snapshot{});
  EXPECT_EQ(taken(start_).roles, (std::map<std::string, std::int64_t>{{"intake", 1}}));
}

TEST_F(SnapshotRules, TicketsWhosePastIsNotReadYetAreOnlyCounted) {
  ticket("a").created(start_);
  ticket("b").created(start_);
  tickets_.back().first.history_read = false;
  const Snapshot snapshot = taken(start_);
  EXPECT_EQ(snapshot.without_history, 1);
  EXPECT_EQ(snapshot.cards.size(), 1U);
  EXPECT_NE(to_json(snapshot, "now").find(R"("without_history":1)"), std::string::npos);
  EXPECT_EQ(to_json(Snapshot{}, "now").find("without_history"), std::string::npos);
}

TEST_F(SnapshotRules, MinutesAreCut) {
  ticket("a").created(start_).moved(start_, Role::kWork).stopper(start_ + std::chrono::seconds{30}, "x");
  const Snapshot snapshot = taken(start_ + std::chrono::seconds{89});
  ASSERT_EQ(snapshot.cards.size(), 1U);
  EXPECT_EQ(snapshot.cards[0].wia_minutes, 1);
  EXPECT_EQ(snapshot.cards[0].lu_minutes, 0);
  EXPECT_EQ(snapshot.stoppers.at("x"), 1);
  EXPECT_TRUE(snapshot.stopper_minutes.empty()) << "59 seconds are no minute, and zeros are left out";
}

TEST_F(SnapshotRules, DoneCardsCountAsRolesAndInStopperMinutesOnly) {
  ticket("a").created(start_).moved(start_ + minutes{1}, Role::kDone).stopper(start_ + minutes{2}, "x");
  const Snapshot snapshot = taken(start_ + minutes{12});
  EXPECT_EQ(snapshot.roles, (std::map<std::string, std::int64_t>{{"done", 1}}));
  EXPECT_TRUE(snapshot.stoppers.empty());
  EXPECT_EQ(snapshot.stopper_minutes.at("x"), 10);
  EXPECT_TRUE(snapshot.cards.empty());
}

TEST_F(SnapshotRules, CardsComeByBytesOfTheirXmlId) {
  for (const char* name : {"б", "a", "B", "", "я", "aa"}) ticket(name).created(start_);
  std::vector<std::string> order;
  for (const SnapshotCard& one : taken(start_).cards) order.push_back(one.xml_id);
  EXPECT_EQ(order, (std::vector<std::string>{"", "B", "a", "aa", "б", "я"}));
}

TEST_F(SnapshotRules, TitlesAreCountedInTheDictionarysSpelling) {
  rules_.stoppers = kanban::Dictionary({"Ждём клиента"});
  ticket("a").created(start_).stopper(start_, "ждём  Клиента");
  ticket("b").created(start_).stopper(start_, "Ждём клиента");
  ticket("c").created(start_).stopper(start_, "что-то ещё");
  EXPECT_EQ(taken(start_).stoppers,
            (std::map<std::string, std::int64_t>{{"Ждём клиента", 2}, {"что-то ещё", 1}}));
}

TEST(SnapshotJson, EscapesWhatPeopleTyped) {
  Snapshot snapshot;
  snapshot.stoppers["\"<b>\\\n"] = 1;
  snapshot.cards.push_back({TicketId{1}, "", Role::kWork, "", {}, 0});
  EXPECT_EQ(
      to_json(snapshot, "x\""),
      R"({"at":"x\"","roles":{},"stoppers":{"\"<b>\\\n":1},"stopper_minutes":{},"cards":[{"xml_id":null,)"
      R"("role":"work","stopper":null,"wia_minutes":null,"lu_minutes":0}]})");
}

}  // namespace
}  // namespace sd::reports
