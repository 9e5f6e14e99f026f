#include "webhooks/drain_inbox.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/webhooks/memory_inbox.h"

namespace sd::webhooks {
namespace {

using Outcome = Settlement::Outcome;

// Notes what it is asked and fails as told.
struct FakeWork final : EventWork {
  std::vector<std::vector<std::int64_t>> calls;
  std::vector<std::string> others;
  std::set<std::int64_t> poisonous;   // tickets that make the whole call fail
  std::set<std::int64_t> unreadable;  // tickets that the call names as failed
  std::set<std::int64_t> owing;       // tickets that are to come again at later_at
  TimePoint later_at;
  std::map<std::string, Error> object_failures;
  std::optional<Error> failure;

  Result<Looked> tickets(PortalId, std::span<const TicketId> tickets) override {
    std::vector<std::int64_t> ids;
    for (const TicketId ticket : tickets) ids.push_back(ticket.value());
    calls.push_back(ids);
    if (failure) return *failure;
    for (const std::int64_t id : ids) {
      if (poisonous.contains(id)) return Error{ErrorKind::kInternal, "card.bug", {}};
    }
    Looked looked;
    looked.later_at = later_at;
    for (const std::int64_t id : ids) {
      if (unreadable.contains(id))
        looked.failed.emplace_back(TicketId{id}, Error{ErrorKind::kUnavailable, "portal.shape", {}});
      if (owing.contains(id)) looked.later.emplace_back(id);
    }
    return looked;
  }
  Status note(const std::string& what, std::int64_t id) {
    others.push_back(what + " " + std::to_string(id));
    if (failure) return *failure;
    const auto own = object_failures.find(others.back());
    if (own != object_failures.end()) return own->second;
    return Done{};
  }
  Status group(PortalId, GroupId group) override { return note("group", group.value()); }
  Status group_gone(PortalId, GroupId group) override { return note("gone", group.value()); }
  Status company(PortalId, CompanyId company) override { return note("company", company.value()); }
  Status user(PortalId, UserId user) override { return note("user", user.value()); }
};

struct FakeApplications final : AppEvents {
  std::vector<std::string> seen;
  std::optional<Error> failure;

  Status handle(std::string_view event, const Fields& fields) override {
    seen.push_back(std::string(event) + " " + fields.at("auth[member_id]"));
    if (failure) return *failure;
    return Done{};
  }
};

class DrainInboxTest : public testing::Test {
 protected:
  void add(EventKind kind, std::int64_t object, std::int64_t portal = 1, const std::string& payload = {}) {
    const NewRow row{PortalId{portal}, kind, object, payload, now_};
    ASSERT_TRUE(inbox_.append(std::span(&row, 1)));
  }
  DrainInbox::Pass run(std::int64_t portal = 1) { return drain_.run(PortalId{portal}, now_).value(); }

