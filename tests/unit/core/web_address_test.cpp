#include "extension/core/web_address.h"

#include <gtest/gtest.h>

namespace sd {
namespace {

TEST(WebAddress, TakesTheDefaultPortAway) {
  EXPECT_EQ(parse_web_address("HTTPS://Portal.Example.COM:443/rest/")->text(),
            "https://portal.example.com/rest");
  EXPECT_EQ(parse_web_address("http://127.0.0.1:80")->origin(), "http://127.0.0.1");
  EXPECT_EQ(parse_web_address("http://[::1]:8080/")->origin(), "http://[::1]:8080");
}

TEST(WebAddress, TwoSpellingsOfOneAddressAreEqual) {
  EXPECT_EQ(*parse_web_address("https://portal.example.com."),
            *parse_web_address("https://PORTAL.example.com:443/"));
}

TEST(WebAddress, KnowsWhatStaysOnThisMachine) {
  EXPECT_TRUE(parse_web_address("http://127.4.5.6:1")->loopback());
  EXPECT_TRUE(parse_web_address("http://localhost")->loopback());
  EXPECT_TRUE(parse_web_address("http://[::1]")->loopback());
  EXPECT_FALSE(parse_web_address("http://127.0.0.1.example.com")->loopback());
  EXPECT_FALSE(parse_web_address("http://localhost.example.com")->loopback());
  EXPECT_FALSE(parse_web_address("http://10.0.0.1")->loopback());
}

TEST(WebAddress, RefusesWhatCouldBeReadInTwoWays) {
  for (const char* text : {"",
                           "portal.example.com",
                           "ftp://portal.example.com",
                           "https://",
                           "https:///x",
                           "https://a@b",
                           "https://a:b@c",
                           "https://a b",
                           "https://a?x",
                           "https://a#x",
                           "https://a\\b",
                           "https://a:0",
                           "https://a:65536",
                           "https://a:",
                           "https://a:8x",
                           "https://.a",
                           "https://a..b",
                           "https://a.b..:8081/",
                           "https://-a",
                           "https://[::1",
                           "https://[]",
                           "https://a_b",
                           "https://\xd0\xb0.example",
                           "https://a\tb",
                           "//portal.example.com",
                           "javascript://x"}) {
    const Result<WebAddress> address = parse_web_address(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.error().code, "address.malformed");
    EXPECT_FALSE(address.error().detail.empty());
  }
  EXPECT_FALSE(parse_web_address("https://" + std::string(300, 'a')));
}

}  // namespace
}  // namespace sd
