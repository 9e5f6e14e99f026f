// Agreement on estimates: the steps of domain.md 3 as a table, and the use case on a desk.
#include "kanban/rules/agreement.h"

#include "kanban/agree_estimate.h"
#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

struct StepRow {
  const char* name;
  Side side;
  Agreement now;
  Agreement to;
  std::optional<std::int64_t> estimate;
  const char* note;
  const char* refusal;  // "": the step may be taken
};

class AgreementSteps : public testing::TestWithParam<StepRow> {};

TEST_P(AgreementSteps, FollowDomain3) {
  const StepRow& row = GetParam();
  const Status status = may_step({row.side, row.to, row.note}, row.now, row.estimate);
  EXPECT_EQ(status ? "" : status.error().code, row.refusal);
}

using enum Agreement;
INSTANTIATE_TEST_SUITE_P(
    Domain3, AgreementSteps,
    testing::Values(
        StepRow{"StaffAsks", Side::kStaff, kNone, kAsked, 240, "", ""},
        StepRow{"ManagerAsks", Side::kManager, kNone, kAsked, 240, "", ""},
        StepRow{"ClientDoesNotAsk", Side::kClient, kNone, kAsked, 240, "", "agreement.not_yours"},
        StepRow{"ClientAgrees", Side::kClient, kAsked, kAgreed, 240, "", ""},
        StepRow{"ClientDeclines", Side::kClient, kAsked, kDeclined, 240, "", ""},
        StepRow{"ManagerAgreesWithNote", Side::kManager, kAsked, kAgreed, 240, "по телефону", ""},
        StepRow{"ManagerDeclinesWithNote", Side::kManager, kAsked, kDeclined, 240, "по телефону", ""},
        StepRow{"ManagerWithoutNote", Side::kManager, kAsked, kAgreed, 240, " ", "agreement.note_missing"},
        StepRow{"StaffDoesNotAgree", Side::kStaff, kAsked, kAgreed, 240, "x", "agreement.not_yours"},
        StepRow{"StaffDoesNotDecline", Side::kStaff, kAsked, kDeclined, 240, "x", "agreement.not_yours"},
        StepRow{"UnaskedAnswer", Side::kClient, kNone, kAgreed, 240, "", "agreement.not_asked"},
        StepRow{"AskedAgainAfterRefusal", Side::kStaff, kDeclined, kAsked, 240, "", ""},
        StepRow{"RefusedIsNotAgreedLater", Side::kClient, kDeclined, kAgreed, 240, "", "agreement.not_asked"},
        StepRow{"AskedTwice", Side::kStaff, kAsked, kAsked, 240, "", "agreement.already"},
        StepRow{"AgreedStays", Side::kStaff, kAgreed, kAsked, 240, "", "agreement.already"},
        StepRow{"AgreedIsNotDeclined", Side::kClient, kAgreed, kDeclined, 240, "", "agreement.already"},
        StepRow{"WithoutEstimate", Side::kStaff, kNone, kAsked, std::nullopt, "", "agreement.no_estimate"},
        StepRow{"EstimateOfZero", Side::kStaff, kNone, kAsked, 0, "", "agreement.no_estimate"},
        StepRow{"NothingLeadsBackToNone", Side::kManager, kAsked, kNone, 240, "x", "agreement.step"}),
    [](const auto& row) { return row.param.name; });

class Agreeing : public Desk {
 protected:
  Agreeing() {
    ticket = portal.create(kClient, 77);
    look({ticket});
    estimate("4");
  }
  void estimate(const char* hours) {
    WriteFieldsCommand command{agent(), GroupId{77}, ticket, {}, {}, hours, {}, {}};
    EXPECT_TRUE(write_fields.run(command));
    portal.advance(minutes{1});
  }
  Result<Card> step(Side side, Agreement to, std::int64_t seen = 240, std::string note = "") {
    Result<Card> card = agree.run({agent(), {}, GroupId{77}, ticket, side, to, seen, std::move(note)});
    portal.advance(minutes{1});
    return card;
  }

  TicketId ticket;
  WriteFields write_fields{portal, cards, settings, sync};
  AgreeEstimate agree{portal, cards, settings, sync, [](PortalId) {}};
};

TEST_F(Agreeing, GoesFromAskedToAgreedWithWhoAndWhen) {
  const Result<Card> asked = step(Side::kStaff, kAsked);
  ASSERT_TRUE(asked) << asked.error().code;
  EXPECT_EQ(asked->agreement, kAsked);
  const TimePoint at = portal.clock;
  const Result<Card> agreed = step(Side::kManager, kAgreed, 240, " по телефону ");
  ASSERT_TRUE(agreed) << agreed.error().code;
  EXPECT_EQ(agreed->agreement, kAgreed);
  EXPECT_EQ(*agreed, card(ticket));
  const JournalRow row = cards.journal(id, ticket)->back();
  EXPECT_EQ(row.fact, Fact::kAgreement);
  EXPECT_EQ(row.from, "asked");
  EXPECT_EQ(row.to, "agreed");
  EXPECT_EQ(row.note, "по телефону");
  EXPECT_EQ(row.actor, UserId{kAgent});
  EXPECT_EQ(row.at, at);
}

TEST_F(Agreeing, AChangedEstimateTakesItBack) {
  ASSERT_TRUE(step(Side::kStaff, kAsked));
  ASSERT_TRUE(step(Side::kClient, kAgreed));
  estimate("5");
  EXPECT_EQ(card(ticket).agreement, kNone);
  EXPECT_TRUE(step(Side::kStaff, kAsked, 300));
}

TEST_F(Agreeing, NobodyAgreesToHoursHeHasNotSeen) {
  ASSERT_TRUE(step(Side::kStaff, kAsked));
  EXPECT_EQ(step(Side::kClient, kAgreed, 60).error().code, "agreement.changed");
  // Changed in the portal, the event still on its way.
  Portal::FieldWrite eight;
  eight.estimate = "8";
  ASSERT_TRUE(portal.write(agent(), ticket, eight));
  EXPECT_EQ(step(Side::kClient, kAgreed).error().code, "agreement.changed");
  EXPECT_EQ(card(ticket).agreement, kAsked);
}

TEST_F(Agreeing, RefusesWhatIsNotOnThisBoardAndLongNotes) {
  EXPECT_EQ(agree.run({agent(), {}, GroupId{78}, ticket, Side::kStaff, kAsked, 240, ""}).error().code,
            "card.not_found");
  EXPECT_EQ(step(Side::kStaff, kAsked, 240, std::string(AgreeEstimate::kMaxNote + 1, 'x')).error().code,
            "agreement.note_too_long");
  portal.remove(ticket);
  EXPECT_EQ(step(Side::kStaff, kAsked).error().code, "card.not_found");
  EXPECT_TRUE(cards.find(id, ticket)->has_value());
}

}  // namespace
}  // namespace sd::kanban
