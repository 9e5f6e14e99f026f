#include "tests/portal/engine/history_player.h"
#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/sample.h"
#include "tests/unit/double/double_fixture.h"

namespace sd::portal_double {
namespace {

constexpr const char* kHeader = "CaseID,ActivityID,CompleteTimestamp\n";

std::string refused(const std::string& text) {
  const Result<std::vector<CaseRow>> rows = decode_history(text, "Europe/Brussels");
  return rows ? "accepted"
              : rows.error().code + " " + rows.error().detail.substr(0, rows.error().detail.find(':'));
}

TEST(HistoryCsv, NamesTheLineAndWhatIsWrongWithIt) {
  const std::string header = kHeader;
  EXPECT_EQ(refused("Case;Activity\n"), "csv.header line 1");
  EXPECT_EQ(refused(header + "a,1,2010-04-01 00:59:00\nb,1\n"), "csv.columns line 3");
  EXPECT_EQ(refused(header + "a,14,2010-04-01 00:59:00\n"), "csv.activity line 2");
  EXPECT_EQ(refused(header + "a,1,2010-02-30 00:59:00\n"), "csv.time line 2");
  EXPECT_EQ(refused(header + "a,1,2010-04-01T00:59:00\n"), "csv.time line 2");
  EXPECT_EQ(refused(header + ",1,2010-04-01 00:59:00\n"), "csv.case line 2");
  EXPECT_TRUE(refused("").starts_with("csv.empty"));
  EXPECT_EQ(decode_history(header, "Mars/Base").error().code, "csv.zone");
}

TEST(HistoryCsv, ReadsLocalTimesOfBrusselsAcrossTheClockChanges) {
  const auto rows =
      decode_history(std::string(kHeader) +
                         "winter,1,2011-01-10 12:00:00\nskipped,1,2011-03-27 02:30:00\nsummer,1,2011-07-01 "
                         "12:00:00\ntwice,1,2011-10-30 02:30:00\n",
                     "Europe/Brussels");
  ASSERT_TRUE(rows);
  EXPECT_EQ(iso(rows->at(0).at, 0), "2011-01-10T11:00:00+00:00");
  EXPECT_EQ(iso(rows->at(1).at, 0), "2011-03-27T01:30:00+00:00");
  EXPECT_EQ(iso(rows->at(2).at, 0), "2011-07-01T10:00:00+00:00");
  EXPECT_EQ(iso(rows->at(3).at, 0), "2011-10-30T00:30:00+00:00");  // the earlier one
}

class PlayTest : public DoubleTest {
 protected:
  void play(const std::string& rows, PlayOptions how = {}) {
    auto decoded = decode_history(kHeader + rows, "Europe/Brussels");
    ASSERT_TRUE(decoded);
    double_.with([&](Portal& portal) {
      HistoryPlayer player(portal, std::move(decoded).value(), how);
      while (player.step()) {
      }
    });
  }
  json::value task(const char* xml_id) {
    return result(1, "tasks.task.list",
                  {{"filter", {{"XML_ID", xml_id}}}, {"select", json::array{"*", "UF_SD_STOPPER"}}})
        .at("tasks")
        .at(0);
  }
  // "FIELD from>to" of the task's history, oldest first.
  std::vector<std::string> history(const json::value& of) {
    std::vector<std::string> out;
    const json::value list =
        result(1, "tasks.task.history.list", {{"taskId", of.at("id")}, {"order", {{"createdDate", "asc"}}}})
            .at("list");
    for (const json::value& row : list.as_array()) {
      const json::value& value = row.at("value");
      out.push_back(
          text(row.at("field")) +
          (value.at("to").is_null() ? "" : " " + text(value.at("from")) + ">" + text(value.at("to"))));
    }
    return out;
  }
};

TEST_F(PlayTest, PlaysTenRowsByTheRulesOfTheDataSet) {
  play(
      "a,2,2010-04-01 10:00:00\n"   // created, intake
      "b,1,2010-04-01 10:30:00\n"   // created, straight into work
      "a,4,2010-04-01 11:00:00\n"   // triage
      "a,2,2010-04-01 11:00:00\n"   // queue now
      "a,1,2010-04-01 12:00:00\n"   // work
      "a,6,2010-04-01 13:00:00\n"   // waits for the client
      "a,1,2010-04-01 14:00:00\n"   // the same role: the stopper goes
      "a,1,2010-04-01 15:00:00\n"   // changes nothing: a comment
      "a,12,2010-04-01 15:30:00\n"  // a comment, too
      "a,5,2010-04-01 16:00:00\n");
  const json::value a = task("a");
  EXPECT_EQ(a.at("createdDate"), "2010-04-01T11:00:00+03:00");
  std::vector<std::string> rows = history(a);
  ASSERT_EQ(rows.size(), 9U);
  EXPECT_EQ(rows[0], "NEW");
  EXPECT_EQ(rows[1], "STAGE Новые>Сбор информации");
  EXPECT_EQ(rows[2], "STAGE Сбор информации>Запустить в работу");
  EXPECT_EQ(rows[3], "STAGE Запустить в работу>В работе");
  EXPECT_EQ(rows[4], "UF_SD_STOPPER >Ждём клиента");
  EXPECT_EQ(rows[5], "UF_SD_STOPPER Ждём клиента>");
  EXPECT_TRUE(rows[6].starts_with("COMMENT"));
  EXPECT_EQ(rows[8], "STAGE В работе>Завершена");
  EXPECT_EQ(history(task("b")), (std::vector<std::string>{"NEW", "STAGE Новые>В работе"}));
}

TEST_F(PlayTest, StopsAtTheGivenInstantAndLeavesTheClockThere) {
  PlayOptions how;
  how.until = *read_instant("2010-04-02T00:00:00+02:00", 0);
  play("a,1,2010-04-01 10:00:00\nb,1,2010-04-03 10:00:00\n", how);
  EXPECT_TRUE(result(1, "tasks.task.list", {{"filter", {{"XML_ID", "b"}}}}).at("tasks").as_array().empty());
  EXPECT_EQ(result(1, "server.time"), "2010-04-02T01:00:00+03:00");
}

TEST_F(PlayTest, AddsTheMissingStagesInTheOrderOfTheRoles) {
  play("a,1,2010-04-01 10:00:00\n");
  std::string order;
  const json::value stages = result(1, "task.stages.get", {{"entityId", 77}, {"isAdmin", true}});
  for (const auto& row : stages.as_object()) order += text(row.value().at("TITLE")) + "|";
  EXPECT_EQ(
      order,
      "Новые|Сбор информации|Запустить в работу|В работе|Проверка клиентом|Завершена|Выполняются|Сделаны|");
}

TEST_F(DoubleTest, SampleTasksAreTheSameForTheSameSeedAndHaveAHistory) {
  DoubleOptions options;
  options.machine = &clock_;
  options.open_tasks = 20;
  PortalDouble one(options), two(options);
  std::string left, right;
  const auto digest_of = [](std::string& out) {
    return [&out](Portal& portal) {
      for (const auto& [id, task] : portal.tasks.all()) {
        out += task.title + std::to_string(task.status) + std::to_string(task.changed) +
               std::to_string(task.history.size());
      }
    };
  };
  one.with(digest_of(left));
  two.with(digest_of(right));
  EXPECT_EQ(left, right);
  one.with([](Portal& portal) {
    EXPECT_EQ(portal.tasks.of_group(77).size(), 120U);
    int closed = 0;
    for (const auto& [id, task] : portal.tasks.all()) closed += task.status == 5 ? 1 : 0;
    EXPECT_GE(closed, 95);
    EXPECT_EQ(fill_fields(portal, 77), 0);  // the fields do not exist yet
  });
}

}  // namespace
}  // namespace sd::portal_double
