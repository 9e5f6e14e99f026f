#include "tests/unit/double/double_fixture.h"

namespace sd::portal_double {
namespace {

TEST_F(DoubleTest, ListsByIdCursorWithoutCounting) {
  for (int i = 0; i < 120; ++i) new_task();
  std::int64_t last = 0;
  std::size_t seen = 0, pages = 0;
  while (true) {
    const json::value page = result(1, "tasks.task.list",
                                    {{"order", {{"ID", "ASC"}}},
                                     {"filter", {{"GROUP_ID", 77}, {">ID", last}}},
                                     {"select", json::array{"ID"}},
                                     {"start", -1}});
    const json::array& tasks = page.at("tasks").as_array();
    if (tasks.empty()) break;
    seen += tasks.size();
    ++pages;
    last = std::stoll(text(tasks.back().at("id")));
  }
  EXPECT_EQ(seen, 120U);
  EXPECT_EQ(pages, 3U);
}

TEST_F(DoubleTest, CountsAndPagesByOffset) {
  for (int i = 0; i < 60; ++i) new_task();
  const json::object first = call(1, "tasks.task.list", {{"filter", {{"GROUP_ID", 77}}}});
  EXPECT_EQ(first.at("total"), 60);
  EXPECT_EQ(first.at("next"), 50);
  const json::object second = call(1, "tasks.task.list", {{"filter", {{"GROUP_ID", 77}}}, {"start", 50}});
  EXPECT_FALSE(second.contains("next"));
  EXPECT_EQ(second.at("result").at("tasks").as_array().size(), 10U);
}

TEST_F(DoubleTest, FindsWhatChangedSinceAnInstantInTheCallersZone) {
  const std::int64_t old = new_task();
  double_.advance(Millis{3'600'000});
  const std::int64_t fresh = new_task();
  const json::value page = result(1, "tasks.task.list",
                                  {{"filter", {{">=CHANGED_DATE", "2026-01-05T13:00:00+03:00"}}},
                                   {"select", json::array{"ID", "CHANGED_DATE"}}});
  ASSERT_EQ(page.at("tasks").as_array().size(), 1U);
  EXPECT_EQ(text(page.at("tasks").at(0).at("id")), std::to_string(fresh));
  EXPECT_EQ(page.at("tasks").at(0).at("changedDate"), "2026-01-05T13:00:00+03:00");
  EXPECT_LT(old, fresh);
}

TEST_F(DoubleTest, AnswersAnInvisibleTaskWithAnEmptyList) {
  EXPECT_EQ(result(1, "tasks.task.get", {{"taskId", 999'999}}), json::array{});
  EXPECT_EQ(error(1, "tasks.task.get", {{"taskId", "abc"}}), "0");
  EXPECT_EQ(error(1, "tasks.task.get"), "100");
  const std::int64_t task = new_task(14);
  EXPECT_EQ(result(911, "tasks.task.get", {{"taskId", task}}), json::array{});  // extranet, not his
}

TEST_F(DoubleTest, WritesOneHistoryRowPerChangedFieldAtTheSameInstant) {
  const std::int64_t task = new_task();
  double_.advance(Millis{61'500});
  result(14, "tasks.task.update",
         {{"taskId", task},
          {"fields", {{"PRIORITY", 2}, {"DEADLINE", "2026-02-01T10:00:00+03:00"}, {"TITLE", "Printer"}}}});
  const json::value list =
      result(1, "tasks.task.history.list", {{"taskId", task}, {"order", {{"createdDate", "asc"}}}})
          .at("list");
  ASSERT_EQ(list.as_array().size(), 3U);
  EXPECT_EQ(list.at(0).at("field"), "NEW");
  EXPECT_EQ(list.at(1).at("field"), "PRIORITY");
  EXPECT_EQ(list.at(1).at("value").at("to"), "2");
  EXPECT_EQ(list.at(2).at("field"), "DEADLINE");
  EXPECT_EQ(list.at(1).at("createdDate"), list.at(2).at("createdDate"));
  EXPECT_EQ(list.at(2).at("createdDate"), "2026-01-05T12:01:01+03:00");
  EXPECT_EQ(list.at(2).at("user").at("id"), 14);
}

TEST_F(DoubleTest, StatusStepsFollowThePortalsTableAndApprovalWaitsForTheCreator) {
  const std::int64_t task = new_task(14, {{"TASK_CONTROL", "Y"}});
  EXPECT_EQ(error(15, "tasks.task.pause", {{"taskId", task}}), "1048582");
  EXPECT_EQ(result(15, "tasks.task.start", {{"taskId", task}}).at("task").at("status"), "3");
  EXPECT_EQ(result(15, "tasks.task.complete", {{"taskId", task}}).at("task").at("status"), "4");
  EXPECT_EQ(error(15, "tasks.task.approve", {{"taskId", task}}), "1048582");
  const json::value approved = result(14, "tasks.task.approve", {{"taskId", task}}).at("task");
  EXPECT_EQ(approved.at("status"), "5");
  EXPECT_EQ(approved.at("closedBy"), "14");
  EXPECT_TRUE(result(15, "tasks.task.renew", {{"taskId", task}}).at("task").at("closedDate").is_null());
}

TEST_F(DoubleTest, RefusedUpdatesLeaveTheTaskAsItWas) {
  const std::int64_t task = new_task();
  EXPECT_EQ(error(14, "tasks.task.update",
                  {{"taskId", task}, {"fields", {{"TITLE", "New"}, {"RESPONSIBLE_ID", 99'999}}}}),
            "ERROR_CORE");
  EXPECT_EQ(result(14, "tasks.task.get", {{"taskId", task}}).at("task").at("title"), "Printer");
  EXPECT_EQ(error(901, "tasks.task.update", {{"taskId", task}, {"fields", {{"TITLE", "Mine"}}}}), "1048582");
}

TEST_F(DoubleTest, CustomFieldsExistOnlyAfterTheyWereMadeAndAreTracked) {
  const std::int64_t task = new_task();
  EXPECT_EQ(error(14, "task.item.userfield.add",
                  {{"PARAMS", {{"USER_TYPE_ID", "string"}, {"FIELD_NAME", "SD_TYPE"}}}}),
            "ERROR_CORE");
  const json::value id = result(
      1, "task.item.userfield.add",
      {{"PARAMS",
        {{"USER_TYPE_ID", "double"}, {"FIELD_NAME", "UF_SD_ESTIMATE"}, {"SETTINGS", {{"PRECISION", 2}}}}}});
  EXPECT_TRUE(id.is_int64());
  result(14, "tasks.task.update", {{"taskId", task}, {"fields", {{"UF_SD_ESTIMATE", 1.5}}}});
  const json::value row =
      result(14, "tasks.task.get", {{"taskId", task}, {"select", json::array{"ID", "UF_SD_ESTIMATE"}}})
          .at("task");
  EXPECT_EQ(row.at("ufSdEstimate"), "1.5");
  EXPECT_FALSE(row.as_object().contains("title"));
  const json::value last = result(1, "tasks.task.history.list", {{"taskId", task}}).at("list").at(0);
  EXPECT_EQ(last.at("field"), "UF_SD_ESTIMATE");
  EXPECT_EQ(last.at("value").at("to"), "1.5");
}

TEST_F(DoubleTest, LabourChangesTheSumAndTheHistoryButRaisesNoEvent) {
  const std::int64_t task = new_task();
  result(1, "event.bind", {{"event", "ONTASKUPDATE"}, {"handler", "http://ext.example/e"}});
  const json::value id =
      result(15, "task.elapseditem.add",
             {{"TASKID", task}, {"ARFIELDS", {{"SECONDS", 3600}, {"COMMENT_TEXT", "on site"}}}});
  EXPECT_TRUE(result(15, "task.elapseditem.update",
                     {{"TASKID", task}, {"ITEMID", id}, {"ARFIELDS", {{"SECONDS", 1800}}}})
                  .is_null());
  EXPECT_EQ(result(1, "tasks.task.get", {{"taskId", task}}).at("task").at("timeSpentInLogs"), "1800");
  EXPECT_EQ(
      result(1, "tasks.task.history.list", {{"taskId", task}, {"filter", {{"FIELD", "TIME_SPENT_IN_LOGS"}}}})
          .at("list")
          .as_array()
          .size(),
      2U);
  EXPECT_TRUE(deliveries_.empty());
}

class StageTest : public DoubleTest {
 protected:
  // Titles in SORT order.
  std::string titles() {
    std::string out;
    const json::value stages = result(1, "task.stages.get", {{"entityId", 77}, {"isAdmin", "Y"}});
    for (const auto& row : stages.as_object()) {
      out += text(row.value().at("TITLE")) + (text(row.value().at("SYSTEM_TYPE")) == "NEW" ? "* " : " ");
    }
    return out;
  }
  std::int64_t id_at(std::size_t index) {
    const json::value rows = result(1, "task.stages.get", {{"entityId", 77}, {"isAdmin", "Y"}});
    return std::stoll(std::string((rows.as_object().begin() + static_cast<std::ptrdiff_t>(index))->key()));
  }
};

TEST_F(StageTest, DefaultsAppearAtTheFirstLookAndInsertionRenumbers) {
  EXPECT_EQ(titles(), "Новые* Выполняются Сделаны ");
  result(1, "task.stages.add",
         {{"fields", {{"TITLE", "Проверка"}, {"AFTER_ID", id_at(1)}, {"ENTITY_ID", 77}}}, {"isAdmin", "Y"}});
  EXPECT_EQ(titles(), "Новые* Выполняются Проверка Сделаны ");
  result(1, "task.stages.add",
         {{"fields", {{"TITLE", "Вход"}, {"AFTER_ID", 0}, {"ENTITY_ID", 77}}}, {"isAdmin", "Y"}});
  EXPECT_EQ(titles(), "Вход* Новые Выполняются Проверка Сделаны ");
}

TEST_F(StageTest, TasksWithoutAStageKeepTheirColumnWhenAnotherBecomesTheFirst) {
  const std::int64_t first = id_at(0);
  const std::int64_t task = new_task();
  EXPECT_EQ(result(1, "tasks.task.get", {{"taskId", task}}).at("task").at("stageId"), "0");
  result(1, "task.stages.add", {{"fields", {{"TITLE", "Вход"}, {"ENTITY_ID", 77}}}, {"isAdmin", "Y"}});
  EXPECT_EQ(text(result(1, "tasks.task.get", {{"taskId", task}}).at("task").at("stageId")),
            std::to_string(first));
}

TEST_F(StageTest, DeletingAStageSendsItsTasksToTheFirstColumn) {
  const std::int64_t second = id_at(1);
  const std::int64_t task = new_task(14, {{"STAGE_ID", second}});
  EXPECT_EQ(error(1, "task.stages.delete", {{"id", id_at(0)}, {"isAdmin", "Y"}}), "CANT_DELETE_FIRST");
  EXPECT_EQ(error(15, "task.stages.delete", {{"id", second}}), "ACCESS_DENIED");
  result(1, "task.stages.delete", {{"id", second}, {"isAdmin", "Y"}});
  EXPECT_EQ(result(1, "tasks.task.get", {{"taskId", task}}).at("task").at("stageId"), "0");
}

TEST_F(StageTest, AMoveWritesTitlesAndRaisesAnUpdate) {
  const std::int64_t task = new_task();
  const std::int64_t third = id_at(2);
  result(1, "event.bind", {{"event", "ONTASKUPDATE"}, {"handler", "http://ext.example/e"}});
  EXPECT_EQ(result(14, "task.stages.movetask", {{"id", task}, {"stageId", third}}), true);
  const json::value row = result(1, "tasks.task.history.list", {{"taskId", task}}).at("list").at(0);
  EXPECT_EQ(row.at("field"), "STAGE");
  EXPECT_EQ(row.at("value").at("from"), "Новые");
  EXPECT_EQ(row.at("value").at("to"), "Сделаны");
  ASSERT_EQ(deliveries_.size(), 1U);
  EXPECT_EQ(result(1, "tasks.task.get", {{"taskId", task}}).at("task").at("status"), "2");
}

TEST_F(StageTest, MovingToAnotherGroupResetsTheStageWithoutAStageRow) {
  const std::int64_t task = new_task(14, {{"STAGE_ID", id_at(1)}});
  result(1, "tasks.task.update", {{"taskId", task}, {"fields", {{"STAGE_ID", id_at(2)}, {"GROUP_ID", 78}}}});
  const json::value list = result(1, "tasks.task.history.list", {{"taskId", task}}).at("list");
  EXPECT_EQ(list.as_array().size(), 2U);
  EXPECT_EQ(list.at(0).at("field"), "GROUP_ID");
}

}  // namespace
}  // namespace sd::portal_double
