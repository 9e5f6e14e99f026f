#include "kanban/rules/dictionary.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace sd::kanban {
namespace {

const Dictionary& types() {
  static const Dictionary dictionary({"Отдел разработки", "Первая линия", "Ёлка", "VPN"});
  return dictionary;
}

TEST(Dictionary, MatchesWithoutCaseAndSpaces) {
  for (const char* text :
       {"Отдел разработки", "отделРАЗРАБОТКИ", "  отдел   разработки ", "ОТДЕЛ\u00A0РАЗРАБОТКИ"}) {
    EXPECT_EQ(types().match(text).title, "Отдел разработки") << text;
    EXPECT_TRUE(types().match(text).known) << text;
  }
  EXPECT_EQ(types().match("ёЛКА").title, "Ёлка");
  EXPECT_EQ(types().match("v p n").title, "VPN");
}

TEST(Dictionary, KeepsAndFlagsUnknownText) {
  const Dictionary::Match match = types().match(" Бухгалтерия 2 ");
  EXPECT_EQ(match.title, "Бухгалтерия 2");
  EXPECT_FALSE(match.known);
}

TEST(Dictionary, EmptyTextIsNoValueAndKnown) {
  EXPECT_TRUE(types().match("  ").known);
  EXPECT_EQ(types().match("").title, "");
}

TEST(Dictionary, AFormerTitleMeansItsEntryUnlessItIsATitleAgain) {
  const std::vector<std::pair<std::string, std::string>> former{{"Dev", "Разработка"}, {"Gone", "Nowhere"}};
  const Dictionary renamed({"Разработка"}, former);
  EXPECT_EQ(renamed.match("dev").title, "Разработка");
  EXPECT_TRUE(renamed.match("dev").known);
  EXPECT_FALSE(renamed.match("Gone").known);
  EXPECT_TRUE(renamed.same("DEV", "разработка"));
  EXPECT_EQ(Dictionary({"Разработка", "Dev"}, former).match("dev").title, "Dev");
}

TEST(FoldTitle, LowersEveryCyrillicCapital) {
  EXPECT_EQ(fold_title("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ЉЎЂ"), "абвгдеёжзийклмнопрстуфхцчшщъыьэюяљўђ");
}

TEST(FoldTitle, LeavesOtherBytesAlone) { EXPECT_EQ(fold_title("Größe €漢😀\xFF\xC2"), "größe€漢😀\xFF\xC2"); }

// Of whole letters: taking a blank out of the middle of one makes another.
TEST(FoldTitle, FoldingTwiceIsFoldingOnce) {
  EXPECT_TRUE(rc::check([] {
    const auto letter = rc::gen::elementOf(
        std::vector<std::string>{"A", "z", "0", " ", "\t", "Ё", "я", "\xC2\xA0", "é", "漢", "😀", "\xFF"});
    std::string text;
    for (const std::string& one : *rc::gen::container<std::vector<std::string>>(letter)) text += one;
    RC_ASSERT(fold_title(fold_title(text)) == fold_title(text));
  }));
}

}  // namespace
}  // namespace sd::kanban
