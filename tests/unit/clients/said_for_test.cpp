#include "extension/clients/rules/said_for.h"

#include <gtest/gtest.h>

#include "extension/clients/rules/link_order.h"
#include "extension/clients/rules/public_text.h"

namespace sd::clients {
namespace {

const ContactId kAnna{57};

TEST(SaidFor, BeginsWithALineThatNamesTheContact) {
  EXPECT_EQ(said_for(kAnna, "Анна Клиентова", "Не печатает"),
            "[URL=/crm/contact/details/57/]Анна Клиентова[/URL]:\nНе печатает");
  EXPECT_EQ(said_for(kAnna, "Анна", ""), "[URL=/crm/contact/details/57/]Анна[/URL]:");
}

TEST(SaidFor, LeavesNoMarkupOfThePortals) {
  const std::string said = said_for(kAnna, "А[B]\n", "[USER=1]я[/USER] [1] [*] [DISK FILE ID=n5] [");
  EXPECT_EQ(said,
            "[URL=/crm/contact/details/57/]А(B)[/URL]:\n"
            "[\u200BUSER=1]я[\u200B/USER] [1] [\u200B*] [\u200BDISK FILE ID=n5] [");
  // He reads what he has written.
  EXPECT_EQ(public_text(said_by(said).text),
            "[\u200BUSER=1]я[\u200B/USER] [1] [\u200B*] [\u200BDISK FILE ID=n5] [");
}

TEST(SaidBy, TellsWhoHasWrittenWhat) {
  for (const char* text : {"Не печатает", "", "[URL=/crm/contact/details/58/]Пётр[/URL]:\nя"}) {
    const std::string written = said_for(kAnna, "Анна", text);
    EXPECT_EQ(said_by(written).contact, kAnna);
  }
  EXPECT_EQ(said_by("[URL=/crm/contact/details/57/]Анна[/URL]:\r\nДа").text, "Да");
}

TEST(SaidBy, TakesNothingElseForSuchALine) {
  for (const char* text :
       {"", "Да", "[URL=/crm/contact/details/", "[URL=/crm/contact/details/57",
        "[URL=/crm/contact/details/57/]Анна", "[URL=/crm/contact/details/57/]Анна[/URL]",
        "[URL=/crm/contact/details/0/]А[/URL]:", "[URL=/crm/contact/details/-5/]А[/URL]:",
        "[URL=/crm/contact/details/99999999999999999999/]А[/URL]:",
        "[URL=/crm/contact/details/57/]Ан\nна[/URL]:", " [URL=/crm/contact/details/57/]Анна[/URL]:"}) {
    EXPECT_EQ(said_by(text).contact, ContactId{}) << text;
    EXPECT_EQ(said_by(text).text, text);
  }
}

std::string refusal(LinkOrder order) {
  const auto fine = checked(std::move(order));
  return fine ? "" : fine.error().code;
}

TEST(LinkOrder, IsCheckedAndItsNameMadeOneLine) {
  const LinkOrder order{kAnna, CompanyId{591}, " Анна\n\u202EКлиентова ", 90};
  EXPECT_EQ(checked(order)->name, "Анна Клиентова");
  EXPECT_EQ(refusal({ContactId{0}, CompanyId{591}, "Анна", 90}), "link.contact");
  EXPECT_EQ(refusal({ContactId{-1}, CompanyId{591}, "Анна", 90}), "link.contact");
  EXPECT_EQ(refusal({kAnna, CompanyId{0}, "Анна", 90}), "link.company");
  EXPECT_EQ(refusal({kAnna, CompanyId{591}, " \u202E ", 90}), "link.name");
  EXPECT_EQ(refusal({kAnna, CompanyId{591}, std::string(201, 'x'), 90}), "link.name");
  for (const std::int64_t days : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{366}}) {
    EXPECT_EQ(refusal({kAnna, CompanyId{591}, "Анна", days}), "link.days");
  }
  EXPECT_EQ(refusal({kAnna, CompanyId{591}, "Анна", 365}), "");
}

}  // namespace
}  // namespace sd::clients
