#include <gtest/gtest.h>

#include "extension/http/json_text.h"
#include "extension/http/message.h"

namespace sd::http {
namespace {

TEST(ErrorResponse, KeepsTheDetailFromClients) {
  const Error error{ErrorKind::kPermissionDenied, "portal.refused", "No \"rights\""};
  EXPECT_EQ(error_response(error).body, R"({"error":"portal.refused","kind":"permission_denied"})");
  EXPECT_EQ(error_response(error, true).body,
            R"({"error":"portal.refused","kind":"permission_denied","detail":"No \"rights\""})");
}

struct StatusRow {
  const char* name;
  Error error;
  int status;
};

class ErrorStatus : public testing::TestWithParam<StatusRow> {};

TEST_P(ErrorStatus, FollowsTheKind) { EXPECT_EQ(error_response(GetParam().error).status, GetParam().status); }

INSTANTIATE_TEST_SUITE_P(
    Kinds, ErrorStatus,
    testing::Values(StatusRow{"invalid", {ErrorKind::kInvalidArgument, "a", ""}, 400},
                    StatusRow{"missing", {ErrorKind::kNotFound, "a", ""}, 404},
                    StatusRow{"conflict", {ErrorKind::kConflict, "a", ""}, 409},
                    StatusRow{"denied", {ErrorKind::kPermissionDenied, "a", ""}, 403},
                    StatusRow{"unavailable", {ErrorKind::kUnavailable, "a", ""}, 503},
                    StatusRow{"bug", {ErrorKind::kInternal, "a", ""}, 500},
                    StatusRow{"session", {ErrorKind::kPermissionDenied, "session.expired", ""}, 401}),
    [](const auto& row) { return row.param.name; });

TEST(Quoted, EscapesWhatWouldEndAScript) {
  EXPECT_EQ(quoted("</script>\n\"\\\x01"), R"("\u003c/script\u003e\n\"\\\u0001")");
}

}  // namespace
}  // namespace sd::http
