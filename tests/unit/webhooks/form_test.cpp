#include "webhooks/rules/form.h"

#include <gtest/gtest.h>

namespace sd::webhooks {
namespace {

TEST(Form, DecodesAnEventAsThePortalSendsIt) {
  const Result<Form> form = decode_form(
      "event=ONTASKUPDATE&event_handler_id=735&data%5BFIELDS_BEFORE%5D%5BID%5D=8017&data%5BFIELDS_AFTER%5D%"
      "5BID%5D="
      "8017&data%5BIS_ACCESSIBLE_BEFORE%5D=undefined&ts=1766000000&auth%5Bdomain%5D=portal.example.com"
      "&auth%5Bserver_endpoint%5D=https%3A%2F%2Foauth.bitrix.info%2Frest%2F");
  ASSERT_TRUE(form) << form.error().code;
  EXPECT_EQ(form->find("event"), "ONTASKUPDATE");
  EXPECT_EQ(form->find("data[FIELDS_AFTER][ID]"), "8017");
  EXPECT_EQ(form->find("auth[server_endpoint]"), "https://oauth.bitrix.info/rest/");
  EXPECT_EQ(form->find("auth"), std::nullopt);
  EXPECT_EQ(form->fields().size(), 8u);
}

TEST(Form, DecodesBlanksPercentCodesAndUtf8) {
  const Result<Form> form = decode_form("a=1+2%2B3&b=%D0%96&c=\xD0\x96&d&e=&f=x=y");
  ASSERT_TRUE(form);
  EXPECT_EQ(form->find("a"), "1 2+3");
  EXPECT_EQ(form->find("b"), "Ж");
  EXPECT_EQ(form->find("c"), "Ж");
  EXPECT_EQ(form->find("d"), "");
  EXPECT_EQ(form->find("e"), "");
  EXPECT_EQ(form->find("f"), "x=y");
}

TEST(Form, NumbersListsAsPhpDoes) {
  const Result<Form> form = decode_form("a[]=x&a[]=y&b[][c]=1&b[][c]=2");
  ASSERT_TRUE(form) << form.error().code;
  EXPECT_EQ(form->find("a[0]"), "x");
  EXPECT_EQ(form->find("a[1]"), "y");
  EXPECT_EQ(form->find("b[1][c]"), "2");
}

TEST(Form, AnEmptyBodyAndEmptyPairsAreNoFields) {
  EXPECT_TRUE(decode_form("")->fields().empty());
  EXPECT_EQ(decode_form("&&a=1&&")->fields().size(), 1u);
}

struct Refused {
  const char* name;
  std::string body;
  const char* code;
};

class FormRefusal : public testing::TestWithParam<Refused> {};

TEST_P(FormRefusal, SaysWhatIsWrongAndRepeatsNothing) {
  const Result<Form> form = decode_form(GetParam().body);
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().code, GetParam().code);
  EXPECT_EQ(form.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(form.error().detail.find("secret"), std::string::npos);
}

std::string many(std::size_t count) {
  std::string body;
  for (std::size_t at = 0; at < count; ++at) body += "a" + std::to_string(at) + "=1&";
  return body;
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, FormRefusal,
    testing::Values(Refused{"TooLarge", "a=" + std::string(64 * 1024, 'x'), "form.too_large"},
                    Refused{"TooManyFields", many(257), "form.too_many_fields"},
                    Refused{"TooDeep", "a[1][2][3][4][5][6][7][8][9]=x", "form.too_deep"},
                    Refused{"LongName", std::string(257, 'a') + "=1", "form.name_too_long"},
                    Refused{"PercentAtTheEnd", "a=secret%", "form.bad_percent"},
                    Refused{"PercentWithOneDigit", "a=secret%4", "form.bad_percent"},
                    Refused{"PercentWithoutDigits", "a=%zz", "form.bad_percent"},
                    Refused{"PercentInAName", "%=secret", "form.bad_percent"},
                    Refused{"LoneContinuationByte", "a=%80", "form.not_utf8"},
                    Refused{"OverLong", "a=%C0%AF", "form.not_utf8"},
                    Refused{"OverLongOfThree", "a=%E0%80%AF", "form.not_utf8"},
                    Refused{"Surrogate", "a=%ED%A0%80", "form.not_utf8"},
                    Refused{"BeyondUnicode", "a=%F4%90%80%80", "form.not_utf8"},
                    Refused{"CutCharacter", "a=%D0", "form.not_utf8"},
                    Refused{"Windows1251", "a=\xC6", "form.not_utf8"},
                    Refused{"NotUtf8InAName", "%FF=secret", "form.not_utf8"},
                    Refused{"EmptyName", "=secret", "form.bad_name"},
                    Refused{"BracketFirst", "[a]=1", "form.bad_name"},
                    Refused{"NulInAName", "a%00b=1", "form.bad_name"},
                    Refused{"OpenBracket", "a[b=1", "form.bad_nesting"},
                    Refused{"CloseBracket", "a]b=1", "form.bad_nesting"},
                    Refused{"BracketInBracket", "a[[b]]=1", "form.bad_nesting"},
                    Refused{"TextAfterBracket", "a[b]c=1", "form.bad_nesting"},
                    Refused{"Twice", "a=1&b=2&a=3", "form.duplicate"},
                    Refused{"TwiceEncoded", "a[b]=1&a%5Bb%5D=2", "form.duplicate"},
                    Refused{"NumberTakenByAList", "a[0]=1&a[]=2", "form.duplicate"},
                    Refused{"ValueAndContainer", "data[ID]=1&data=2", "form.conflict"},
                    Refused{"DeepValueAndContainer", "a[b][c]=1&a!=0&a[b]=2", "form.conflict"}),
    [](const auto& tried) { return tried.param.name; });

TEST(Form, AcceptsWhatIsJustWithinTheLimits) {
  EXPECT_TRUE(decode_form("a=" + std::string(64 * 1024 - 2, 'x')));
  EXPECT_TRUE(decode_form(many(256)));
  EXPECT_TRUE(decode_form("a[1][2][3][4][5][6][7][8]=x"));
  EXPECT_TRUE(decode_form(std::string(256, 'a') + "=1"));
}

}  // namespace
}  // namespace sd::webhooks
