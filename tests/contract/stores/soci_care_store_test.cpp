#include "extension/clients/sql/soci_care_store.h"

#include "extension/clients/sql/client_cards.h"
#include "extension/clients/sql/soci_client_store.h"

#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_company_notes.h"
#include "kanban/sql/soci_people_store.h"
#include "reports/sql/soci_rating_facts.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::clients {
namespace {

constexpr std::int64_t kClient = 901, kAgent = 14, kGroup = 77;

TimePoint at(std::int64_t minutes) { return from_ms(1'760'000'000'000 + minutes * 60'000); }

class SociCareStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    run("INSERT INTO app_user (portal, user_id, name, photo_url, active, external, seen_ms) VALUES"
        " (1, 901, 'Client', '', 1, 1, 0)");
    run("INSERT INTO app_user (portal, user_id, name, photo_url, active, external, seen_ms) VALUES"
        " (1, 14, 'Agent', '', 1, 0, 0)");
    kanban::BoundGroup group;
    group.group = GroupId{kGroup};
    ASSERT_TRUE(cards_.bind(portal_, group));
  }
  void run(const std::string& statement) {
    ASSERT_TRUE(database_->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  }
  kanban::Card add(std::int64_t ticket, std::int64_t creator,
                   const std::function<void(kanban::Card&)>& fill) {
    kanban::CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{kGroup};
    change.card.stage = StageId{1};
    change.card.creator = UserId{creator};
    change.card.assignee = UserId{kAgent};
    change.card.last_update_at = at(ticket);
    fill(change.card);
    change.card_changed = true;
    EXPECT_TRUE(cards_.store(portal_, std::span(&change, 1), {}));
    return change.card;
  }
  static void waits(kanban::Card& card) {
    card.role = kanban::Role::kWork;
    card.awaiting_check = true;
  }
  static void done(kanban::Card& card) {
    card.role = kanban::Role::kDone;
    card.done_at = at(card.ticket.value());
  }
  std::vector<std::int64_t> unasked(TimePoint since) {
    std::vector<std::int64_t> tickets;
    const auto cards = care_.unasked(portal_, since);
    for (const kanban::Card& card : *cards) tickets.push_back(card.ticket.value());
    return tickets;
  }

  test::MigratedDatabase database_;
  sql::ClientCards watch_;
  kanban::sql::SociCardStore cards_{*database_, {&watch_}};
  sql::SociCareStore care_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociCareStoreTest, TellsWhatWaitsForAClientAndWhetherHeWasReminded) {
  kanban::Card mine = add(1, kClient, waits);
  add(2, kAgent, waits);
  add(3, kClient, [](kanban::Card& card) { card.role = kanban::Role::kWork; });
  add(4, kClient, [](kanban::Card& card) {
    waits(card);
    card.role = kanban::Role::kDone;
  });
  const auto waiting = care_.awaiting(portal_);
  ASSERT_TRUE(waiting) << waiting.error().detail;
  ASSERT_EQ(waiting->size(), 1u);
  EXPECT_EQ(waiting->front().card.ticket, TicketId{1});
  EXPECT_FALSE(waiting->front().reminded);
  ASSERT_TRUE(care_.note_reminded(portal_, mine));
  EXPECT_TRUE(care_.awaiting(portal_)->front().reminded);
  // Somebody has said something: another silence begins.
  add(1, kClient, [](kanban::Card& card) {
    waits(card);
    card.last_update_at = at(99);
  });
  EXPECT_FALSE(care_.awaiting(portal_)->front().reminded);
}

TEST_F(SociCareStoreTest, AnnouncesEachRequestOfACompanyWithAManagerOnce) {
  const std::string columns =
      "INSERT INTO client_rule (portal, company_id, sees, answers_by, important, vip, manager, staff_note) "
      "VALUES ";
  run(columns + "(1, 591, 'own', 'name', 0, 1, 15, 'Звонить Анне')");
  run(columns + "(1, 593, 'own', 'name', 0, 1, 0, '')");
  run(columns + "(1, 0, 'own', 'name', 0, 1, 16, '')");  // no company of its own: nobody to be told
  const auto of = [](std::int64_t company) {
    return [company](kanban::Card& card) {
      card.company = CompanyId{company};
      card.created_at = at(card.ticket.value());
    };
  };
  add(1, kClient, of(591));
  add(2, kAgent, of(591));
  add(3, kClient, of(593));
  add(4, kClient, of(0));
  const auto fresh = care_.unannounced(portal_, at(0));
  ASSERT_TRUE(fresh) << fresh.error().detail;
  ASSERT_EQ(fresh->size(), 2u);
  EXPECT_EQ(fresh->front().card.ticket, TicketId{1});
  EXPECT_EQ(fresh->front().manager, UserId{15});
  EXPECT_TRUE(fresh->front().vip);
  EXPECT_EQ(care_.unannounced(portal_, at(2))->size(), 1u);
  ASSERT_TRUE(care_.note_announced(portal_, TicketId{1}, at(9)));
  ASSERT_EQ(care_.unannounced(portal_, at(0))->size(), 1u);
  EXPECT_EQ(care_.unannounced(portal_, at(0))->front().card.ticket, TicketId{2});
  kanban::sql::SociCompanyNotes notes(*database_);
  EXPECT_EQ(*notes.note(portal_, CompanyId{591}), (kanban::CompanyNote{true, "Звонить Анне"}));
  EXPECT_EQ(*notes.note(portal_, CompanyId{594}), kanban::CompanyNote{});
  EXPECT_EQ(*notes.note(portal_, CompanyId{0}), kanban::CompanyNote{});
}

TEST_F(SociCareStoreTest, AsksOnceAboutEachCycle) {
  kanban::Card first = add(1, kClient, done);
  add(2, kAgent, done);
  add(3, kClient, done);
  EXPECT_EQ(unasked(at(0)), (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(unasked(at(2)), (std::vector<std::int64_t>{3}));
  EXPECT_EQ(*care_.last_asked(portal_, UserId{kClient}), std::nullopt);
  ASSERT_TRUE(care_.note_asked(portal_, first, at(5)));
  ASSERT_TRUE(care_.note_asked(portal_, first, at(9)));
  EXPECT_EQ(*care_.last_asked(portal_, UserId{kClient}), at(5));
  EXPECT_EQ(unasked(at(0)), (std::vector<std::int64_t>{3}));
  add(1, kClient, [](kanban::Card& card) {
    done(card);
    card.cycle = 2;
  });
  EXPECT_EQ(unasked(at(0)), (std::vector<std::int64_t>{1, 3}));
}

TEST_F(SociCareStoreTest, KeepsTheAnswerOfItsAddresseeAlone) {
  const kanban::Card card = add(1, kClient, done);
  ASSERT_TRUE(care_.note_asked(portal_, card, at(5)));
  const Question question{portal_, TicketId{1}, 1, UserId{kClient}};
  EXPECT_EQ(**care_.rating(question), (Rating{at(5), std::nullopt, 0, ""}));
  const Rating answer{at(5), at(6), 4, "Хорошо 🖨"};
  ASSERT_TRUE(care_.rate(question, answer));
  EXPECT_EQ(**care_.rating(question), answer);
  for (const Question& other :
       {Question{portal_, TicketId{1}, 2, UserId{kClient}}, Question{portal_, TicketId{1}, 1, UserId{kAgent}},
        Question{portal_, TicketId{2}, 1, UserId{kClient}},
        Question{PortalId{2}, TicketId{1}, 1, UserId{kClient}}}) {
    EXPECT_EQ(*care_.rating(other), std::nullopt);
    ASSERT_TRUE(care_.rate(other, answer));  // nobody has asked: nothing is kept
    EXPECT_EQ(*care_.rating(other), std::nullopt);
  }
}

TEST_F(SociCareStoreTest, TheReportReadsWhatWasAskedAndHasNotBeenOpenedAgain) {
  const kanban::Card first = add(1, kClient, done);
  kanban::Card second = add(2, kClient, [](kanban::Card& card) {
    done(card);
    card.company = CompanyId{591};
    card.type = "Аналитика";
  });
  ASSERT_TRUE(care_.note_asked(portal_, first, at(5)));
  ASSERT_TRUE(care_.note_asked(portal_, second, at(6)));
  ASSERT_TRUE(care_.rate({portal_, TicketId{2}, 1, UserId{kClient}}, {at(6), at(7), 4, "Да"}));
  reports::sql::SociRatingFacts facts(*database_);
  const auto read = [&](TimePoint from, TimePoint to) {
    return *facts.ratings(portal_, {GroupId{kGroup}}, from, to);
  };
  EXPECT_EQ(read(at(5), at(6)),
            (std::vector<reports::RatingFact>{{TicketId{1}, UserId{kAgent}, CompanyId{}, "", at(5), 0, ""}}));
  EXPECT_EQ(read(at(6), at(9)),
            (std::vector<reports::RatingFact>{
                {TicketId{2}, UserId{kAgent}, CompanyId{591}, "Аналитика", at(6), 4, "Да"}}));
  EXPECT_TRUE(facts.ratings(portal_, {GroupId{78}}, at(0), at(9))->empty());
  add(2, kClient, [](kanban::Card& card) {
    card.role = kanban::Role::kWork;
    card.cycle = 2;
  });
  EXPECT_EQ(read(at(0), at(9)).size(), 1u);
}

class SociClientCardsTest : public SociCareStoreTest {
 protected:
  void SetUp() override {
    SociCareStoreTest::SetUp();
    for (const std::int64_t ticket : {1, 2}) {
      const kanban::Card card = add(ticket, kClient, done);
      for (const std::int64_t user : {kClient, std::int64_t{902}}) {
        ASSERT_TRUE(clients_.mark_seen({portal_, UserId{user}, {}, {}}, card.ticket, at(9)));
      }
      ASSERT_TRUE(care_.note_reminded(portal_, card));
      ASSERT_TRUE(care_.note_announced(portal_, card.ticket, at(9)));
      ASSERT_TRUE(care_.note_asked(portal_, card, at(9)));
    }
    ASSERT_TRUE(clients_.mark_seen({PortalId{2}, UserId{kClient}, {}, {}}, TicketId{1}, at(9)));
  }
  // Rows of client_seen, client_check, client_notice and client_rating, of all portals.
  std::vector<long long> kept(std::int64_t ticket) {
    std::vector<long long> counts;
    for (const char* table : {"client_seen", "client_check", "client_notice", "client_rating"}) {
      counts.push_back(database_.number(std::string("SELECT COUNT(*) FROM ") + table +
                                        " WHERE ticket = " + std::to_string(ticket)));
    }
    return counts;
  }

  sql::SociClientStore clients_{*database_};
};

TEST_F(SociClientCardsTest, WhatIsKeptOfARequestGoesWithItsCardAndRatingsStay) {
  EXPECT_EQ(kept(1), (std::vector<long long>{3, 1, 1, 1}));
  const TicketId gone{1};
  ASSERT_TRUE(cards_.store(portal_, {}, std::span(&gone, 1)));
  EXPECT_EQ(kept(1), (std::vector<long long>{1, 0, 0, 1})) << "the other portal's stays";
  EXPECT_EQ(kept(2), (std::vector<long long>{2, 1, 1, 1}));
}

TEST_F(SociClientCardsTest, UnbindingAGroupIsNoOtherThing) {
  kanban::CardChange elsewhere;
  elsewhere.card.ticket = TicketId{2};
  elsewhere.card.group = GroupId{78};
  elsewhere.card.stage = StageId{1};
  elsewhere.card_changed = true;
  ASSERT_TRUE(cards_.store(portal_, std::span(&elsewhere, 1), {}));
  ASSERT_TRUE(cards_.unbind(portal_, GroupId{kGroup}));
  EXPECT_EQ(kept(1), (std::vector<long long>{1, 0, 0, 1}));
  EXPECT_EQ(kept(2), (std::vector<long long>{2, 1, 1, 1}));
}

}  // namespace
}  // namespace sd::clients
