// What people do with tasks, stages and the names around them, also through faults.
#include <algorithm>

#include "extension/portal/json_reading.h"
#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {
namespace {

using kanban::StatusStep;
using kanban::TaskStatus;

std::size_t count(const kanban::TicketRead& read, kanban::HistoryField field) {
  return static_cast<std::size_t>(std::count_if(read.history.begin(), read.history.end(),
                                                [field](const auto& row) { return row.field == field; }));
}

TEST_P(PortalContract, ListsEveryTaskOfTheGroupOnceInAscendingOrder) {
  const std::vector<TicketId> ids = all_ids();
  EXPECT_GE(ids.size(), 500u);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  const json::value portal = state();
  for (const json::value& group : portal.at("groups").as_array()) {
    if (to_integer(group.at("id")) == 77) {
      EXPECT_EQ(to_integer(group.at("tasks")), static_cast<std::int64_t>(ids.size()));
    }
  }
}

TEST_P(PortalContract, ReadsAHundredTasksWithTheirHistories) {
  std::vector<TicketId> ids = all_ids();
  ids.resize(100);
  std::reverse(ids.begin(), ids.end());
  const auto reads = rest_->read(admin_, ids);
  ASSERT_TRUE(reads) << reads.error().detail;
  ASSERT_EQ(reads->size(), 100u);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const kanban::TicketRead& read = (*reads)[i];
    EXPECT_EQ(read.id, ids[i]);
    ASSERT_TRUE(read.ticket);
    EXPECT_EQ(read.ticket->group, group_);
    EXPECT_FALSE(read.ticket->title.empty());
    EXPECT_EQ(count(read, kanban::HistoryField::kCreated), 1u);
    EXPECT_TRUE(std::is_sorted(read.history.begin(), read.history.end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; }));
  }
}

TEST_P(PortalContract, SaysThatATaskIsGone) {
  const TicketId id = add_task("soon gone");
  EXPECT_TRUE(read_one(id).ticket);
  act(1, "tasks.task.delete", {{"taskId", id.value()}});
  EXPECT_FALSE(read_one(id).ticket);
  EXPECT_FALSE(read_one(TicketId{99'999'999}).ticket);
}

TEST_P(PortalContract, KeepsStagesInOrderThroughAddingRenamingMovingAndDeleting) {
  const auto before = rest_->stages(admin_, GroupId{78});
  ASSERT_TRUE(before) << before.error().detail;
  ASSERT_GE(before->size(), 3u);
  const StageId first = before->front().id;
  const auto added = rest_->add_stage(admin_, GroupId{78}, "Ждём", "FFA900", first);
  ASSERT_TRUE(added) << added.error().detail;
  auto after = rest_->stages(admin_, GroupId{78});
  ASSERT_EQ(after->size(), before->size() + 1);
  EXPECT_EQ((*after)[1].id, *added);
  EXPECT_EQ((*after)[1].title, "Ждём");
  EXPECT_EQ((*after)[1].color, "FFA900");
  ASSERT_TRUE(rest_->update_stage(admin_, *added, "Очередь", "", after->back().id));
  after = rest_->stages(admin_, GroupId{78});
  EXPECT_EQ(after->back().id, *added);
  EXPECT_EQ(after->back().title, "Очередь");
  EXPECT_EQ(after->back().color, "FFA900");
  EXPECT_TRUE(rest_->delete_stage(admin_, *added));
  EXPECT_TRUE(rest_->delete_stage(admin_, *added));
  EXPECT_EQ(rest_->stages(admin_, GroupId{78})->size(), before->size());
  EXPECT_FALSE(rest_->delete_stage(admin_, first));
}

TEST_P(PortalContract, MovesACardAsThePersonWhoDragsIt) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const TicketId id = add_task("dragged", agent);
  const auto stages = rest_->stages(admin_, group_);
  ASSERT_TRUE(stages);
  const StageId to = stages->back().id;
  const auto read = rest_->move({portal_, UserId{agent}}, id, to);
  ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
  EXPECT_EQ(read->ticket->stage, to);
  ASSERT_EQ(count(*read, kanban::HistoryField::kStage), 1u);
  EXPECT_EQ(read->history.back().user, UserId{agent});
  EXPECT_EQ(read->history.back().to, stages->back().title);
}

TEST_P(PortalContract, StepsThroughTheStatuses) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const Actor actor{portal_, UserId{agent}};
  const TicketId id = add_task("steps", agent);
  const std::pair<StatusStep, TaskStatus> steps[] = {{StatusStep::kStart, TaskStatus::kInProgress},
                                                     {StatusStep::kPause, TaskStatus::kPending},
                                                     {StatusStep::kComplete, TaskStatus::kCompleted},
                                                     {StatusStep::kRenew, TaskStatus::kPending}};
  for (const auto& [step, status] : steps) {
    const auto read = rest_->step(actor, id, step);
    ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
    EXPECT_EQ(read->ticket->status, status);
    EXPECT_EQ(read->ticket->closed_at.has_value(), status == TaskStatus::kCompleted);
  }
  EXPECT_EQ(count(read_one(id), kanban::HistoryField::kStatus), 4u);
}

