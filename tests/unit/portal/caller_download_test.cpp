// Files are fetched from the portal or from where it sends us, once, and from nowhere else.
#include "tests/unit/portal/caller_world.h"

namespace sd::portal {
namespace {

using test::wire;
using test::wire_fault;

class CallerDownload : public CallerWorld {
 protected:
  static WireAnswer sent_on_to(const std::string& address) {
    WireAnswer answer = wire(302, "");
    answer.headers["location"] = address;
    return answer;
  }
  Result<std::string> load(const std::string& address) { return caller_.download(portal_, address); }
};

TEST_F(CallerDownload, AFileLiesAtThePortalOrBehindOneRedirect) {
  wire_.then(wire(200, "PNG"));
  EXPECT_EQ(*load("/bitrix/tools/disk/uf.php?attachedId=495&auth=x"), "PNG");
  EXPECT_EQ(wire_.requests().at(0).url, "https://portal.test/bitrix/tools/disk/uf.php?attachedId=495&auth=x");
  EXPECT_EQ(wire_.requests().at(0).method, "GET");
  wire_.then(sent_on_to("https://storage.test/a"));
  wire_.then(wire(200, "cloud"));
  EXPECT_EQ(*load("https://portal.test/rest/download.json?auth=x"), "cloud");
  EXPECT_EQ(wire_.requests().at(2).url, "https://storage.test/a");
  wire_.then(sent_on_to("/else"));
  wire_.then(wire(200, "here"));
  EXPECT_EQ(*load("/a"), "here");
  EXPECT_EQ(wire_.requests().at(4).url, "https://portal.test/else");
}

TEST_F(CallerDownload, NobodyElseIsAsked) {
  for (const char* address : {"https://portal.test.evil.test/a", "https://portal.test@evil.test/a",
                              "http://portal.test/a", "file:///etc/passwd", ""}) {
    const auto found = load(address);
    if (!wire_.requests().empty()) {
      ADD_FAILURE() << address << " -> " << wire_.requests().back().url;
      continue;
    }
    ASSERT_FALSE(found) << address;
    EXPECT_EQ(found.error(), (Error{ErrorKind::kPermissionDenied, "portal.foreign_address", {}})) << address;
  }
}

TEST_F(CallerDownload, NoErrorTellsTheAddress) {
  wire_.then(wire(404, "https://portal.test/?auth=secret"));
  EXPECT_EQ(load("/a?auth=secret").error(), (Error{ErrorKind::kNotFound, "file.not_found", {}}));
  const Error gone{ErrorKind::kUnavailable, "portal.unreachable", {}};
  wire_.then(wire_fault("wire.lost"));
  EXPECT_EQ(load("/a?auth=secret").error(), gone);
  wire_.then(wire(500, "auth=secret"));
  EXPECT_EQ(load("/a?auth=secret").error(), gone);
  wire_.then(sent_on_to("http://storage.test/a"));
  EXPECT_EQ(load("/a?auth=secret").error(), gone) << "in the clear";
  wire_.then(sent_on_to("https://storage.test/a"));
  wire_.then(sent_on_to("https://storage.test/b"));
  EXPECT_EQ(load("/a?auth=secret").error(), gone) << "one redirect, not two";
  wire_.then(wire(302, ""));
  EXPECT_EQ(load("/a?auth=secret").error(), gone) << "to nowhere";
}

}  // namespace
}  // namespace sd::portal
