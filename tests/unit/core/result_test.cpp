#include "extension/core/result.h"

#include <gtest/gtest.h>

#include <string>

namespace sd {
namespace {

Result<std::string> greet(bool known) {
  if (!known) return Error{ErrorKind::kNotFound, "guest.unknown", "no such guest"};
  return std::string("hello");
}

TEST(Result, HoldsAValue) {
  const Result<std::string> answer = greet(true);
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, "hello");
}

TEST(Result, HoldsAnError) {
  const Result<std::string> answer = greet(false);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "guest.unknown");
}

TEST(Error, EveryKindHasItsOwnWord) {
  EXPECT_EQ(to_string(ErrorKind::kInvalidArgument), "invalid_argument");
  EXPECT_EQ(to_string(ErrorKind::kNotFound), "not_found");
  EXPECT_EQ(to_string(ErrorKind::kConflict), "conflict");
  EXPECT_EQ(to_string(ErrorKind::kPermissionDenied), "permission_denied");
  EXPECT_EQ(to_string(ErrorKind::kUnavailable), "unavailable");
  EXPECT_EQ(to_string(ErrorKind::kInternal), "internal");
}

}  // namespace
}  // namespace sd
