#include "extension/portal/refusal.h"

#include <gtest/gtest.h>

namespace sd::portal {
namespace {

struct Case {
  const char* name;
  int status;
  const char* code;
  ErrorKind kind;
  const char* ours;
  Remedy remedy;
};

class RefusalTable : public testing::TestWithParam<Case> {};

TEST_P(RefusalTable, Translates) {
  const Case& given = GetParam();
  const Refusal refusal = translate_refusal(given.status, given.code, "words");
  EXPECT_EQ(refusal.error.kind, given.kind);
  EXPECT_EQ(refusal.error.code, given.ours);
  EXPECT_EQ(refusal.error.detail, "words");
  EXPECT_EQ(refusal.remedy, given.remedy);
}

using enum ErrorKind;
using enum Remedy;

INSTANTIATE_TEST_SUITE_P(
    Codes, RefusalTable,
    testing::Values(
        Case{"RequestRate", 503, "QUERY_LIMIT_EXCEEDED", kUnavailable, "portal.limit", kBackOff},
        Case{"OperatingTime", 429, "OPERATION_TIME_LIMIT", kUnavailable, "portal.limit", kBackOff},
        Case{"RequestRateV3", 429, "BITRIX_REST_V3_EXCEPTION_RATELIMITEXCEPTION", kUnavailable,
             "portal.limit", kBackOff},
        Case{"SwitchedOff", 503, "OVERLOAD_LIMIT", kUnavailable, "portal.stopped", kNone},
        Case{"Maintenance", 403, "PORTAL_DELETED", kUnavailable, "portal.deleted", kNone},
        Case{"Expired", 401, "expired_token", kPermissionDenied, "portal.auth", kRefresh},
        Case{"Invalid", 401, "invalid_token", kPermissionDenied, "portal.auth", kRefresh},
        Case{"NoAuth", 401, "NO_AUTH_FOUND", kPermissionDenied, "portal.auth", kNone},
        Case{"UsedRefresh", 400, "invalid_grant", kPermissionDenied, "portal.auth", kNone},
        Case{"BoxWithoutVendor", 403, "CONNECTION_ERROR", kUnavailable, "portal.auth_link", kNone},
        Case{"Scope", 403, "insufficient_scope", kPermissionDenied, "portal.scope", kNone},
        Case{"Denied", 403, "ACCESS_DENIED", kPermissionDenied, "portal.denied", kNone},
        Case{"DeniedWithStatus400", 400, "ACCESS_DENIED", kPermissionDenied, "portal.denied", kNone},
        Case{"Application", 403, "user_access_error", kPermissionDenied, "portal.auth", kNone},
        Case{"Unpaid", 400, "PAYMENT_REQUIRED", kUnavailable, "portal.licence", kNone},
        Case{"Extranet", 403, "allowed_only_intranet_user", kPermissionDenied, "portal.denied", kNone},
        Case{"TaskAction", 400, "1048582", kPermissionDenied, "portal.refused", kNone},
        Case{"NoMethod", 404, "ERROR_METHOD_NOT_FOUND", kNotFound, "portal.no_method", kNone},
        Case{"NoEntity", 400, "ERROR_NOT_FOUND", kNotFound, "portal.not_found", kNone},
        Case{"EmptyCode", 400, "", kInvalidArgument, "portal.refused", kNone},
        Case{"ZeroCode", 400, "0", kInvalidArgument, "portal.refused", kNone},
        Case{"HundredCode", 400, "100", kInvalidArgument, "portal.refused", kNone},
        Case{"CoreWithStatus200", 200, "ERROR_CORE", kInvalidArgument, "portal.refused", kNone},
        Case{"CommandOfABatch", 0, "ERROR_CORE", kInvalidArgument, "portal.refused", kNone},
        Case{"ServerFault", 500, "INTERNAL_SERVER_ERROR", kUnavailable, "portal.unreachable", kUnsure},
        Case{"UnknownCode502", 502, "SOMETHING", kUnavailable, "portal.unreachable", kUnsure},
        Case{"UnknownCode503", 503, "SOMETHING", kUnavailable, "portal.limit", kBackOff},
        Case{"UnknownCode403", 403, "SOMETHING", kPermissionDenied, "portal.denied", kNone}),
    [](const auto& given) { return given.param.name; });

TEST(Refusal, KeepsThePortalsWordsWithoutTags) {
  EXPECT_EQ(translate_refusal(400, "ERROR_CORE", "The user was <b>not</b> found<br>").error.detail,
            "The user was not found");
}

TEST(Refusal, SaysTheCodeWhereThereAreNoWords) {
  EXPECT_EQ(translate_refusal(400, "EMPTY_TITLE", "").error.detail, "EMPTY_TITLE");
}

TEST(Refusal, CutsLongWordsBetweenCharacters) {
  std::string words;
  for (int i = 0; i < 400; ++i) words += "ы";
  const std::string detail = translate_refusal(400, "x", "a" + words).error.detail;
  EXPECT_EQ(detail.size(), 499u);
}

}  // namespace
}  // namespace sd::portal
