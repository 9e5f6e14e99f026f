#include "kanban/sql/soci_inner_notes.h"

#include "tests/contract/stores/migrated_database.h"

namespace sd::kanban {
namespace {

InnerNote note(std::int64_t minute, std::int64_t author, std::string text) {
  return {from_ms(1'760'000'000'000 + minute * 60'000), UserId{author}, std::move(text)};
}

TEST(SociInnerNotes, KeepsTheNotesOfEachTicketInOrder) {
  test::MigratedDatabase database;
  sql::SociInnerNotes notes(*database);
  const PortalId portal{1};
  const InnerNote second = note(2, 14, "🖨 <b>"), first = note(1, 15, "a"), beside = note(1, 14, "b");
  ASSERT_TRUE(notes.add(portal, TicketId{5}, second));
  ASSERT_TRUE(notes.add(portal, TicketId{5}, first));
  ASSERT_TRUE(notes.add(portal, TicketId{5}, beside));
  ASSERT_TRUE(notes.add(portal, TicketId{6}, note(3, 14, "other ticket")));
  ASSERT_TRUE(notes.add(PortalId{2}, TicketId{5}, note(3, 14, "other portal")));
  EXPECT_EQ(*notes.notes(portal, TicketId{5}), (std::vector<InnerNote>{beside, first, second}));
  // The same author's of the same instant is one note.
  ASSERT_TRUE(notes.add(portal, TicketId{5}, note(2, 14, "again")));
  EXPECT_EQ(notes.notes(portal, TicketId{5})->back().text, "again");
  EXPECT_EQ(notes.notes(portal, TicketId{5})->size(), 3u);
}

TEST(SociInnerNotes, TellsTheNewestWhenThereAreMany) {
  test::MigratedDatabase database;
  sql::SociInnerNotes notes(*database);
  for (std::int64_t i = 0; i < 205; ++i) {
    ASSERT_TRUE(notes.add(PortalId{1}, TicketId{5}, note(i, 14, std::to_string(i))));
  }
  const auto found = notes.notes(PortalId{1}, TicketId{5});
  ASSERT_EQ(found->size(), InnerNoteStore::kMostNotes);
  EXPECT_EQ(found->front().text, "5");
  EXPECT_EQ(found->back().text, "204");
}

}  // namespace
}  // namespace sd::kanban