TEST_P(PortalContract, AsksTheCreatorToApproveWhatIsUnderControl) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const TicketId id = add_task("controlled", agent);
  act(1, "tasks.task.update", {{"taskId", id.value()}, {"fields", {{"TASK_CONTROL", "Y"}}}});
  auto read = rest_->step({portal_, UserId{agent}}, id, StatusStep::kComplete);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->status, TaskStatus::kAwaitingCheck);
  EXPECT_TRUE(read->ticket->task_control);
  read = rest_->step(admin_, id, StatusStep::kDisapprove);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->status, TaskStatus::kPending);
  ASSERT_TRUE(rest_->step({portal_, UserId{agent}}, id, StatusStep::kComplete));
  EXPECT_EQ(rest_->step(admin_, id, StatusStep::kApprove)->ticket->status, TaskStatus::kCompleted);
}

TEST_P(PortalContract, WritesAndClearsTheFields) {
  add_fields();
  const TicketId id = add_task("fields");
  kanban::Portal::FieldWrite fields;
  fields.type = "Первая линия";
  fields.stopper = "Ждём & клиента = 100 % + $result[x]";
  fields.estimate = "1.5";
  fields.important = true;
  auto read = rest_->write(admin_, id, fields);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->type, "Первая линия");
  EXPECT_EQ(read->ticket->stopper, *fields.stopper);
  EXPECT_EQ(std::stod(read->ticket->estimate), 1.5);
  EXPECT_TRUE(read->ticket->important);
  EXPECT_EQ(count(*read, kanban::HistoryField::kStopper), 1u);
  fields = {};
  fields.stopper = "";
  fields.estimate = "";
  fields.important = false;
  read = rest_->write(admin_, id, fields);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->type, "Первая линия");
  EXPECT_EQ(read->ticket->stopper, "");
  EXPECT_EQ(read->ticket->estimate, "");
  EXPECT_FALSE(read->ticket->important);
}

TEST_P(PortalContract, RefusesWhatThePersonMayNotDoAndSaysWhy) {
  const std::int64_t stranger = someone("extranet", false);
  ASSERT_NE(stranger, 0);
  visit(stranger);
  const TicketId id = add_task("not his");
  const auto refused = rest_->step({portal_, UserId{stranger}}, id, StatusStep::kComplete);
  ASSERT_FALSE(refused);
  EXPECT_FALSE(refused.error().detail.empty());
  EXPECT_NE(refused.error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(read_one(id).ticket->status, TaskStatus::kPending);
}

TEST_P(PortalContract, NamesPeopleGroupsMembersAndCompanies) {
  const std::int64_t client =
      someone("extranet", true) ? someone("extranet", true) : someone("extranet", false);
  const UserId ids[] = {UserId{1}, UserId{client}, UserId{77'777'777}};
  const auto users = rest_->users(admin_, ids);
  ASSERT_TRUE(users) << users.error().detail;
  ASSERT_EQ(users->size(), 2u);
  for (const kanban::PortalUser& user : *users) {
    EXPECT_FALSE(user.name.empty());
    EXPECT_TRUE(user.active);
    EXPECT_EQ(user.external, user.id == UserId{client});
  }
  const auto groups = rest_->groups(admin_);
  ASSERT_TRUE(groups) << groups.error().detail;
  EXPECT_TRUE(
      std::any_of(groups->begin(), groups->end(), [](const auto& group) { return group.id == GroupId{77}; }));
  const auto members = rest_->members(admin_, group_);
  ASSERT_TRUE(members) << members.error().detail;
  EXPECT_EQ(std::count_if(members->begin(), members->end(), [](const auto& one) { return one.role == 'A'; }),
            1);

  std::vector<TicketId> some = all_ids();
  some.resize(300);
  std::vector<CompanyId> bound;
  const auto reads = rest_->read(admin_, some);
  ASSERT_TRUE(reads) << reads.error().detail;
  for (const auto& read : *reads) {
    bound.insert(bound.end(), read.ticket->companies.begin(), read.ticket->companies.end());
  }
  std::sort(bound.begin(), bound.end());
  bound.erase(std::unique(bound.begin(), bound.end()), bound.end());
  ASSERT_FALSE(bound.empty());
  const auto companies = rest_->companies(admin_, bound);
  ASSERT_TRUE(companies) << companies.error().detail;
  EXPECT_EQ(companies->size(), bound.size());
  for (const auto& [id, title] : *companies) EXPECT_FALSE(title.empty());
}

TEST_P(PortalContract, ReadsThroughEveryFault) {
  const TicketId id = add_task("faults");
  for (const char* kind : {"503", "429", "expired", "500", "html", "html200", "reset_after_commit", "half",
                           "garbage", "empty"}) {
    SCOPED_TRACE(kind);
    fault(kind);
    EXPECT_TRUE(read_one(id).ticket);
  }
}

TEST_P(PortalContract, WritesOnceThroughEveryFault) {
  add_fields();
  const TicketId id = add_task("faults");
  int written = 0;
  for (const char* kind :
       {"503", "429", "expired", "html200", "reset_after_commit", "half", "garbage", "empty"}) {
    SCOPED_TRACE(kind);
    fault(kind);
    kanban::Portal::FieldWrite fields;
    fields.type = "t" + std::to_string(++written);
    auto read = rest_->write(admin_, id, fields);
    // Where the fault came before the write was done, the client must say so and change nothing itself.
    if (!read) {
      EXPECT_EQ(read.error().code, "portal.lost");
      read = rest_->write(admin_, id, fields);
    }
    ASSERT_TRUE(read) << read.error().code;
    EXPECT_EQ(read->ticket->type, *fields.type);
    EXPECT_EQ(count(*read, kanban::HistoryField::kType), static_cast<std::size_t>(written));
  }
}

}  // namespace
}  // namespace sd::portal