  TimePoint now_ = from_ms(1'760'000'000'000);
  TimePoint portal_ready_{};
  MemoryInbox inbox_;
  FakeWork work_;
  FakeApplications applications_;
  DrainInbox drain_{
      inbox_, work_, applications_, [] { return 0.0; }, [this](PortalId) { return portal_ready_; }, {}};
};

TEST_F(DrainInboxTest, JoinsEventsOfOneTicket) {
  for (const std::int64_t ticket : {5, 6, 5, 5}) add(EventKind::kTicket, ticket);
  const DrainInbox::Pass pass = run();
  EXPECT_EQ(work_.calls, (std::vector<std::vector<std::int64_t>>{{5, 6}}));
  EXPECT_EQ(pass.taken, 4u);
  EXPECT_EQ(pass.done, 4u);
  EXPECT_EQ(run().taken, 0u);
}

TEST_F(DrainInboxTest, ATicketThatIsToComeLaterComesThenAndAsIfForTheFirstTime) {
  work_.owing = {5};
  work_.later_at = now_ + Millis{2'000};
  for (const std::int64_t ticket : {5, 6}) add(EventKind::kTicket, ticket);
  for (int round = 0; round < 20; ++round) {
    const DrainInbox::Pass pass = run();
    EXPECT_EQ(pass.taken, round == 0 ? 2u : 1u);
    EXPECT_EQ(pass.error, "");
    EXPECT_EQ(inbox_.rows()[0].attempts, 0) << "it would be set aside some day";
    EXPECT_EQ(inbox_.waiting()->front().earliest, work_.later_at);
    EXPECT_EQ(run().taken, 0u) << "not before";
    now_ = work_.later_at;
    work_.later_at += Millis{2'000};
  }
  work_.owing.clear();
  EXPECT_EQ(run().done, 1u);
  EXPECT_EQ(work_.calls.back(), (std::vector<std::int64_t>{5}));
}

TEST_F(DrainInboxTest, HandsOnWhateverElseChanged) {
  add(EventKind::kGroup, 77);
  add(EventKind::kGroup, 77);
  add(EventKind::kGroupGone, 78);
  add(EventKind::kCompany, 591);
  add(EventKind::kUser, 901);
  EXPECT_EQ(run().done, 5u);
  EXPECT_EQ(work_.others, (std::vector<std::string>{"group 77", "gone 78", "company 591", "user 901"}));
}

TEST_F(DrainInboxTest, TouchesNoOtherPortal) {
  add(EventKind::kTicket, 5, 1);
  add(EventKind::kTicket, 5, 2);
  EXPECT_EQ(run(2).done, 1u);
  EXPECT_FALSE(inbox_.rows()[0].outcome.has_value());
}

TEST_F(DrainInboxTest, AnOutageLeavesEveryRowAndNeverSetsAside) {
  work_.failure = Error{ErrorKind::kUnavailable, "portal.not_json", {}};
  add(EventKind::kTicket, 5);
  add(EventKind::kTicket, 6);
  for (int attempt = 1; attempt <= 30; ++attempt) {
    const DrainInbox::Pass pass = run();
    EXPECT_EQ(pass.retried, 2u);
    EXPECT_EQ(pass.error, "portal.not_json");
    now_ += std::chrono::hours{1};
  }
  for (const auto& calls : work_.calls) EXPECT_EQ(calls.size(), 2u) << "an outage is not searched by halves";
  work_.failure.reset();
  EXPECT_EQ(run().done, 2u);
}

TEST_F(DrainInboxTest, AnOutageIsTheFaultOfNoRow) {
  work_.failure = Error{ErrorKind::kUnavailable, "portal.paused", {}};
  add(EventKind::kTicket, 5);
  for (int attempt = 1; attempt <= 30; ++attempt) run();
  const Waiting waiting{PortalId{1}, now_};
  EXPECT_GT(drain_.ready_at(waiting), now_);
  work_.failure.reset();
  drain_.recovered(PortalId{1});
  EXPECT_EQ(drain_.ready_at(waiting), now_);
  EXPECT_EQ(run().done, 1u);
}

TEST_F(DrainInboxTest, WaitsWhileThePortalIsLeftAlone) {
  const Waiting waiting{PortalId{1}, now_};
  portal_ready_ = now_ + Millis{5'000};
  EXPECT_EQ(drain_.ready_at(waiting), now_ + Millis{5'000});
}

TEST_F(DrainInboxTest, AfterAnOutageNothingMoreIsAskedInThePass) {
  work_.failure = Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
  add(EventKind::kGroup, 77);
  add(EventKind::kCompany, 591);
  add(EventKind::kTicket, 5);
  EXPECT_EQ(run().retried, 3u);
  EXPECT_EQ(work_.calls.size() + work_.others.size(), 1u);
}

TEST_F(DrainInboxTest, APortalThatDoesNotAnswerIsLeftAloneLongerAndLonger) {
  work_.failure = Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
  add(EventKind::kTicket, 5);
  const Waiting ours{PortalId{1}, now_}, theirs{PortalId{2}, now_};
  EXPECT_EQ(drain_.ready_at(ours), now_);
  run();
  EXPECT_EQ(drain_.ready_at(ours), now_ + Millis{1'000});
  EXPECT_EQ(drain_.ready_at(theirs), now_);
  now_ += Millis{1'000};
  run();
  EXPECT_EQ(drain_.ready_at(ours), now_ + Millis{2'000});
  now_ += Millis{2'000};
  work_.failure.reset();
  run();
  EXPECT_EQ(drain_.ready_at(ours), ours.earliest);
}

TEST_F(DrainInboxTest, TheTicketThatFailsIsFoundAndTheOthersAreDone) {
  for (std::int64_t ticket = 1; ticket <= 9; ++ticket) add(EventKind::kTicket, ticket);
  work_.poisonous = {4};
  const DrainInbox::Pass pass = run();
  EXPECT_EQ(pass.done, 8u);
  EXPECT_EQ(pass.retried, 1u);
  EXPECT_EQ(inbox_.rows()[3].reason, "card.bug");
  EXPECT_EQ(inbox_.rows()[3].due_at, now_ + Millis{1'000});
}

TEST_F(DrainInboxTest, ARowThatKeepsFailingIsSetAsideWithTheReason) {
  add(EventKind::kTicket, 4);
  work_.poisonous = {4};
  for (int attempt = 1; attempt <= 7; ++attempt) {
    EXPECT_EQ(run().retried, 1u);
    now_ += std::chrono::hours{1};
  }
  EXPECT_EQ(run().set_aside, 1u);
  EXPECT_EQ(inbox_.rows()[0].outcome, Outcome::kSetAside);
  EXPECT_EQ(inbox_.rows()[0].reason, "card.bug");
  EXPECT_EQ(inbox_.rows()[0].attempts, 8);
}

TEST_F(DrainInboxTest, ATicketNamedAsFailedIsTriedAgainByItselfAndCostsTheOthersNothing) {
  for (std::int64_t ticket = 1; ticket <= 9; ++ticket) add(EventKind::kTicket, ticket);
  work_.unreadable = {4};
  EXPECT_EQ(run().done, 8u);
  EXPECT_EQ(work_.calls.size(), 1u) << "nothing to search for";
  EXPECT_EQ(inbox_.rows()[3].reason, "portal.shape");
  EXPECT_EQ(inbox_.rows()[3].due_at, now_ + Millis{1'000});
  now_ += Millis{1'000};
  add(EventKind::kTicket, 10);
  EXPECT_EQ(run().done, 1u);
  EXPECT_EQ(work_.calls, (std::vector<std::vector<std::int64_t>>{{1, 2, 3, 4, 5, 6, 7, 8, 9}, {10}, {4}}));
}

TEST_F(DrainInboxTest, AnAnswerOfTheWrongShapeIsNoOutage) {
  add(EventKind::kGroup, 77);
  add(EventKind::kTicket, 5);
  work_.object_failures.emplace("group 77", Error{ErrorKind::kUnavailable, "portal.shape", {}});
  for (int attempt = 1; attempt <= 8; ++attempt) {
    run();
    EXPECT_EQ(drain_.ready_at({PortalId{1}, now_}), now_);
    now_ += std::chrono::hours{1};
  }
  EXPECT_EQ(inbox_.rows()[0].outcome, Outcome::kSetAside);
  EXPECT_EQ(inbox_.rows()[0].reason, "portal.shape");
  EXPECT_EQ(inbox_.rows()[1].outcome, Outcome::kDone);
}

TEST_F(DrainInboxTest, AnObjectThatMayNotBeSeenHoldsNothingBack) {
  add(EventKind::kCompany, 591);
  add(EventKind::kUser, 901);
  add(EventKind::kTicket, 5);
  work_.object_failures.emplace("company 591", Error{ErrorKind::kPermissionDenied, "portal.scope", {}});
  const DrainInbox::Pass pass = run();
  EXPECT_EQ(pass.done, 2u);
  EXPECT_EQ(pass.retried, 1u);
  EXPECT_EQ(inbox_.rows()[0].attempts, 1);
}

TEST_F(DrainInboxTest, ARowOfTheQueueThatCannotBeReadIsSetAsideAtOnce) {
  add(EventKind::kUnreadable, 0);
  add(EventKind::kTicket, 5);
  const DrainInbox::Pass pass = run();
  EXPECT_EQ(pass.set_aside, 1u);
  EXPECT_EQ(pass.done, 1u);
  EXPECT_EQ(inbox_.rows()[0].reason, "event.object");
}

TEST_F(DrainInboxTest, TicketsGoInBoundedBatches) {
  for (std::int64_t ticket = 1; ticket <= 600; ++ticket) add(EventKind::kTicket, ticket);
  EXPECT_EQ(run().done, 600u);
  ASSERT_EQ(work_.calls.size(), 3u);
  EXPECT_EQ(work_.calls[0].size(), 250u);
  EXPECT_EQ(work_.calls[2].size(), 100u);
}

TEST_F(DrainInboxTest, ApplicationEventsGoWithAllTheirFields) {
  add(EventKind::kApplication, 0, 0, "event=OnAppInstall&auth[member_id]=zz&auth[access_token]=t");
  EXPECT_EQ(run(0).done, 1u);
  EXPECT_EQ(applications_.seen, std::vector<std::string>{"ONAPPINSTALL zz"});
}

TEST_F(DrainInboxTest, ARefusedApplicationEventIsFinal) {
  applications_.failure = Error{ErrorKind::kPermissionDenied, "install.portal_unlisted", {}};
  add(EventKind::kApplication, 0, 0, "event=ONAPPINSTALL&auth[member_id]=zz");
  EXPECT_EQ(run(0).set_aside, 1u);
  EXPECT_EQ(inbox_.rows()[0].reason, "install.portal_unlisted");
}

TEST_F(DrainInboxTest, AnApplicationEventIsTriedAgainAFewTimes) {
  applications_.failure = Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
  add(EventKind::kApplication, 0, 0, "event=ONAPPINSTALL&auth[member_id]=zz");
  for (int attempt = 1; attempt <= 7; ++attempt) {
    EXPECT_EQ(run(0).retried, 1u);
    now_ += std::chrono::hours{1};
  }
  EXPECT_EQ(run(0).set_aside, 1u);
}

TEST_F(DrainInboxTest, APayloadThatCannotBeReadIsSetAside) {
  add(EventKind::kApplication, 0, 0, "");
  EXPECT_EQ(run(0).set_aside, 1u);
  EXPECT_EQ(inbox_.rows()[0].reason, "event.name");
}

}  // namespace
}  // namespace sd::webhooks
