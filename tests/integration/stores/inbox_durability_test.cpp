// What was answered 200 is on the disk, whatever happens to the process afterwards.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <set>

#include "tests/contract/stores/migrated_database.h"
#include "webhooks/inbox_writer.h"
#include "webhooks/sql/soci_inbox.h"

namespace sd::webhooks {
namespace {

const storage::SodiumSealer kSealer{storage::SodiumSealer::Key{7}};

NewRow row(std::int64_t ticket) { return {PortalId{1}, EventKind::kTicket, ticket, {}, from_ms(1)}; }

storage::DatabaseOptions options(const std::string& url) {
  storage::DatabaseOptions options;
  options.url = url;
  options.auto_checkpoint = false;
  return options;
}

// The child's whole life: appends without end and writes each acknowledged ticket to `pipe`.
[[noreturn]] void append_until_killed(const std::string& url, int pipe) {
  const auto database = std::move(storage::Database::open(options(url))).value();
  const auto inbox = std::move(SociInbox::open(*database, kSealer)).value();
  InboxWriter writer(*inbox, {64, 16}, {});
  for (std::int64_t ticket = 1;;) {
    const bool taken = writer.append(row(ticket), [ticket, pipe](const Status& stored) {
      if (stored && ::write(pipe, &ticket, sizeof ticket) != sizeof ticket) ::_exit(1);
    });
    if (taken) {
      ++ticket;
    } else {
      std::this_thread::yield();
    }
  }
}

TEST(InboxDurability, WhatWasAcknowledgedSurvivesTheKillOfTheProcess) {
  const test::TestDatabase place;
  const std::string url = place.url();
  {
    const auto database = std::move(storage::Database::open(options(url))).value();
    ASSERT_TRUE(storage::migrate(*database, storage::inbox_migrations(), from_ms(1)));
  }
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) append_until_killed(url, ends[1]);
  ::close(ends[1]);
  std::set<std::int64_t> acknowledged;
  std::int64_t ticket = 0;
  while (::read(ends[0], &ticket, sizeof ticket) == sizeof ticket) {
    acknowledged.insert(ticket);
    if (acknowledged.size() == 500) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int state = 0;
  ASSERT_EQ(::waitpid(child, &state, 0), child);
  ASSERT_TRUE(WIFSIGNALED(state)) << "the child ended by itself";
  ASSERT_GE(acknowledged.size(), 500u);

  const auto database = std::move(storage::Database::open(options(url))).value();
  const auto inbox = std::move(SociInbox::open(*database, kSealer)).value();
  std::multiset<std::int64_t> kept;
  const auto due = inbox->due(PortalId{1}, from_ms(2), 1'000'000);
  ASSERT_TRUE(due);
  for (const InboxRow& each : *due) kept.insert(each.object_id);
  for (const std::int64_t each : acknowledged) EXPECT_EQ(kept.count(each), 1u) << each;
}

TEST(InboxDurability, AFullDiskRefusesAndTheNextIsTakenWhenThereIsRoomAgain) {
  const test::TestDatabase place(storage::Dialect::kSqlite);
  storage::DatabaseOptions two_sessions = options(place.url());  // the inbox keeps one of them
  two_sessions.sessions = 2;
  const auto database = std::move(storage::Database::open(two_sessions)).value();
  ASSERT_TRUE(storage::migrate(*database, storage::inbox_migrations(), from_ms(1)));
  const auto inbox = std::move(SociInbox::open(*database, kSealer)).value();
  std::vector<soci::session*> sessions;
  {
    auto first = database->lease(), second = database->lease();
    sessions = {&first->sql(), &second->sql()};
  }
  const auto limit = [&](const std::string& pages) {
    for (soci::session* each : sessions) *each << "PRAGMA max_page_count = " + pages;
  };
  limit("1");
  std::int64_t stored = 0;
  Status last = Done{};
  while (last && stored < 100'000) {
    std::promise<Status> outcome;
    {
      InboxWriter writer(*inbox, {}, {});
      ASSERT_TRUE(writer.append(row(stored + 1), [&](const Status& status) { outcome.set_value(status); }));
    }
    last = outcome.get_future().get();
    if (last) ++stored;
  }
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().code, "db.full");
  limit("1000000");
  ASSERT_TRUE(inbox->append(std::vector{row(stored + 1)}));
  EXPECT_EQ(inbox->due(PortalId{1}, from_ms(2), 1'000'000)->size(), static_cast<std::size_t>(stored) + 1);
}

}  // namespace
}  // namespace sd::webhooks
