#include "extension/clients/rules/new_request.h"

#include <gtest/gtest.h>

#include "extension/clients/rules/similar.h"

namespace sd::clients {
namespace {

std::string refusal(const NewRequest& request, const ClientRules& rules = {}) {
  const Result<NewRequest> result = checked(request, rules);
  return result ? "" : result.error().code;
}

TEST(NewRequest, KeepsWhatPeopleWrite) {
  const Result<NewRequest> request = checked(
      {"  مرحبا 🖨 <b>печать</b>\nне идёт ", "Строка 1\n\tСтрока 2\r\n", false, "Принтер"},
      {});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->subject, "مرحبا 🖨 <b>печать</b> не идёт");
  EXPECT_EQ(request->text, "Строка 1\n\tСтрока 2");
  EXPECT_EQ(request->like, "Принтер");
}

TEST(NewRequest, TakesOutWhatIsNoWriting) {
  EXPECT_EQ(plain_writing(std::string("a\0b\x1b[31mc\x7f", 10)), "ab[31mc");
  // A right-to-left override shows "exe.fdp" as "pdf.exe"; the isolates are of the same family.
  EXPECT_EQ(plain_writing("счёт\u202Efdp.exe\u2066x\u2069"), "счётfdp.exex");
  // Their neighbours are writing: the left-to-right mark, the ellipsis, the minus.
  EXPECT_EQ(plain_writing("a\u200Eb\u2026c\u2212"), "a\u200Eb\u2026c\u2212");
  EXPECT_EQ(plain_writing("\xE2\x80"), "\xE2\x80");
}

TEST(NewRequest, RefusesClearly) {
  EXPECT_EQ(refusal({" \n\u202E ", "text", false, ""}), "client.no_subject");
  EXPECT_EQ(refusal({std::string(250, 'a'), "", false, ""}), "");
  EXPECT_EQ(refusal({std::string(251, 'a'), "", false, ""}), "client.subject_too_long");
  EXPECT_EQ(refusal({"a", std::string(10'000, 'a'), false, ""}), "");
  EXPECT_EQ(refusal({"a", std::string(10'001, 'a'), false, ""}), "client.text_too_long");
  EXPECT_EQ(refusal({"a", "", true, ""}), "client.not_important");
  ClientRules allowed;
  allowed.may_be_important = true;
  EXPECT_EQ(refusal({"a", "", true, ""}, allowed), "");
}

TEST(Similar, FindsTheSameWordsInOtherForms) {
  const auto asked = subject_words("Не идёт ПЕЧАТЬ на принтере");
  EXPECT_EQ(likeness(asked, subject_words("печати нет: принтер в бухгалтерии")), 66);
  EXPECT_EQ(likeness(asked, subject_words("Не открывается почта")), 0);
  EXPECT_EQ(likeness(asked, subject_words("идёт печать; принтеры")), 100);
  EXPECT_EQ(likeness(subject_words("на !! 🖨"), subject_words("на !! 🖨")), 0);
  EXPECT_EQ(likeness(subject_words("VPN down"), subject_words("vpn is Down again")), 100);
}

}  // namespace
}  // namespace sd::clients
