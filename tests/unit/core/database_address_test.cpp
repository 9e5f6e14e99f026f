#include "extension/core/database_address.h"

#include <gtest/gtest.h>

namespace sd {
namespace {

TEST(DatabaseAddress, ReadsAFile) {
  const auto address = parse_database_address("sqlite:/var/lib/servicedesk/servicedesk.db");
  ASSERT_TRUE(address);
  EXPECT_FALSE(address->server());
  EXPECT_EQ(address->file, "/var/lib/servicedesk/servicedesk.db");
}

TEST(DatabaseAddress, ReadsAServer) {
  const auto address = parse_database_address("mysql://desk@db.example.com:3307/servicedesk");
  ASSERT_TRUE(address);
  EXPECT_TRUE(address->server());
  EXPECT_EQ(address->user, "desk");
  EXPECT_EQ(address->host, "db.example.com");
  EXPECT_EQ(address->port, 3307);
  EXPECT_EQ(address->socket, "");
  EXPECT_EQ(address->name, "servicedesk");
}

TEST(DatabaseAddress, ReadsASocket) {
  const auto address = parse_database_address("mysql://desk@localhost/desk?socket=/run/mysqld/mysqld.sock");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->port, 3306);
  EXPECT_EQ(address->socket, "/run/mysqld/mysqld.sock");
}

TEST(DatabaseAddress, WritesWhatItReads) {
  for (const char* text : {"sqlite:/a.db", "mysql://u@h/d", "mysql://u@10.0.0.7:3307/d",
                           "mysql://u@localhost/d?socket=/run/mysqld/mysqld.sock"}) {
    EXPECT_EQ(parse_database_address(text)->text(), text);
  }
}

struct Wrong {
  const char* text;
  const char* reason;
};

class WrongDatabaseAddress : public testing::TestWithParam<Wrong> {};

TEST_P(WrongDatabaseAddress, IsRefusedInWords) {
  const auto address = parse_database_address(GetParam().text);
  ASSERT_FALSE(address) << GetParam().text;
  EXPECT_EQ(address.error().code, "database.address");
  EXPECT_EQ(address.error().detail, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongDatabaseAddress,
    testing::Values(Wrong{"", "it begins with neither sqlite: nor mysql://"},
                    Wrong{"/plain/path", "it begins with neither sqlite: nor mysql://"},
                    Wrong{"postgres://u@h/d", "it begins with neither sqlite: nor mysql://"},
                    Wrong{"sqlite:", "no path follows sqlite:"},
                    Wrong{"sqlite:/a\"b", "the path holds a quote, a backslash or a line break"},
                    Wrong{"sqlite:/a\nb", "the path holds a quote, a backslash or a line break"},
                    Wrong{"mysql://u@h", "the name of the database is missing"},
                    Wrong{"mysql://u@h/", "the name of the database is missing or holds an odd character"},
                    Wrong{"mysql://u@h/a'b", "the name of the database is missing or holds an odd character"},
                    Wrong{"mysql://h/d", "the user is missing"},
                    Wrong{"mysql://@h/d", "the user is missing or holds an odd character"},
                    Wrong{"mysql://u:secret@h/d", "it holds a password, which belongs in a file"},
                    Wrong{"mysql://u:p@ss@h/d", "it holds a password, which belongs in a file"},
                    Wrong{"mysql://u@/d", "the host is missing or holds an odd character"},
                    Wrong{"mysql://u@h x/d", "the host is missing or holds an odd character"},
                    Wrong{"mysql://u@h:0/d", "the port is not a number from 1 to 65535"},
                    Wrong{"mysql://u@h:33x/d", "the port is not a number from 1 to 65535"},
                    Wrong{"mysql://u@h/d?charset=latin1", "after '?' only socket=PATH may stand"},
                    Wrong{"mysql://u@h/d?socket=", "after '?' only socket=PATH may stand"},
                    Wrong{"mysql://u@h/d?socket=run/x",
                          "the socket's path does not begin with '/', or holds a quote or a line break"}));

}  // namespace
}  // namespace sd
