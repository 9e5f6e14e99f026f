#include "extension/portal_db/values.h"

#include <gmock/gmock.h>

namespace sd::portal_db {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PhpList, ReadsStringsByTheirBytesAndNumbers) {
  EXPECT_THAT(*php_list(R"(a:2:{i:0;s:6:"CO_591";i:1;s:4:"да";})"), ElementsAre("CO_591", "да"));
  EXPECT_THAT(*php_list("a:2:{i:0;i:17;i:1;i:3;}"), ElementsAre("17", "3"));
  EXPECT_THAT(*php_list(R"(a:1:{i:0;s:7:"";}i:1;";})"), ElementsAre(R"(";}i:1;)"));
}

TEST(PhpList, KnowsTheWaysToSayNothing) {
  for (const char* const text : {"", "N;", "b:0;", "a:0:{}"}) EXPECT_THAT(*php_list(text), IsEmpty()) << text;
}

TEST(PhpList, RefusesWhatIsCutLiesAboutItsLengthOrGoesOn) {
  for (const char* const text :
       {"a:1:{i:0;s:6:\"CO_59", "a:2:{i:0;s:2:\"ab\";}", "a:1:{i:0;s:99:\"ab\";}", "a:1:{i:0;s:-1:\"ab\";}",
        "a:1:{i:0;s:2:\"ab\";}x", "a:99999999999999999999:{}", "CO_591", "O:3:\"Foo\":0:{}",
        "a:1:{i:0;a:0:{}}"}) {
    EXPECT_FALSE(php_list(text)) << text;
  }
}

TEST(Emoji, IsReadFromItsDigits) {
  EXPECT_EQ(with_emoji(":f09f94a5: Горит"), "🔥 Горит");
  EXPECT_EQ(with_emoji("a:F09F9982:"), "a🙂");
}

TEST(Emoji, LeavesOtherColonsAlone) {
  for (const char* const text :
       {"в 12:30:00 и в :12345678: тоже", ":f09f94a5", ":f09f94zz:", "::", ":ffffffff:", ""}) {
    EXPECT_EQ(with_emoji(text), text);
  }
}

TEST(Utf8, RefusesOverlongSurrogateAndCutCharacters) {
  for (const char* const good : {"", "abc", "Заявка", "🔥", "\xEF\xBF\xBD"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* const bad : {"\xC3\x28", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                "\xFF", "\xD0", "a\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

}  // namespace
}  // namespace sd::portal_db
