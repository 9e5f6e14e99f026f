#include "webhooks/inbox_writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "tests/unit/webhooks/memory_inbox.h"

namespace sd::webhooks {
namespace {

NewRow row(std::int64_t ticket) { return {PortalId{1}, EventKind::kTicket, ticket, {}, from_ms(0)}; }

class InboxWriterTest : public testing::Test {
 protected:
  // The outcome of one row, to be waited for.
  std::future<Status> append(InboxWriter& writer, std::int64_t ticket) {
    auto promise = std::make_shared<std::promise<Status>>();
    std::future<Status> outcome = promise->get_future();
    EXPECT_TRUE(writer.append(row(ticket), [promise](const Status& stored) { promise->set_value(stored); }));
    return outcome;
  }

  MemoryInbox inbox_;
  std::atomic<int> commits_ = 0;
  std::function<void()> committed_ = [this] { ++commits_; };
};

TEST_F(InboxWriterTest, AnswersAfterTheRowIsStored) {
  InboxWriter writer(inbox_, {}, committed_);
  EXPECT_TRUE(append(writer, 5).get());
  ASSERT_EQ(inbox_.rows().size(), 1u);
  EXPECT_EQ(inbox_.rows()[0].row.object_id, 5);
}

TEST_F(InboxWriterTest, WhatComesDuringACommitIsCommittedTogether) {
  inbox_.hold();
  InboxWriter writer(inbox_, {}, committed_);
  std::vector<std::future<Status>> outcomes;
  outcomes.push_back(append(writer, 0));
  inbox_.wait_until_held();
  for (std::int64_t ticket = 1; ticket <= 20; ++ticket) outcomes.push_back(append(writer, ticket));
  inbox_.release();
  for (std::future<Status>& outcome : outcomes) EXPECT_TRUE(outcome.get());
  EXPECT_EQ(inbox_.groups(), (std::vector<std::size_t>{1, 20}));
  EXPECT_EQ(inbox_.rows().back().row.object_id, 20);
}

TEST_F(InboxWriterTest, AGroupHasItsLimit) {
  inbox_.hold();
  InboxWriter writer(inbox_, {100, 8}, committed_);
  std::vector<std::future<Status>> outcomes;
  outcomes.push_back(append(writer, 0));
  inbox_.wait_until_held();
  for (std::int64_t ticket = 1; ticket <= 20; ++ticket) outcomes.push_back(append(writer, ticket));
  inbox_.release();
  for (std::future<Status>& outcome : outcomes) EXPECT_TRUE(outcome.get());
  EXPECT_EQ(inbox_.groups(), (std::vector<std::size_t>{1, 8, 8, 4}));
}

TEST_F(InboxWriterTest, AFullQueueRefusesAtOnce) {
  inbox_.hold();
  InboxWriter writer(inbox_, {2, 2}, committed_);
  std::vector<std::future<Status>> outcomes;
  outcomes.push_back(append(writer, 0));
  inbox_.wait_until_held();
  outcomes.push_back(append(writer, 1));
  outcomes.push_back(append(writer, 2));
  EXPECT_FALSE(writer.append(row(3), [](const Status&) { ADD_FAILURE() << "answered"; }));
  inbox_.release();
  for (std::future<Status>& outcome : outcomes) EXPECT_TRUE(outcome.get());
  EXPECT_EQ(inbox_.rows().size(), 3u);
}

TEST_F(InboxWriterTest, AFailedCommitIsToldToEachOfItsGroupAndTheNextGoesOn) {
  inbox_.fail(Error{ErrorKind::kUnavailable, "db.full", {}});
  {
    InboxWriter writer(inbox_, {}, committed_);
    const Status refused = append(writer, 1).get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "db.full");
    EXPECT_EQ(commits_, 0);
    inbox_.fail(std::nullopt);
    EXPECT_TRUE(append(writer, 2).get());
  }
  EXPECT_EQ(commits_, 1);
}

TEST_F(InboxWriterTest, StoppingStoresAndAnswersWhatWasTaken) {
  inbox_.hold();
  std::vector<std::future<Status>> outcomes;
  {
    InboxWriter writer(inbox_, {}, committed_);
    for (std::int64_t ticket = 0; ticket < 10; ++ticket) outcomes.push_back(append(writer, ticket));
    inbox_.release();
  }
  for (std::future<Status>& outcome : outcomes) {
    ASSERT_EQ(outcome.wait_for(std::chrono::seconds{0}), std::future_status::ready);
    EXPECT_TRUE(outcome.get());
  }
  EXPECT_EQ(inbox_.rows().size(), 10u);
}

}  // namespace
}  // namespace sd::webhooks
