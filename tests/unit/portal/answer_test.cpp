#include "extension/portal/answer.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>

namespace sd::portal {
namespace {

Refusal refusal_of(int status, const std::string& body) {
  auto outcome = decode_answer({status, {}, body});
  const auto* refusal = std::get_if<Refusal>(&outcome);
  return refusal == nullptr ? Refusal{{ErrorKind::kInternal, "no refusal", ""}, Remedy::kNone} : *refusal;
}

TEST(DecodeAnswer, TakesResultNextAndTime) {
  auto outcome = decode_answer(
      {200,
       {},
       R"({"result":{"a":1},"next":50,"total":120,"time":{"start":1766000000,"finish":1766000000.25,"operating":12.5,
           "operating_reset_at":1766000600}})"});
  const auto* answer = std::get_if<Answer>(&outcome);
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->next, 50);
  EXPECT_EQ(answer->time.finish, from_ms(1766000000250));
  EXPECT_EQ(answer->time.operating_seconds, 12.5);
  EXPECT_EQ(answer->time.operating_reset_at, from_ms(1766000600000));
}

TEST(DecodeAnswer, TakesNullAndTheClockFromTheDate) {
  auto outcome =
      decode_answer({200, {}, R"({"result":null,"time":{"date_finish":"2026-01-02T10:00:00+03:00"}})"});
  const auto* answer = std::get_if<Answer>(&outcome);
  ASSERT_NE(answer, nullptr);
  EXPECT_TRUE(answer->result.is_null());
  EXPECT_EQ(answer->time.finish, from_ms(1767337200000));
}

TEST(DecodeAnswer, IgnoresTimesThatAreNone) {
  for (const char* time : {R"({"finish":"soon"})", R"({"finish":1e300})", R"({"finish":-5})", R"([])",
                           R"("x")", R"({"date_finish":"02.01.2026"})"}) {
    auto outcome = decode_answer({200, {}, std::string(R"({"result":1,"time":)") + time + "}"});
    const auto* answer = std::get_if<Answer>(&outcome);
    ASSERT_NE(answer, nullptr) << time;
    EXPECT_FALSE(answer->time.finish) << time;
  }
}

TEST(DecodeAnswer, SeesAnErrorBehindStatus200) {
  const Refusal refusal =
      refusal_of(200, R"({"error":"ERROR_PLACEMENT_MAX_COUNT","error_description":"too many"})");
  EXPECT_EQ(refusal.error.code, "portal.refused");
  EXPECT_EQ(refusal.error.detail, "too many");
}

TEST(DecodeAnswer, ReadsTheNestedErrorOfVersion3) {
  const Refusal refusal = refusal_of(
      403,
      R"({"error":{"code":"BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION","message":"no tasks"}})");
  EXPECT_EQ(refusal.error.code, "portal.scope");
  EXPECT_EQ(refusal.error.detail, "no tasks");
}

TEST(DecodeAnswer, SaysNotJsonWhateverComes) {
  for (const char* body : {"", "<html><body>502</body></html>", "{\"result\":", "\xff\xfe\x01", "[]", "null",
                           "42", "{}", R"({"time":{}})"}) {
    const Refusal refusal = refusal_of(200, body);
    EXPECT_EQ(refusal.error.code, "portal.not_json") << body;
    EXPECT_EQ(refusal.error.kind, ErrorKind::kUnavailable) << body;
    EXPECT_EQ(refusal.remedy, Remedy::kUnsure) << body;
  }
}

TEST(DecodeAnswer, DoesNotTakeAResultBehindAFailedStatus) {
  EXPECT_EQ(refusal_of(500, R"({"result":true})").error.code, "portal.unreachable");
}

TEST(Answer, TellsTheZoneOfThePortalsDates) {
  const auto zone = [](const char* date) {
    return read_server_time(boost::json::object{{"date_finish", date}}).utc_offset;
  };
  EXPECT_EQ(zone("2026-01-02T10:00:00+03:00"), std::chrono::hours{3});
  EXPECT_EQ(zone("2026-01-02T10:00:00-03:30"), -std::chrono::minutes{210});
  for (const char* none : {"2026-01-02T10:00:00Z", "", "+03:0x", "+99:00", "2026-01-02"}) {
    EXPECT_FALSE(zone(none)) << none;
  }
}

}  // namespace
}  // namespace sd::portal
