// The snapshot over journals, first by single rules, then over tests/oracle/sample.csv with the numbers that
// tests/oracle/test_oracle.py holds too: both were computed by hand.
#include "reports/rules/snapshot.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "extension/core/iso_time.h"
#include "reports/http/snapshot_json.h"
#include "tests/doubles/memory_card_store.h"

namespace sd::reports {
namespace {

using kanban::Fact;
using kanban::Role;
using std::chrono::minutes;

constexpr std::array kRoles{Role::kIntake, Role::kTriage, Role::kQueue,
                            Role::kWork,   Role::kVerify, Role::kDone};

// One stage for each role; its id is the role's place, from 1.
std::vector<kanban::Stage> stages() {
  std::vector<kanban::Stage> all;
  for (const Role role : kRoles) {
    const int place = static_cast<int>(all.size()) + 1;
    all.push_back({StageId{place}, GroupId{77}, std::string(to_string(role)), "00C4FB", place * 100, role});
  }
  return all;
}
std::string stage_of(Role role) { return std::to_string(static_cast<int>(role) + 1); }

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
  std::vector<kanban::Stage> stages_ = stages();
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

// --- the sample ---

// Local time of Brussels in 2011: summer time from Mar 27 to Oct 30, an ambiguous hour being the earlier one.
TimePoint brussels(const std::string& text) {
  std::string iso = text;
  iso[10] = 'T';
  const bool summer = text >= "2011-03-27 03:00" && text < "2011-10-30 03:00";
  return at(iso + (summer ? "+02:00" : "+01:00"));
}

// Plays one row: role rows move the card and clear its stopper, stopper rows set it, the rest are comments.
void play(Journal& journal, std::string& stopper, Role& role, bool& left_intake, int activity,
          TimePoint instant) {
  const std::map<int, Role> roles{{1, Role::kWork},   {3, Role::kVerify},
                                  {4, Role::kTriage}, {5, Role::kDone},
                                  {9, Role::kDone},   {2, left_intake ? Role::kQueue : Role::kIntake}};
  const std::map<int, std::string> stoppers{{6, "Ждём клиента"},
                                            {7, "Ждём внедрения"},
                                            {8, "Ждём решения"},
                                            {10, "Ждём поставщика"},
                                            {11, "Ждём заказчика"}};
  const std::string wanted_stopper = stoppers.contains(activity) ? stoppers.at(activity)
                                     : roles.contains(activity)  ? ""
                                                                 : stopper;
  const Role wanted_role = roles.contains(activity) ? roles.at(activity) : role;
  const bool first = journal.rows().empty();
  if (first) journal.created(instant, wanted_role);
  if (wanted_role != role && !first) journal.moved(instant, wanted_role);
  if (wanted_stopper != stopper) journal.stopper(instant, wanted_stopper);
  if (!first && wanted_role == role && wanted_stopper == stopper) journal.comment(instant);
  left_intake = left_intake || wanted_role != Role::kIntake;
  role = wanted_role;
  stopper = wanted_stopper;
}

class Sample : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(SD_SAMPLE);
    std::string line;
    std::getline(file, line);
    std::map<std::string, Journal> journals;
    std::map<std::string, std::tuple<std::string, Role, bool>> states;
    while (std::getline(file, line)) {
      std::istringstream cells(line);
      std::string xml_id;
      std::string activity;
      std::string instant;
      std::getline(cells, xml_id, ',');
      std::getline(cells, activity, ',');
      std::getline(cells, instant, ',');
      auto& [stopper, role, left_intake] = states.try_emplace(xml_id, "", Role::kIntake, false).first->second;
      play(journals[xml_id], stopper, role, left_intake, std::stoi(activity), brussels(instant));
    }
    ASSERT_EQ(journals.size(), 11U);
    const std::vector<kanban::Stage> all = stages();
    ASSERT_TRUE(store_.put_stages(kPortal, kGroup, all, TimePoint{}));
    kanban::BoundGroup group;
    group.group = kGroup;
    ASSERT_TRUE(store_.bind(kPortal, group));
    std::vector<kanban::CardChange> changes;
    for (const auto& [xml_id, journal] : journals) {
      changes.push_back(
          {card(100 - static_cast<std::int64_t>(changes.size()), xml_id), true, journal.rows()});
    }
    ASSERT_TRUE(store_.store(kPortal, changes, {}));
  }

