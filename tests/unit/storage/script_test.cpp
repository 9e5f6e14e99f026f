#include "extension/storage/script.h"

#include <gtest/gtest.h>

namespace sd::storage {
namespace {

using Statements = std::vector<std::string>;

TEST(StatementsOf, SplitsAtSemicolons) {
  EXPECT_EQ(statements_of("A (1);\nB;C"), (Statements{"A (1)", "B", "C"}));
}

TEST(StatementsOf, DropsCommentsAndWhatIsEmpty) {
  EXPECT_EQ(statements_of("-- it's; nothing\n ;\nA -- the portal's; key\n (1) ;-- end"),
            (Statements{"A \n (1)"}));
  EXPECT_EQ(statements_of("-- only this"), Statements{});
  EXPECT_EQ(statements_of(""), Statements{});
}

TEST(StatementsOf, LeavesTextsAlone) {
  EXPECT_EQ(statements_of("A 'x;-- y''z;'; B"), (Statements{"A 'x;-- y''z;'", "B"}));
}

}  // namespace
}  // namespace sd::storage
