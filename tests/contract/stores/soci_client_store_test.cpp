#include "extension/clients/sql/soci_client_store.h"

#include "kanban/sql/soci_card_store.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::clients {
namespace {

constexpr std::int64_t kMe = 901, kColleague = 902, kStranger = 903, kMine = 591, kOther = 593;

TimePoint at(std::int64_t minutes) { return from_ms(1'760'000'000'000 + minutes * 60'000); }

class SociClientStoreTest : public testing::Test {
 protected:
  void run(const std::string& statement) {
    ASSERT_TRUE(database_->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  }
  void bind_people() {
    run("INSERT INTO client_company VALUES (1, 901, 591)");
    run("INSERT INTO client_company VALUES (1, 902, 591)");
    run("INSERT INTO client_company VALUES (1, 903, 593)");
    run("INSERT INTO client_company VALUES (2, 904, 591)");
  }
  void add(std::int64_t ticket, std::int64_t creator, std::int64_t company,
           kanban::Role role = kanban::Role::kWork, std::vector<kanban::JournalRow> rows = {}) {
    kanban::CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{77};
    change.card.stage = StageId{1};
    change.card.creator = UserId{creator};
    change.card.company = CompanyId{company};
    change.card.role = role;
    change.card_changed = true;
    change.new_rows = std::move(rows);
    ASSERT_TRUE(cards_.store(portal_, std::span(&change, 1), {}));
  }
  static kanban::JournalRow word(std::int64_t id, std::int64_t actor, TimePoint instant) {
    kanban::JournalRow row;
    row.key = "h" + std::to_string(id);
    row.at = instant;
    row.order = id;
    row.actor = UserId{actor};
    row.fact = kanban::Fact::kComment;
    return row;
  }
  std::vector<std::int64_t> found(const Client& client, Share share, std::int64_t before = 0,
                                  std::size_t limit = 100) {
    std::vector<std::int64_t> tickets;
    const auto cards = clients_.candidates(client, share, TicketId{before}, limit);
    for (const MarkedCard& marked : *cards) tickets.push_back(marked.card.ticket.value());
    return tickets;
  }

  test::MigratedDatabase database_;
  kanban::sql::SociCardStore cards_{*database_};
  sql::SociClientStore clients_{*database_};
  const PortalId portal_{1};
  const Client me_{portal_, UserId{kMe}, CompanyId{kMine}, {}};
};

TEST_F(SociClientStoreTest, TellsWhoseHeIsAndWhatHisCompanyMay) {
  bind_people();
  EXPECT_EQ(clients_.client(portal_, UserId{kMe})->company, CompanyId{kMine});
  EXPECT_EQ(clients_.client(portal_, UserId{kMe})->rules, ClientRules{});
  EXPECT_EQ(clients_.client(portal_, UserId{999})->company, CompanyId{0});
  run("INSERT INTO client_rule VALUES (1, 0, 'own', 'name', 0, 0, 5, 14, 14, 0, 0, '')");
  EXPECT_EQ(clients_.client(portal_, UserId{kMe})->rules, (ClientRules{false, true, false, GroupId{}}));
  EXPECT_EQ(clients_.client(portal_, UserId{999})->rules, (ClientRules{false, true, false, GroupId{}}));
  run("INSERT INTO client_rule VALUES (1, 591, 'company', 'service', 1, 78, 0, 1, 2, 1, 14, 'x')");
  EXPECT_EQ(clients_.client(portal_, UserId{kMe})->rules,
            (ClientRules{true, false, true, GroupId{78}, {0, 1, 2}}));
  EXPECT_EQ(clients_.client(portal_, UserId{kStranger})->rules, (ClientRules{false, true, false, GroupId{}}));
}

TEST_F(SociClientStoreTest, TellsThePeopleOfACompany) {
  bind_people();
  EXPECT_EQ(*clients_.people_of(portal_, CompanyId{kMine}),
            (std::set<UserId>{UserId{kMe}, UserId{kColleague}}));
  EXPECT_TRUE(clients_.people_of(portal_, CompanyId{0})->empty());
}

TEST_F(SociClientStoreTest, FindsTheCompanysCardsAndHisOwnOnce) {
  add(1, kMe, kMine);
  add(2, kColleague, kMine);
  add(3, kStranger, kOther);
  add(4, kMe, 0);
  add(5, 14, kMine, kanban::Role::kDone);
  add(6, 14, 0);
  EXPECT_EQ(found(me_, Share::kOpen), (std::vector<std::int64_t>{4, 2, 1}));
  EXPECT_EQ(found(me_, Share::kDone), (std::vector<std::int64_t>{5}));
  EXPECT_EQ(found(me_, Share::kOpen, 4, 1), (std::vector<std::int64_t>{2}));
  Client alone = me_;
  alone.rules.whole_company = false;
  EXPECT_EQ(found(alone, Share::kOpen), (std::vector<std::int64_t>{4, 1}));
  EXPECT_TRUE(found({portal_, UserId{0}, CompanyId{0}, {}}, Share::kOpen).empty());
  EXPECT_TRUE(found({PortalId{2}, UserId{kMe}, CompanyId{kMine}, {}}, Share::kOpen).empty());
}

TEST_F(SociClientStoreTest, FindsOneOfThem) {
  add(2, kColleague, kMine);
  add(3, kStranger, kOther);
  EXPECT_EQ((*clients_.candidate(me_, TicketId{2}))->card.creator, UserId{kColleague});
  for (const std::int64_t ticket :
       {std::int64_t{3}, std::int64_t{9}, std::int64_t{0}, std::int64_t{-1}, INT64_MAX}) {
    EXPECT_FALSE(clients_.candidate(me_, TicketId{ticket})->has_value()) << ticket;
  }
}

TEST_F(SociClientStoreTest, KnowsTheLastWordsAndHowFarHeHasRead) {
  add(1, kMe, kMine, kanban::Role::kWork, {word(10, 14, at(5)), word(11, kMe, at(9))});
  add(2, kMe, kMine, kanban::Role::kWork, {word(12, kMe, at(3))});
  Marks marks = (*clients_.candidate(me_, TicketId{1}))->marks;
  EXPECT_EQ(marks.last_word, at(9));
  EXPECT_EQ(marks.last_word_to_me, at(5));
  EXPECT_EQ(marks.seen, std::nullopt);
  EXPECT_EQ((*clients_.candidate(me_, TicketId{2}))->marks.last_word_to_me, std::nullopt);
  ASSERT_TRUE(clients_.mark_seen(me_, TicketId{1}, at(6)));
  ASSERT_TRUE(clients_.mark_seen(me_, TicketId{1}, at(4)));
  EXPECT_EQ((*clients_.candidate(me_, TicketId{1}))->marks.seen, at(6));
  ASSERT_TRUE(clients_.mark_seen(me_, TicketId{1}, at(7)));
  EXPECT_EQ((*clients_.candidate(me_, TicketId{1}))->marks.seen, at(7));
  const Client colleague{portal_, UserId{kColleague}, CompanyId{kMine}, {}};
  EXPECT_EQ((*clients_.candidate(colleague, TicketId{1}))->marks.seen, std::nullopt);
}

TEST_F(SociClientStoreTest, OffersTheTemplatesThatAreForClients) {
  const std::string columns =
      "INSERT INTO request_template (portal, group_id, name, sort, title, body, type, estimate_minutes, "
      "important, "
      "for_clients) VALUES ";
  run(columns + "(1, 0, 'b', 2, 'B', 'body', 'T', 0, 0, 1)");
  run(columns + "(1, 77, 'a', 1, 'A', '', '', 0, 0, 1)");
  run(columns + "(1, 78, 'other', 1, 'A', '', '', 0, 0, 1)");
  run(columns + "(1, 77, 'inner', 3, 'A', '', '', 0, 0, 0)");
  run(columns + "(2, 77, 'elsewhere', 3, 'A', '', '', 0, 0, 1)");
  const auto offered = clients_.templates(portal_, GroupId{77});
  ASSERT_TRUE(offered);
  EXPECT_EQ(*offered, (std::vector<RequestTemplate>{{"a", "A", "", ""}, {"b", "B", "body", "T"}}));
}

}  // namespace
}  // namespace sd::clients
