// The portal's offline queue, as webhooks::TakeQueue needs it (portal-api.md 3.6).
#include <algorithm>

#include "extension/portal/json_reading.h"
#include "extension/portal/offline_queue_rest.h"
#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {
namespace {

using webhooks::QueueBatch;
using webhooks::QueueRow;

class QueueContract {
 public:
  QueueContract(Caller& caller, PortalAdminRest& installer, const Actor& admin) : queue(caller) {
    for (const char* event : {"ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE"}) {
      EXPECT_TRUE(installer.bind_event(admin, {event, {}, true, std::nullopt}));
    }
  }
  QueueBatch reserve(std::size_t limit = 200, const QueueBatch* cleared = nullptr) {
    auto batch = queue.reserve(PortalId{1}, limit, false, cleared);
    EXPECT_TRUE(batch) << batch.error().code << " " << batch.error().detail;
    return batch ? std::move(batch).value() : QueueBatch{};
  }
  std::vector<std::string> processes() {
    const auto left = queue.leftovers(PortalId{1});
    EXPECT_TRUE(left) << left.error().code << " " << left.error().detail;
    return left ? left->processes : std::vector<std::string>{};
  }

  OfflineQueueRest queue;
};

TEST_P(PortalContract, ReservesRowsUntilTheyAreCleared) {
  QueueContract asked(*caller_, *installer_, admin_);
  const TicketId id = add_task("queue");
  act(15, "tasks.task.update", {{"taskId", id.value()}, {"fields", {{"TITLE", "again"}}}});
  const QueueBatch batch = asked.reserve();
  ASSERT_EQ(batch.rows.size(), 2u);
  EXPECT_FALSE(batch.process.empty());
  const QueueRow& row = batch.rows[1];
  EXPECT_EQ(batch.rows[0].event, "ONTASKADD");
  EXPECT_EQ(row.event, "ONTASKUPDATE");
  EXPECT_EQ(row.data.at("data[FIELDS_AFTER][ID]"), std::to_string(id.value()));
  EXPECT_TRUE(row.has_key());
  EXPECT_GT(row.number, batch.rows[0].number);
  EXPECT_LT(std::chrono::abs(row.changed_at - rest_->now(portal_)), std::chrono::minutes{1});
  EXPECT_TRUE(asked.reserve().rows.empty()) << "others get what is left";

  act(15, "tasks.task.update", {{"taskId", id.value()}, {"fields", {{"TITLE", "later"}}}});
  const QueueBatch second = asked.reserve(200, &batch);
  ASSERT_EQ(second.rows.size(), 1u);
  EXPECT_EQ(second.rows[0].message_id, row.message_id);
  EXPECT_NE(second.rows[0].number, row.number);
  EXPECT_EQ(asked.processes(), std::vector<std::string>{second.process});
  ASSERT_TRUE(asked.queue.clear(portal_, second));
  EXPECT_TRUE(asked.processes().empty());
}

TEST_P(PortalContract, ReadsAReservedBatchAgainInPartsAndClearsOnlyThose) {
  QueueContract asked(*caller_, *installer_, admin_);
  for (int task = 0; task < 3; ++task) add_task("queue " + std::to_string(task));
  const QueueBatch batch = asked.reserve();
  ASSERT_EQ(batch.rows.size(), 3u);
  ASSERT_EQ(asked.processes(), std::vector<std::string>{batch.process});
  const auto part = asked.queue.reserved(portal_, batch.process, 2);
  ASSERT_TRUE(part) << part.error().detail;
  ASSERT_EQ(part->rows.size(), 2u);
  EXPECT_EQ(part->rows[0].number, batch.rows[0].number);
  ASSERT_TRUE(asked.queue.clear(portal_, *part));
  const auto rest = asked.queue.reserved(portal_, batch.process, 200);
  ASSERT_EQ(rest->rows.size(), 1u);
  EXPECT_EQ(rest->rows[0].number, batch.rows[2].number);
}

TEST_P(PortalContract, FindsEveryReservedBatchAmongManyRows) {
  QueueContract asked(*caller_, *installer_, admin_);
  std::vector<std::string> processes;
  for (int round = 0; round < 3; ++round) {
    for (int task = 0; task < 40; ++task) add_task("queue");
    processes.push_back(asked.reserve().process);
  }
  for (int task = 0; task < 10; ++task) add_task("queue");
  std::vector<std::string> found = asked.processes();
  std::sort(found.begin(), found.end());
  std::sort(processes.begin(), processes.end());
  EXPECT_EQ(found, processes);
}

TEST_P(PortalContract, GivesRowsMarkedAsFailedWhenAskedForThem) {
  QueueContract asked(*caller_, *installer_, admin_);
  add_task("queue");
  const QueueBatch batch = asked.reserve();
  ASSERT_TRUE(caller_->call(admin_, {"event.offline.error", {{"process_id", batch.process}}}));
  const auto left = asked.queue.leftovers(portal_);
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->failed);
  EXPECT_TRUE(left->processes.empty());
  EXPECT_TRUE(asked.reserve().rows.empty());
  const auto failed = asked.queue.reserve(portal_, 200, true, nullptr);
  ASSERT_EQ(failed->rows.size(), 1u);
  ASSERT_TRUE(asked.queue.clear(portal_, *failed));
  EXPECT_FALSE(asked.queue.leftovers(portal_)->failed);
}

TEST_P(PortalContract, TellsThatTheLicenceForbidsReserving) {
  QueueContract asked(*caller_, *installer_, admin_);
  add_task("queue");
  control("settings", {{"offline_extended", false}});
  const auto refused = asked.queue.reserve(portal_, 200, false, nullptr);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "portal.unlicensed");
  const auto taken = asked.queue.take(portal_, 200);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(taken->rows.size(), 1u);
  EXPECT_TRUE(taken->process.empty());
  EXPECT_TRUE(asked.queue.take(portal_, 200)->rows.empty());
}

TEST_P(PortalContract, LeavesWritesOfTheApplicationOutOfTheQueue) {
  QueueContract asked(*caller_, *installer_, admin_);
  const TicketId id = add_task("queue");
  ASSERT_TRUE(asked.queue.clear(portal_, asked.reserve()));
  ASSERT_TRUE(rest_->step(admin_, id, kanban::StatusStep::kStart));
  EXPECT_TRUE(asked.reserve().rows.empty());
}

// A request that is carried out although its answer is lost must be told as lost, and never be sent again:
// the rows stand reserved, and the list of processes leads to them.
TEST_P(PortalContract, ALostReservationIsFoundAmongTheLeftovers) {
  QueueContract asked(*caller_, *installer_, admin_);
  add_task("queue");
  for (const char* kind : {"reset_after_commit", "half", "garbage", "empty"}) {
    SCOPED_TRACE(kind);
    fault(kind, "event.offline.get");
    const auto lost = asked.queue.reserve(portal_, 200, false, nullptr);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, "portal.lost");
    const std::vector<std::string> processes = asked.processes();
    const QueueBatch found =
        processes.empty() ? asked.reserve() : asked.queue.reserved(portal_, processes.front(), 200).value();
    ASSERT_EQ(found.rows.size(), 1u);
    ASSERT_TRUE(asked.queue.clear(portal_, found));
    add_task("queue");
  }
}

}  // namespace
}  // namespace sd::portal
