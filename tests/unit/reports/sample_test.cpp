// History -> journal -> report over tests/oracle/sample.csv, with the numbers that
// tests/oracle/test_oracle.py holds too: computed by hand. Once as back-fill (one look at the whole history),
// once as events (a look after each row): both must give the same.
#include <gtest/gtest.h>

#include <algorithm>

#include "kanban/rules/merge.h"
#include "kanban/rules/project.h"
#include "reports/http/snapshot_json.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/unit/reports/sample_play.h"

namespace sd::reports {
namespace {

enum class Way { kBackFill, kEvents };

class Sample : public testing::TestWithParam<Way> {
 protected:
  void SetUp() override {
    const test::SamplePlay play(SD_SAMPLE);
    ASSERT_EQ(play.cases().size(), 11U);
    ASSERT_TRUE(store_.put_stages(portal_, group_, stages_, TimePoint{}));
    kanban::BoundGroup bound;
    bound.group = group_;
    // Bound before everything, or after it: nothing of this report may depend on that.
    bound.bound_at =
        GetParam() == Way::kEvents ? TimePoint{} : parse_iso_time("2012-01-01T00:00:00Z").value();
    rules_.bound_at = bound.bound_at;
    ASSERT_TRUE(store_.bind(portal_, bound));
    std::vector<kanban::CardChange> changes;
    for (const auto& [xml_id, played] : play.cases()) changes.push_back(taken_over(played));
    ASSERT_TRUE(store_.store(portal_, changes, {}));
  }

  kanban::CardChange taken_over(const test::PlayedCase& played) {
    std::vector<kanban::StageTitle> titles;
    for (const kanban::Stage& stage : stages_) titles.push_back({stage.id, stage.title, TimePoint{}});
    const kanban::GroupView view{stages_, clients_, rules_};
    std::vector<kanban::JournalRow> rows;
    const std::size_t first = GetParam() == Way::kEvents ? 0 : played.looks.size() - 1;
    for (std::size_t i = first; i < played.looks.size(); ++i) {
      const std::span<const kanban::HistoryRow> history(played.history.data(), played.seen[i]);
      const kanban::Look look{played.looks[i], history, rows, titles, {}, {}, {}, played.looks[i].changed_at};
      for (kanban::JournalRow& row : kanban::merge(look, view)) rows.push_back(std::move(row));
      std::sort(rows.begin(), rows.end(), kanban::earlier);
    }
    return {kanban::project(played.looks.back(), rows, view), true, rows};
  }

  std::string json(const std::string& instant) {
    const Result<TimePoint> at = parse_iso_time(instant);
    EXPECT_TRUE(at);
    const Result<std::string> text = snapshot_json(store_, portal_, group_, at.value(), instant, rules_);
    EXPECT_TRUE(text);
    return text ? *text : "";
  }

  const PortalId portal_{1};
  const GroupId group_{77};
  const std::vector<kanban::Stage> stages_ = test::stages_of_all_roles();
  kanban::Clients clients_;
  kanban::GroupRules rules_;
  test::MemoryCardStore store_;
};

INSTANTIATE_TEST_SUITE_P(TakenOver, Sample, testing::Values(Way::kBackFill, Way::kEvents),
                         [](const auto& way) {
                           return way.param == Way::kEvents ? "ByEvents" : "ByBackFill";
                         });

TEST_P(Sample, NothingBeforeTheFirstRow) {
  EXPECT_EQ(json("2011-03-01T08:59:00+01:00"),
            R"({"at":"2011-03-01T08:59:00+01:00","roles":{},"stoppers":{},"stopper_minutes":{},"cards":[]})");
}

TEST_P(Sample, AStopperIsOpenFromItsRowOn) {
  EXPECT_EQ(json("2011-03-02T09:00:00+01:00"),
            R"({"at":"2011-03-02T09:00:00+01:00","roles":{"work":1},"stoppers":{"Ждём клиента":1},)"
            R"("stopper_minutes":{"Ждём клиента":15},"cards":[{"xml_id":"S-001","role":"work",)"
            R"("stopper":"Ждём клиента","wia_minutes":60,"lu_minutes":15}]})");
}

TEST_P(Sample, TheWholeTableAtOneInstant) {
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

TEST_P(Sample, AnAmbiguousLocalTimeIsTheEarlierOne) {
  const std::string text = json("2011-11-01T00:00:00+01:00");
  EXPECT_NE(text.find(R"("Ждём решения":90)"), std::string::npos) << text;
  EXPECT_NE(
      text.find(R"("xml_id":"S-007","role":"work","stopper":null,"wia_minutes":2830,"lu_minutes":2700)"),
      std::string::npos)
      << text;
}

TEST_P(Sample, AGroupThatIsNotConnectedHasNoReport) {
  const Result<std::string> text = snapshot_json(store_, portal_, GroupId{5}, TimePoint{}, "");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, "group.unbound");
}

}  // namespace
}  // namespace sd::reports
