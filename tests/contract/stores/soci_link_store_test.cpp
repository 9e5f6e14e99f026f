#include "extension/clients/sql/soci_link_store.h"

#include <algorithm>

#include "extension/clients/sql/soci_care_store.h"
#include "extension/clients/sql/soci_client_store.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_people_store.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::clients {
namespace {

constexpr std::int64_t kAdministrator = 1, kMine = 591, kOther = 593;

TimePoint at(std::int64_t minutes) { return from_ms(1'760'000'000'000 + minutes * 60'000); }

class SociLinkStoreTest : public testing::Test {
 protected:
  void run(const std::string& statement) {
    ASSERT_TRUE(database_->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  }
  Link add(std::int64_t contact, std::int64_t company, char token, std::int64_t days = 90,
           std::int64_t portal = 1) {
    const auto link = links_.add({PortalId{portal},
                                  {ContactId{contact}, CompanyId{company}, "Анна 🖨", days},
                                  std::string(64, token),
                                  UserId{kAdministrator},
                                  at(0)});
    EXPECT_TRUE(link) << link.error().detail;
    return *link;
  }
  std::optional<LinkStore::Opened> open(char token, TimePoint now) {
    return *links_.open(std::string(64, token), now);
  }
  // Everything that is kept of links.
  std::string rows() {
    std::string all;
    const auto read = database_->read("test", [&](soci::session& sql) -> Result<Done> {
      long long id = 0, revoked = 0, used = 0, uses = 0;
      soci::statement select =
          (sql.prepare
               << "SELECT link_id, revoked_ms, used_ms, uses FROM client_link ORDER BY portal, link_id",
           soci::into(id), soci::into(revoked), soci::into(used), soci::into(uses));
      select.execute();
      while (select.fetch()) {
        for (const long long value : {id, revoked, used, uses}) all += std::to_string(value) + " ";
      }
      return Done{};
    });
    EXPECT_TRUE(read);
    return all;
  }
  void card(std::int64_t ticket, std::int64_t creator, std::int64_t company, std::int64_t assignee = 14) {
    kanban::CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{77};
    change.card.stage = StageId{1};
    change.card.creator = UserId{creator};
    change.card.assignee = UserId{assignee};
    change.card.company = CompanyId{company};
    change.card.role = kanban::Role::kWork;
    change.card_changed = true;
    ASSERT_TRUE(cards_.store(portal_, std::span(&change, 1), {}));
  }

  test::MigratedDatabase database_;
  kanban::sql::SociCardStore cards_{*database_};
  kanban::sql::SociPeopleStore people_{*database_};
  sql::SociLinkStore links_{*database_};
  sql::SociClientStore clients_{*database_};
  sql::SociCareStore care_{*database_};
  const PortalId portal_{1};
};

TEST_F(SociLinkStoreTest, KeepsWhatWasMadeAndOpensItUntilItExpires) {
  const Link link = add(57, kMine, 'a', 2);
  EXPECT_EQ(link.whose, (LinkedContact{UserId{-1}, ContactId{57}, CompanyId{kMine}, "Анна 🖨"}));
  EXPECT_EQ(link.created_by, UserId{kAdministrator});
  EXPECT_EQ(link.created, at(0));
  EXPECT_EQ(link.expires, at(2 * 24 * 60));
  EXPECT_EQ(*links_.links(portal_), std::vector{link});
  const auto opened = open('a', at(5));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->portal, portal_);
  EXPECT_EQ(opened->link.uses, 1);
  EXPECT_EQ(opened->link.used, at(5));
  ASSERT_TRUE(open('a', at(7)));
  EXPECT_EQ(links_.links(portal_)->front().uses, 2);
  EXPECT_TRUE(*links_.holds(portal_, link.id, link.expires - Millis{1}));
  EXPECT_FALSE(*links_.holds(portal_, link.id, link.expires));
  const std::string before = rows();
  EXPECT_FALSE(open('a', link.expires));
  EXPECT_FALSE(open('b', at(8)));
  EXPECT_EQ(rows(), before) << "what opens nothing changes nothing";
}

TEST_F(SociLinkStoreTest, WhatWasRevokedOpensNothing) {
  const Link link = add(57, kMine, 'a');
  const Link other = add(57, kMine, 'b');
  EXPECT_TRUE(*links_.revoke(portal_, link.id, UserId{14}, at(3)));
  EXPECT_TRUE(*links_.revoke(portal_, link.id, UserId{15}, at(4))) << "it is there, and stays as it is";
  EXPECT_FALSE(*links_.revoke(portal_, 99, UserId{14}, at(3)));
  EXPECT_FALSE(*links_.revoke(PortalId{2}, other.id, UserId{14}, at(3)));
  EXPECT_FALSE(open('a', at(5)));
  EXPECT_FALSE(*links_.holds(portal_, link.id, at(5)));
  ASSERT_TRUE(open('b', at(5)));
  const auto kept = *links_.links(portal_);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept.back().revoked, at(3));
  EXPECT_EQ(kept.back().revoked_by, UserId{14});
  EXPECT_EQ(kept.front().revoked, std::nullopt);
}

TEST_F(SociLinkStoreTest, APortalThatLeftTakesItsLinksWithIt) {
  const Link link = add(57, kMine, 'a');
  run("INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, "
      "application_token_sealed,"
      " installed_by, installed_ms, state, scope, lang) VALUES (1, 'm1', '', '', '', '', 1, 0, 'installed', "
      "'',"
      " 'ru')");
  EXPECT_TRUE(*links_.holds(portal_, link.id, at(1)));
  run("UPDATE portal SET state = 'uninstalled'");
  EXPECT_FALSE(*links_.holds(portal_, link.id, at(1)));
  EXPECT_FALSE(open('a', at(1)));
}

TEST_F(SociLinkStoreTest, OneContactOfOneCompanyIsOnePerson) {
  EXPECT_EQ(add(57, kMine, 'a').whose.user, UserId{-1});
  EXPECT_EQ(add(57, kOther, 'b').whose.user, UserId{-2});
  EXPECT_EQ(add(57, kMine, 'c').whose.user, UserId{-1});
  EXPECT_EQ(add(57, kMine, 'd', 90, 2).whose.user, UserId{-1}) << "of another portal";
  run("INSERT INTO client_rule VALUES (1, 591, 'own', 'name', 0, 0, 5, 14, 14, 0, 0, '')");
  const Client client = *clients_.client(portal_, UserId{-1});
  EXPECT_TRUE(client.by_link());
  EXPECT_EQ(client.company, CompanyId{kMine});
  EXPECT_EQ(client.contact, ContactId{57});
  EXPECT_EQ(client.name, "Анна 🖨");
  EXPECT_FALSE(client.rules.whole_company);
  EXPECT_EQ(clients_.client(portal_, UserId{-9})->company, CompanyId{0});
  EXPECT_EQ(*clients_.people_of(portal_, CompanyId{kOther}), std::set{UserId{-2}});
  EXPECT_EQ(*clients_.contacts_of(portal_, CompanyId{kOther}),
            (std::vector{LinkedContact{UserId{-2}, ContactId{57}, CompanyId{kOther}, "Анна 🖨"}}));
  const UserId named[] = {UserId{-1}, UserId{-7}};
  const auto users = *people_.users(portal_, named);
  ASSERT_EQ(users.size(), 1u);
  EXPECT_EQ(users.front().name, "Анна 🖨");
  EXPECT_TRUE(users.front().external);
}

TEST_F(SociLinkStoreTest, WhatSomebodyHasWrittenIsHisWhoeverThePortalNames) {
  const Link link = add(57, kMine, 'a');
  add(58, kMine, 'b');
  Client me = *clients_.client(portal_, link.whose.user);
  card(1, kAdministrator, kMine, kAdministrator);
  card(2, kAdministrator, kMine);
  card(3, kAdministrator, kMine);
  card(4, kAdministrator, kOther);
  ASSERT_TRUE(clients_.note_written(me, TicketId{1}));
  ASSERT_TRUE(clients_.note_written(me, TicketId{2}));
  const auto tickets = [&] {
    std::vector<std::int64_t> out;
    const auto cards = clients_.candidates(me, Share::kOpen, TicketId{}, 100);
    for (const MarkedCard& one : *cards) out.push_back(one.card.ticket.value());
    return out;
  };
  EXPECT_EQ(tickets(), (std::vector<std::int64_t>{3, 2, 1}));
  me.rules.whole_company = false;
  EXPECT_EQ(tickets(), (std::vector<std::int64_t>{2, 1}));
  const kanban::Card untaken = (*clients_.candidate(me, TicketId{1}))->card;
  EXPECT_EQ(untaken.creator, me.user);
  EXPECT_EQ(untaken.assignee, me.user) << "nobody has taken it on";
  EXPECT_EQ((*clients_.candidate(me, TicketId{2}))->card.assignee, UserId{14});
  EXPECT_FALSE(clients_.candidate(me, TicketId{3})->has_value());
}

TEST_F(SociLinkStoreTest, TheJournalNamesWhomTheBackgroundHasWrittenFor) {
  const Client me = *clients_.client(portal_, add(57, kMine, 'a').whose.user);
  const auto row = [](const char* key, std::int64_t order, kanban::Fact fact, std::int64_t actor) {
    kanban::JournalRow made;
    made.key = key;
    made.at = at(1);
    made.order = order;
    made.fact = fact;
    made.actor = UserId{actor};
    return made;
  };
  kanban::CardChange change;
  change.card.ticket = TicketId{1};
  change.card.group = GroupId{77};
  change.card.stage = StageId{1};
  change.card_changed = true;
  change.new_rows = {row("h1", 1, kanban::Fact::kCreated, 1), row("h2", 2, kanban::Fact::kComment, 1),
                     row("h3", 3, kanban::Fact::kComment, 1), row("h4", 4, kanban::Fact::kStatus, 14),
                     row("x5", 5, kanban::Fact::kAgreement, 1)};
  ASSERT_TRUE(cards_.store(portal_, std::span(&change, 1), {}));
  const auto actors = [&] {
    std::string all;
    const auto rows = cards_.journal(portal_, TicketId{1});
    for (const kanban::JournalRow& one : *rows) all += std::to_string(one.actor.value()) + " ";
    return all;
  };
  const UserId background[] = {UserId{1}, UserId{2}};
  const auto named = [&](std::optional<kanban::Fact> fact) {
    return *clients_.name_writer(me, TicketId{1}, fact, background);
  };
  EXPECT_TRUE(named(kanban::Fact::kComment));
  EXPECT_EQ(actors(), "1 1 -1 14 1 ") << "the newest alone";
  EXPECT_FALSE(named(kanban::Fact::kComment)) << "it is his already: the one before is not his";
  EXPECT_FALSE(named(kanban::Fact::kStatus)) << "somebody else's";
  EXPECT_FALSE(named(kanban::Fact::kStage));
  EXPECT_EQ(actors(), "1 1 -1 14 1 ");
  EXPECT_TRUE(named(std::nullopt));
  EXPECT_EQ(actors(), "-1 -1 -1 14 1 ") << "what the service has written itself stays";
  EXPECT_FALSE(*clients_.name_writer(me, TicketId{2}, std::nullopt, background));
}

TEST_F(SociLinkStoreTest, TheServiceCaresForThemAsForOthers) {
  const Link link = add(57, kMine, 'a');
  const Client me = *clients_.client(portal_, link.whose.user);
  kanban::BoundGroup group;
  group.group = GroupId{77};
  ASSERT_TRUE(cards_.bind(portal_, group));
  const auto put = [&](std::int64_t ticket, kanban::Role role, bool awaiting) {
    kanban::CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{77};
    change.card.stage = StageId{1};
    change.card.creator = UserId{kAdministrator};
    change.card.role = role;
    change.card.awaiting_check = awaiting;
    if (role == kanban::Role::kDone) change.card.done_at = at(5);
    change.card_changed = true;
    ASSERT_TRUE(cards_.store(portal_, std::span(&change, 1), {}));
  };
  put(1, kanban::Role::kWork, true);
  put(2, kanban::Role::kWork, true);
  put(3, kanban::Role::kDone, false);
  put(4, kanban::Role::kDone, false);
  ASSERT_TRUE(clients_.note_written(me, TicketId{1}));
  ASSERT_TRUE(clients_.note_written(me, TicketId{3}));
  const auto waiting = *care_.awaiting(portal_);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting.front().card.ticket, TicketId{1});
  EXPECT_EQ(waiting.front().card.creator, me.user);
  const auto unasked = *care_.unasked(portal_, at(0));
  ASSERT_EQ(unasked.size(), 1u);
  EXPECT_EQ(unasked.front().creator, me.user);
  ASSERT_TRUE(care_.note_asked(portal_, unasked.front(), at(6)));
  EXPECT_TRUE(care_.unasked(portal_, at(0))->empty());
  EXPECT_TRUE(care_.rating({portal_, TicketId{3}, 1, me.user})->has_value());
}

TEST_F(SociLinkStoreTest, ManagersHaveTheCompaniesOfTheirGroups) {
  card(1, kAdministrator, kMine);
  run("INSERT INTO client_rule VALUES (1, 593, 'own', 'name', 0, 78, 5, 14, 14, 0, 0, '')");
  EXPECT_EQ(*links_.companies_of(portal_, {GroupId{77}}), std::set{CompanyId{kMine}});
  EXPECT_EQ(*links_.companies_of(portal_, {GroupId{78}}), std::set{CompanyId{kOther}});
  EXPECT_EQ(links_.companies_of(portal_, {GroupId{77}, GroupId{78}})->size(), 2u);
  EXPECT_TRUE(links_.companies_of(portal_, {})->empty());
  EXPECT_TRUE(links_.companies_of(PortalId{2}, {GroupId{77}})->empty());
}

}  // namespace
}  // namespace sd::clients
