#include "extension/clients/rules/public_view.h"

#include <gtest/gtest.h>

namespace sd::clients {
namespace {

using kanban::Role;
using kanban::Stage;

TimePoint at(std::int64_t minutes) { return from_ms(1'760'000'000'000 + minutes * 60'000); }

class PublicView : public testing::Test {
 protected:
  PublicView() {
    card_.ticket = TicketId{5};
    card_.title = "Печать";
    card_.creator = UserId{901};
    card_.assignee = UserId{14};
    card_.created_at = at(0);
    card_.last_update_at = at(500);
    card_.type = "Отдел разработки";
    card_.stopper = "Ждём поставщика";
  }
  PublicRequest seen() const {
    return public_request(client_, card_, marks_, types_, stoppers_, {UserId{901}, UserId{902}});
  }

  Client client_{PortalId{1}, UserId{901}, CompanyId{591}, {}};
  kanban::Card card_;
  Marks marks_;
  PublicWords types_{{{"Отдел разработки", "Разработка", false}, {"Аналитика", "", false}}};
  PublicWords stoppers_{{{"Ждём поставщика", "", false},
                         {"Ждём клиента", "", true},
                         {"Ждём доступ", "Нужен доступ", true},
                         {"Ждём решения", "Решаем, как лучше", false}}};
};

TEST_F(PublicView, DictionariesSpeakInTheirPublicWordsOrNotAtAll) {
  EXPECT_EQ(seen().type, "Разработка");
  EXPECT_EQ(seen().waits, std::nullopt);
  card_.type = "Аналитика";
  EXPECT_EQ(seen().type, "");
  card_.type = "своё слово";
  card_.type_known = false;
  EXPECT_EQ(seen().type, "");
  card_.stopper = "Ждём клиента";
  EXPECT_EQ(seen().waits, (Waits{"", true}));
  card_.stopper = "Ждём решения";
  EXPECT_EQ(seen().waits, (Waits{"Решаем, как лучше", false}));
  card_.role = Role::kDone;
  EXPECT_EQ(seen().waits, std::nullopt);
}

TEST_F(PublicView, AnEstimateIsToldOnceTheClientWasAsked) {
  card_.estimate_minutes = 90;
  for (const auto state : {kanban::Agreement::kNone, kanban::Agreement::kDeclined}) {
    card_.agreement = state;
    EXPECT_EQ(seen().estimate, std::nullopt);
  }
  card_.agreement = kanban::Agreement::kAsked;
  EXPECT_EQ(seen().estimate, (PublicEstimate{90, false}));
  card_.agreement = kanban::Agreement::kAgreed;
  EXPECT_EQ(seen().estimate, (PublicEstimate{90, true}));
}

TEST_F(PublicView, WhatGoesOnInsideIsNoChange) {
  EXPECT_EQ(seen().changed, at(0));
  marks_.last_word = at(30);
  EXPECT_EQ(seen().changed, at(30));
  card_.role = Role::kDone;
  card_.done_at = at(60);
  EXPECT_EQ(seen().changed, at(60));
}

TEST_F(PublicView, AWordOfSomebodyElseIsUnreadUntilItIsSeen) {
  EXPECT_FALSE(seen().unread);
  marks_.last_word_to_me = at(30);
  EXPECT_TRUE(seen().unread);
  marks_.seen = at(29);
  EXPECT_TRUE(seen().unread);
  marks_.seen = at(30);
  EXPECT_FALSE(seen().unread);
}

TEST_F(PublicView, PeopleAreNamedWhereTheyMayBe) {
  EXPECT_TRUE(seen().own);
  EXPECT_EQ(seen().author, UserId{901});
  EXPECT_EQ(seen().answers, UserId{0});
  client_.rules.names = true;
  EXPECT_EQ(seen().answers, UserId{14});
  card_.creator = UserId{902};
  EXPECT_FALSE(seen().own);
  EXPECT_EQ(seen().author, UserId{902});
  card_.creator = UserId{14};
  EXPECT_EQ(seen().author, UserId{0});
}

TEST_F(PublicView, WhatAwaitsTheClientStandsInItsOwnStep) {
  card_.role = Role::kWork;
  EXPECT_EQ(step_of(card_), Step::kWork);
  card_.awaiting_check = true;
  EXPECT_EQ(step_of(card_), Step::kCheck);
  card_.role = Role::kDone;
  EXPECT_EQ(step_of(card_), Step::kDone);
}

TEST(PublicLine, HasAStepForEachRoleOfTheGroup) {
  const std::vector<Stage> stages{{StageId{1}, GroupId{77}, "A", "", 100, Role::kIntake},
                                  {StageId{2}, GroupId{77}, "B", "", 200, Role::kWork},
                                  {StageId{3}, GroupId{77}, "C", "", 300, Role::kWork},
                                  {StageId{4}, GroupId{77}, "D", "", 400, Role::kDone}};
  EXPECT_EQ(line_of(stages, Step::kReceived), (std::vector{Step::kReceived, Step::kWork, Step::kDone}));
  EXPECT_EQ(line_of(stages, Step::kCheck),
            (std::vector{Step::kReceived, Step::kWork, Step::kCheck, Step::kDone}));
}

TEST(PublicLine, MovesWithinAStepAreNone) {
  const std::vector<kanban::StageInterval> inner{
      {StageId{1}, "", Role::kIntake, at(0), at(5), UserId{14}},
      {StageId{2}, "", Role::kWork, at(5), at(7), UserId{14}},
      {StageId{3}, "", Role::kWork, at(7), at(9), UserId{15}},
      {StageId{1}, "", Role::kIntake, at(9), std::nullopt, UserId{14}}};
  EXPECT_EQ(steps_of(inner), (std::vector<StepSpan>{{Step::kReceived, at(0), at(5)},
                                                    {Step::kWork, at(5), at(9)},
                                                    {Step::kReceived, at(9), std::nullopt}}));
}

}  // namespace
}  // namespace sd::clients
