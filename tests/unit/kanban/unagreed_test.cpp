#include <gtest/gtest.h>

#include "kanban/agree_estimate.h"
#include "kanban/move_card.h"
#include "kanban/unagreed_work.h"
#include "kanban/write_fields.h"
#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;

Card of(CardClass card_class, Agreement agreement) {
  Card card;
  card.card_class = card_class;
  card.agreement = agreement;
  return card;
}

TEST(UnagreedRules, OnlyAChangeRequestWithoutAYesWantsAgreement) {
  for (const Agreement agreement : {Agreement::kNone, Agreement::kAsked, Agreement::kDeclined}) {
    EXPECT_TRUE(wants_agreement(of(CardClass::kChange, agreement)));
  }
  EXPECT_FALSE(wants_agreement(of(CardClass::kChange, Agreement::kAgreed)));
  EXPECT_FALSE(wants_agreement(of(CardClass::kIncident, Agreement::kNone)));
  EXPECT_FALSE(wants_agreement(of(CardClass::kService, Agreement::kNone)));
}

TEST(UnagreedRules, PullingGoesFromWaitingIntoWorkOrPastIt) {
  for (const Role from : {Role::kIntake, Role::kTriage, Role::kQueue}) {
    EXPECT_TRUE(pulls(from, Role::kWork));
    EXPECT_TRUE(pulls(from, Role::kVerify));
    EXPECT_FALSE(pulls(from, Role::kQueue));
    EXPECT_FALSE(pulls(from, Role::kDone)) << "what the client does not want may be closed";
  }
  for (const Role from : {Role::kWork, Role::kVerify, Role::kDone}) {
    EXPECT_FALSE(pulls(from, Role::kWork)) << "what comes back is pulled already";
  }
}

TEST(UnagreedRules, AreReadAsTheyAreWritten) {
  for (const Unagreed one : {Unagreed::kOff, Unagreed::kFlag, Unagreed::kForbid}) {
    EXPECT_EQ(unagreed_from(to_string(one)), one);
  }
  EXPECT_FALSE(unagreed_from("never"));
}

class UnagreedWork : public Desk {
 protected:
  UnagreedWork() {
    ticket = portal.create(kClient, 77);
    look({ticket});
    WriteFieldsCommand command{agent(), GroupId{77}, ticket, {}, {}, "4", {}, {}};
    EXPECT_TRUE(write_fields.run(command));
    portal.advance(std::chrono::minutes{1});
  }
  Result<Card> pull(StageId to) {
    Result<Card> moved = move_card.run({agent(), GroupId{77}, ticket, to, card(ticket).revision});
    portal.advance(std::chrono::minutes{1});
    return moved;
  }
  Result<Card> step(Side side, Agreement to) {
    portal.advance(std::chrono::minutes{1});  // nobody answers in the millisecond of the question
    return agree.run({agent(), {}, GroupId{77}, ticket, side, to, 240, ""});
  }
  Unagreed holds() { return *unagreed_of(settings, id, GroupId{77}); }

  TicketId ticket;
  WriteFields write_fields{portal, cards, settings, sync};
  MoveCard move_card{portal, cards, settings, sync, revisions};
  int told = 0;
  AgreeEstimate agree{portal, cards, settings, sync, [this](PortalId) { ++told; }};
};

TEST_F(UnagreedWork, IsFlaggedFromTheFirstQuestionOnAndInThatGroupAlone) {
  EXPECT_EQ(*chosen_unagreed(settings, id, GroupId{77}), Unagreed::kFlag);
  EXPECT_EQ(holds(), Unagreed::kOff);
  ASSERT_TRUE(step(Side::kStaff, Agreement::kAsked));
  EXPECT_EQ(holds(), Unagreed::kFlag);
  EXPECT_EQ(*unagreed_of(settings, id, GroupId{78}), Unagreed::kOff);
  ASSERT_TRUE(step(Side::kClient, Agreement::kDeclined));
  ASSERT_TRUE(step(Side::kStaff, Agreement::kAsked));
  EXPECT_EQ(told, 1);
}

TEST_F(UnagreedWork, StaysOutOfWorkWhereItIsForbidden) {
  ASSERT_TRUE(choose_unagreed(settings, id, GroupId{77}, Unagreed::kForbid));
  ASSERT_TRUE(pull(StageId{kQueue}));
  const std::int64_t asked = portal.calls["move"];
  const Result<Card> moved = pull(StageId{kWork});
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error(), (Error{ErrorKind::kConflict, "entry.agreement", {}}));
  EXPECT_EQ(portal.calls["move"], asked);
  ASSERT_TRUE(step(Side::kStaff, Agreement::kAsked));
  EXPECT_EQ(pull(StageId{kWork}).error().code, "entry.agreement");
  ASSERT_TRUE(step(Side::kClient, Agreement::kAgreed));
  EXPECT_EQ(pull(StageId{kWork})->stage, StageId{kWork});
}

TEST_F(UnagreedWork, MayBePulledWhereItIsFlaggedOrNotEvenThat) {
  ASSERT_TRUE(step(Side::kStaff, Agreement::kAsked));
  EXPECT_TRUE(pull(StageId{kWork}));
  ASSERT_TRUE(pull(StageId{kQueue}));
  ASSERT_TRUE(choose_unagreed(settings, id, GroupId{77}, Unagreed::kOff));
  EXPECT_TRUE(pull(StageId{kWork}));
}

TEST_F(UnagreedWork, IsNotUndoneWhenItWasPulledInThePortal) {
  ASSERT_TRUE(choose_unagreed(settings, id, GroupId{77}, Unagreed::kForbid));
  ASSERT_TRUE(portal.move(agent(), ticket, StageId{kWork}));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kWork});
  EXPECT_TRUE(card(ticket).work_since);
  EXPECT_TRUE(pull(StageId{kQueue})) << "it may be put back";
}

}  // namespace
}  // namespace sd::kanban
