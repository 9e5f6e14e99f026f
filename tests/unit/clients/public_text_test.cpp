#include "extension/clients/rules/public_text.h"

#include <gtest/gtest.h>

namespace sd::clients {
namespace {

TEST(PublicText, TagsGoAndWhatTheyHoldStays) {
  EXPECT_EQ(public_text("[B]Сломано[/B] с [i]утра[/i]"), "Сломано с утра");
  EXPECT_EQ(public_text("[LIST][*]один[br][*]два[/LIST]"), "• один\n• два");
  EXPECT_EQ(public_text("[quote]вы писали[/quote]\n\n\n\nда"), "вы писали\n\nда");
}

TEST(PublicText, AMentionNamesNobody) {
  EXPECT_EQ(public_text("[USER=17 REPLACE]Иван Тайный[/USER] посмотрит"), "посмотрит");
  EXPECT_EQ(public_text("[user=17]Иван"), "");
}

TEST(PublicText, PicturesAndFilesGo) {
  EXPECT_EQ(public_text("до[IMG WIDTH=5]https://inner.example/a.png[/IMG] [DISK FILE ID=n123] после"),
            "до  после");
}

TEST(PublicText, ALinkKeepsItsAddress) {
  EXPECT_EQ(public_text("[URL=https://docs.example/a]Инструкция[/URL]"),
            "Инструкция (https://docs.example/a)");
  EXPECT_EQ(public_text("[URL]https://docs.example/a[/URL]"), "https://docs.example/a");
  EXPECT_EQ(public_text("[URL=javascript:alert(1)]нажми[/URL]"), "нажми");
}

TEST(PublicText, WhatIsNoTagIsText) {
  for (const char* text :
       {"a[1] = b[i+1]", "[", "[]", "[/", "[[", "<script>alert(1)</script>", "массив [5]", "[не тег]"}) {
    EXPECT_EQ(public_text(text), text);
  }
  EXPECT_EQ(public_text("[b"), "[b");
  EXPECT_EQ(public_text("\xff[b]\xfe"), "\xff\xfe");
}

TEST(PublicText, TakesAMillionOpenBracketsInOneGo) {
  const std::string open(1'000'000, '[');
  EXPECT_EQ(public_text(open), open);
}

}  // namespace
}  // namespace sd::clients