  std::string json(const std::string& instant) {
    const Result<std::string> text = snapshot_json(store_, kPortal, kGroup, at(instant), instant);
    EXPECT_TRUE(text);
    return text ? *text : "";
  }

  const PortalId kPortal{1};
  const GroupId kGroup{77};
  test::MemoryCardStore store_;
};

TEST_F(Sample, NothingBeforeTheFirstRow) {
  EXPECT_EQ(json("2011-03-01T08:59:00+01:00"),
            R"({"at":"2011-03-01T08:59:00+01:00","roles":{},"stoppers":{},"stopper_minutes":{},"cards":[]})");
}

TEST_F(Sample, AStopperIsOpenFromItsRowOn) {
  EXPECT_EQ(json("2011-03-02T09:00:00+01:00"),
            R"({"at":"2011-03-02T09:00:00+01:00","roles":{"work":1},"stoppers":{"Ждём клиента":1},)"
            R"("stopper_minutes":{"Ждём клиента":15},"cards":[{"xml_id":"S-001","role":"work",)"
            R"("stopper":"Ждём клиента","wia_minutes":60,"lu_minutes":15}]})");
}

TEST_F(Sample, TheWholeTableAtOneInstant) {
  const auto row = [](const char* xml_id, const char* role, const char* stopper, const char* wia,
                      const char* lu) {
    return std::string(R"({"xml_id":")") + xml_id + R"(","role":")" + role + R"(","stopper":)" + stopper +
           R"(,"wia_minutes":)" + wia + R"(,"lu_minutes":)" + lu + "}";
  };
  const std::string cards =
      row("S-002", "queue", "null", "46600", "46599") + "," + row("S-003", "work", "null", "23880", "23880") +
      "," + row("S-004", "work", "null", "41160", "41160") + "," +
      row("S-005", "work", "null", "40975", "32340") + "," + row("S-006", "work", "null", "15690", "15659") +
      "," + row("S-008", "triage", "null", "null", "6470") + "," +
      row("S-009", "work", "null", "3720", "3720") + "," +
      row("S-010", "queue", "\"Ждём клиента\"", "null", "2290") + "," +
      row("S-011", "intake", "null", "null", "990");
  EXPECT_EQ(
      json("2011-04-07T00:00:00+02:00"),
      R"({"at":"2011-04-07T00:00:00+02:00","roles":{"done":1,"intake":1,"queue":2,"triage":1,"work":5},)"
      R"("stoppers":{"Ждём клиента":1},"stopper_minutes":{"Ждём внедрения":150,"Ждём заказчика":30,)"
      R"("Ждём клиента":3920,"Ждём поставщика":2},"cards":[)" +
          cards + "]}");
}

TEST_F(Sample, AnAmbiguousLocalTimeIsTheEarlierOne) {
  const std::string text = json("2011-11-01T00:00:00+01:00");
  EXPECT_NE(text.find(R"("Ждём решения":90)"), std::string::npos) << text;
  EXPECT_NE(
      text.find(R"("xml_id":"S-007","role":"work","stopper":null,"wia_minutes":2830,"lu_minutes":2700)"),
      std::string::npos)
      << text;
}

TEST_F(Sample, AGroupThatIsNotConnectedHasNoReport) {
  const Result<std::string> text = snapshot_json(store_, kPortal, GroupId{5}, TimePoint{}, "");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, "group.unbound");
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
