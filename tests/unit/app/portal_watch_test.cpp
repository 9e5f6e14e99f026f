#include "extension/app/portal_watch.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_sync_health.h"

namespace sd::app {
namespace {

using namespace std::chrono_literals;
using kanban::Figure;
using kanban::OutageReason;

class PortalWatchTest : public testing::Test {
 protected:
  portal::Condition well() const {
    portal::Condition now;
    now.last_answer = clock_.now();
    return now;
  }
  portal::Condition ill(const std::string& reason) const {
    portal::Condition now;
    now.ill_since = clock_.now();
    now.reason = reason;
    return now;
  }
  std::int64_t shown(Figure which) { return figure(*health_.all(portal_), which); }
  std::int64_t shown_reason() { return shown(Figure::kOutageReason); }

  const PortalId portal_{1};
  test::FakeClock clock_;
  test::MemorySyncHealth health_;
  std::vector<std::string> lines_;
  std::vector<UserId> told_;
  PortalWatch watch_{health_, [this](PortalId, const std::string& line) { lines_.push_back(line); },
                     [this](PortalId, UserId spare) { told_.push_back(spare); }};
};

TEST_F(PortalWatchTest, ShowsAnOutageFromItsBeginningToItsEnd) {
  watch_.heard(portal_, ill("portal.not_json"));
  const std::int64_t began = to_ms(clock_.now());
  clock_.advance(1h);
  watch_.keep(portal_, [&] {
    portal::Condition now = ill("portal.not_json");
    now.ill_since = from_ms(began);
    return now;
  }());
  EXPECT_EQ(shown(Figure::kOutageSince), began);
  EXPECT_EQ(shown_reason(), static_cast<std::int64_t>(OutageReason::kNotJson));
  watch_.heard(portal_, well());
  EXPECT_EQ(shown(Figure::kOutageSince), 0);
  EXPECT_EQ(shown_reason(), static_cast<std::int64_t>(OutageReason::kNotJson));
  EXPECT_EQ(lines_,
            (std::vector<std::string>{"does not serve us since 2026-01-05T09:00:00+00:00: portal.not_json ",
                                      "answers again"}));
}

TEST_F(PortalWatchTest, AnOutageOutlivesTheProcess) {
  health_.set(portal_, Figure::kOutageSince, std::int64_t{1'760'000'000'000});
  watch_.heard(portal_, ill("portal.unreachable"));
  EXPECT_EQ(shown(Figure::kOutageSince), 1'760'000'000'000);
  watch_.heard(portal_, well());
  EXPECT_EQ(shown(Figure::kOutageSince), 0);
  watch_.heard(portal_, ill("portal.unreachable"));
  EXPECT_EQ(shown(Figure::kOutageSince), to_ms(clock_.now()));
}

TEST_F(PortalWatchTest, AnOutageThatEndedWhileNobodyWatchedIsOver) {
  health_.set(portal_, Figure::kOutageSince, std::int64_t{1'760'000'000'000});
  watch_.keep(portal_, portal::Condition{});
  EXPECT_EQ(shown(Figure::kOutageSince), 1'760'000'000'000);
  watch_.keep(portal_, well());
  EXPECT_EQ(shown(Figure::kOutageSince), 0);
}

TEST_F(PortalWatchTest, TheLastAnswerIsRecordedNowAndThen) {
  watch_.keep(portal_, well());
  const std::int64_t first = to_ms(clock_.now());
  clock_.advance(4s);
  watch_.keep(portal_, well());
  EXPECT_EQ(shown(Figure::kAnsweredAt), first);
  clock_.advance(1s);
  watch_.keep(portal_, well());
  EXPECT_EQ(shown(Figure::kAnsweredAt), first + 5'000);
}

TEST_F(PortalWatchTest, ShowsWhoseAccessServes) {
  portal::Condition spare = well();
  spare.acting = UserId{2};
  spare.spare_since = clock_.now();
  watch_.heard(portal_, spare);
  EXPECT_EQ(shown(Figure::kSpareInUse), 1);
  EXPECT_EQ(shown(Figure::kInstallerRevoked), 1);
  watch_.keep(portal_, spare);
  EXPECT_EQ(told_, std::vector{UserId{2}}) << "once";
  watch_.heard(portal_, well());
  EXPECT_EQ(shown(Figure::kSpareInUse), 0);
  EXPECT_EQ(shown(Figure::kInstallerRevoked), 0);
  watch_.heard(portal_, ill("portal.auth"));
  EXPECT_EQ(shown(Figure::kInstallerRevoked), 1);
  EXPECT_EQ(lines_.front(), "background work goes on with the spare administrator's access, user 2");
}

TEST_F(PortalWatchTest, ShowsThatThePortalHasMoved) {
  portal::Condition moved = well();
  moved.moved_at = clock_.now();
  watch_.heard(portal_, moved);
  watch_.heard(portal_, moved);
  EXPECT_EQ(shown(Figure::kRenamedAt), to_ms(clock_.now()));
  EXPECT_EQ(lines_.size(), 1u);
}

TEST_F(PortalWatchTest, KnowsEveryIllness) {
  EXPECT_EQ(outage_reason(""), OutageReason::kNone);
  EXPECT_EQ(outage_reason("portal.unreachable"), OutageReason::kUnreachable);
  EXPECT_EQ(outage_reason("portal.auth"), OutageReason::kTokenRefused);
  EXPECT_EQ(outage_reason("portal.licence"), OutageReason::kLicence);
  EXPECT_EQ(outage_reason("portal.deleted"), OutageReason::kDeleted);
  EXPECT_EQ(outage_reason("portal.stopped"), OutageReason::kOther);
}

}  // namespace
}  // namespace sd::app
