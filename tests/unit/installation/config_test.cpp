#include "extension/config/read_config.h"

#include <gtest/gtest.h>

#include <string>

namespace sd::config {
namespace {

const char* const kGood = R"(public_url = "https://desk.example.com/sd/"
oauth_servers = ["https://oauth.bitrix.info"]
[listen]
host = "127.0.0.1"
port = 9000
[storage]
url = "sqlite:data/servicedesk.db"
[keys]
file = "/var/lib/servicedesk/key"
[paths]
manifests = "/opt/sd/manifests"
ui = "/opt/sd/ui"
[log]
level = "warning"
file = "/var/log/servicedesk.log"
[limits]
workers = 4
queue = 99
[[portal]]
address = "https://Portal.Example.com"
client_id = "local.5f1c8a2b3d4e5f.12345678"
client_secret = "s3cret"
limits = "enterprise"
[[portal]]
address = "http://127.0.0.1:8081"
client_id = "local.5f1c8a2b3d4e5f.87654321"
client_secret_file = "box.secret"
)";

std::optional<std::string> secrets(const std::string& path) {
  if (path == "/etc/servicedesk/box.secret") return "  from-file\n";
  if (path == "/etc/servicedesk/empty.secret") return "\n";
  return std::nullopt;
}

Reading read(const std::string& text) {
  return parse_config(text, "/etc/servicedesk/servicedesk.toml", secrets);
}

// kGood with the first `from` replaced by `to`.
std::string with(const std::string& from, const std::string& to) {
  std::string text = kGood;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

TEST(Config, TakesAServerAndItsPassword) {
  std::string text = kGood;
  const std::string url = "\"sqlite:data/servicedesk.db\"";
  text.replace(text.find(url), url.size(),
               "\"mysql://desk@db.example.com:3306/desk\"\npassword_file = \"box.secret\"");
  const Reading reading = read(text);
  ASSERT_TRUE(reading.config) << reading.problems.front().text();
  const Config& config = *reading.config;
  EXPECT_EQ(config.storage_file, "");
  EXPECT_EQ(config.storage_url(), "mysql://desk@db.example.com/desk");
  EXPECT_EQ(config.inbox_url(), config.storage_url());
  EXPECT_EQ(config.storage_password.reveal(), "from-file");
  EXPECT_EQ(describe(config).find("from-file"), std::string::npos);
}

TEST(Config, TakesEveryValueOfAGoodFile) {
  const Reading reading = read(kGood);
  ASSERT_TRUE(reading.config) << reading.problems.front().text();
  const Config& config = *reading.config;
  EXPECT_EQ(config.listen_port, 9000);
  EXPECT_EQ(config.public_url.text(), "https://desk.example.com/sd");
  EXPECT_EQ(config.event_handler(), "https://desk.example.com/sd/b24/event");
  EXPECT_EQ(config.page_handler(), "https://desk.example.com/sd/b24/app");
  EXPECT_EQ(config.storage_file, "/etc/servicedesk/data/servicedesk.db");
  EXPECT_EQ(config.key_file, "/var/lib/servicedesk/key");
  EXPECT_EQ(config.log_level, LogLevel::kWarning);
  EXPECT_EQ(config.workers, 4);
  EXPECT_EQ(config.queue, 99);
  EXPECT_EQ(config.queue_poll_seconds, 30);
  ASSERT_EQ(config.oauth_servers.size(), 1u);
  ASSERT_EQ(config.portals.size(), 2u);
  EXPECT_EQ(config.portals[0].address.origin(), "https://portal.example.com");
  EXPECT_EQ(config.portals[0].limits, PortalLimits::kEnterprise);
  EXPECT_EQ(config.portals[1].client_secret.reveal(), "from-file");
  EXPECT_EQ(config.portals[1].limits, PortalLimits::kCloud);
}

TEST(Config, TakesHowOftenTheQueueIsLookedInto) {
  const std::string text = std::string(kGood) + "[events]\nqueue_poll_seconds = ";
  EXPECT_EQ(read(text + "45\n").config.value().queue_poll_seconds, 45);
  for (const char* wrong : {"0\n", "3601\n", "\"45\"\n"}) {
    const Reading refused = read(text + wrong);
    ASSERT_EQ(refused.problems.size(), 1u) << wrong;
    EXPECT_EQ(refused.problems[0].key, "events.queue_poll_seconds");
  }
}

TEST(Config, KnowsBothVendorServersWhenNoneAreNamed) {
  const Reading reading = read(with("oauth_servers = [\"https://oauth.bitrix.info\"]\n", ""));
  ASSERT_TRUE(reading.config);
  ASSERT_EQ(reading.config->oauth_servers.size(), 2u);
  EXPECT_EQ(reading.config->oauth_servers[1].origin(), "https://oauth.bitrix24.tech");
}

TEST(Config, PrintsNoSecret) {
  const Reading reading = read(kGood);
  ASSERT_TRUE(reading.config);
  const std::string text = describe(*reading.config);
  EXPECT_EQ(text.find("s3cret"), std::string::npos);
  EXPECT_EQ(text.find("from-file"), std::string::npos);
  EXPECT_NE(text.find("client_secret ***"), std::string::npos);
}

TEST(Config, TellsAllProblemsAtOnceInTheOrderOfTheFile) {
  std::string text = with("port = 9000", "port = 99999");
  text.replace(text.find("level = \"warning\""), 17, "level = \"loud\"");
  const Reading reading = read(text);
  EXPECT_FALSE(reading.config);
  ASSERT_EQ(reading.problems.size(), 2u);
  EXPECT_EQ(reading.problems[0].line, 5);
  EXPECT_EQ(reading.problems[1].line, 14);
}

TEST(Config, NamesEveryMissingKeyOfAnEmptyFile) {
  const Reading reading = read("");
  EXPECT_FALSE(reading.config);
  std::string keys;
  for (const Problem& problem : reading.problems) keys += problem.key + " ";
  EXPECT_EQ(keys, "public_url storage.url keys.file paths.manifests paths.ui ");
}

struct Wrong {
  const char* name;
  const char* from;
  const char* to;
  const char* told;  // the whole sentence after the file's name
};

class WrongConfig : public testing::TestWithParam<Wrong> {};

TEST_P(WrongConfig, IsRefusedWithLineKeyReasonAndAdvice) {
  const Reading reading = read(with(GetParam().from, GetParam().to));
  EXPECT_FALSE(reading.config);
  ASSERT_FALSE(reading.problems.empty());
  EXPECT_EQ(reading.problems.front().text(),
            std::string("/etc/servicedesk/servicedesk.toml") + GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongConfig,
    testing::Values(
        Wrong{"PortOutOfRange", "port = 9000", "port = 0",
              ":5: listen.port: 0 is out of range. Give a whole number from 1 to 65535."},
        Wrong{"PortIsText", "port = 9000", "port = \"9000\"",
              ":5: listen.port: it is not a whole number. Give a whole number from 1 to 65535."},
        Wrong{"HostIsNumber", "host = \"127.0.0.1\"", "host = 127",
              ":4: listen.host: it must be a text in quotes. Give the address to listen on, usually "
              "\"127.0.0.1\"."},
        Wrong{"SectionIsNumber", "[log]\nlevel = \"warning\"\nfile = \"/var/log/servicedesk.log\"\n",
              "[x]\nlog=1\n",
              ":13: x: unknown key. Known here: listen public_url storage keys paths log limits "
              "events sync oauth_servers portal."},
        Wrong{"MisspeltKey", "workers = 4", "wrokers = 4",
              ":17: limits.wrokers: unknown key. Did you mean \"limits.workers\"?"},
        Wrong{"MisspeltSection", "[limits]", "[limit]", ":16: limit: unknown key. Did you mean \"limits\"?"},
        Wrong{"PublicUrlOverHttp", "https://desk", "http://desk",
              ":1: public_url: http is allowed only on this machine (127.0.0.1, localhost). Use https: "
              "tokens travel to "
              "this address."},
        Wrong{"PublicUrlWithUser", "https://desk", "https://me@desk",
              ":1: public_url: it holds a user name (@). Write it like \"https://desk.example.com\"."},
        Wrong{"PublicUrlWithoutScheme", "https://desk", "desk",
              ":1: public_url: it does not begin with https://. Write it like \"https://desk.example.com\"."},
        Wrong{"AnotherDatabase", "sqlite:data", "mysql:data",
              ":7: storage.url: it begins with neither sqlite: nor mysql://. Write it like "
              "\"sqlite:/var/lib/servicedesk/servicedesk.db\" or "
              "\"mysql://servicedesk@db.example.com/servicedesk\"."},
        Wrong{"PasswordInTheDatabasesAddress", "sqlite:data/servicedesk.db", "mysql://me:secret@h/d",
              ":7: storage.url: it holds a password, which belongs in a file. Write it like "
              "\"sqlite:/var/lib/servicedesk/servicedesk.db\" or "
              "\"mysql://servicedesk@db.example.com/servicedesk\"."},
        Wrong{"PasswordOfAFile", "servicedesk.db\"", "servicedesk.db\"\npassword_file = \"box.secret\"",
              ":8: storage.password_file: a SQLite file has no password. Remove the line."},
        Wrong{"EmptyKeyFile", "/var/lib/servicedesk/key", "",
              ":9: keys.file: it is empty. Name the file that is to hold the service's secret key."},
        Wrong{"LogLevel", "\"warning\"", "\"loud\"",
              ":14: log.level: there is no such level. Choose one of trace, debug, info, warning, error."},
        Wrong{"PortalOverHttp", "https://Portal.Example.com", "http://portal.example.com",
              ":20: portal[1].address: http is allowed only on this machine (127.0.0.1, localhost). Use "
              "https: tokens "
              "travel to this address."},
        Wrong{"PortalLooksLikeLoopback", "http://127.0.0.1:8081", "http://127.0.0.1.example.com",
              ":25: portal[2].address: http is allowed only on this machine (127.0.0.1, localhost). Use "
              "https: tokens "
              "travel to this address."},
        Wrong{"PortalWithPath", "https://Portal.Example.com", "https://portal.example.com/rest/",
              ":20: portal[1].address: it holds a path. Write scheme and host only, like "
              "\"https://portal.example.com\"."},
        Wrong{"PortalTwice", "http://127.0.0.1:8081", "https://portal.example.com:443",
              ":25: portal[2].address: this portal is listed twice. Remove one of the two sections."},
        Wrong{"PortalLimits", "\"enterprise\"", "\"none\"",
              ":23: portal[1].limits: there is no such kind of limits. Choose one of cloud, enterprise, off "
              "(off: a box "
              "without limits)."},
        Wrong{"BothSecrets", "client_secret_file = \"box.secret\"",
              "client_secret_file = \"box.secret\"\nclient_secret=\"x\"",
              ":28: portal[2].client_secret: client_secret_file is given too. Keep one of the two."},
        Wrong{"SecretFileMissing", "box.secret", "none.secret",
              ":27: portal[2].client_secret_file: the file cannot be read. Create it, readable for the "
              "service's user "
              "only."},
        Wrong{"OauthServerIsNumber", "[\"https://oauth.bitrix.info\"]", "[7]",
              ":2: oauth_servers: an entry is not a text in quotes. Write it like oauth_servers = "
              "[\"https://oauth.bitrix.info\"]."},
        Wrong{"NotToml", "port = 9000", "port = = 9000",
              ":5: this is not TOML: Error while parsing value: could not determine value type. Compare the "
              "line with servicedesk.example.toml."}),
    [](const testing::TestParamInfo<Wrong>& row) { return row.param.name; });

TEST(Config, ASecretInAWrongFileIsNotTold) {
  for (const Problem& problem :
       read(with("client_secret = \"s3cret\"", "client_secret = \"s3cret\\n\"")).problems) {
    EXPECT_EQ(problem.text().find("s3cret"), std::string::npos);
  }
}

TEST(Config, RefusesAHugeFileUnread) {
  const Reading reading = read(std::string((std::size_t{1} << 20) + 1, '#'));
  ASSERT_EQ(reading.problems.size(), 1u);
  EXPECT_EQ(reading.problems.front().reason, "the file is larger than 1 MiB");
}

TEST(Config, RefusesDeepNestingAndBrokenText) {
  EXPECT_FALSE(read("a = " + std::string(5000, '[')).config);
  EXPECT_FALSE(read("a = \"\xff\xfe\"").config);
}

TEST(Config, SaysThatTheFileCannotBeRead) {
  const Reading reading = read_config("/nonexistent/servicedesk.toml");
  ASSERT_EQ(reading.problems.size(), 1u);
  EXPECT_EQ(reading.problems.front().reason, "the file cannot be read");
}

TEST(Config, ReadsWhenToReconcileAndToSweep) {
  const Reading plain = read(kGood);
  ASSERT_TRUE(plain.config);
  EXPECT_EQ(plain.config->sync.reconcile_every, std::chrono::minutes{2});
  EXPECT_EQ(plain.config->sync.stages_every, std::chrono::minutes{15});
  EXPECT_EQ(plain.config->sync.sweep_at, std::chrono::hours{3} + std::chrono::minutes{30});
  const Reading given = read(with("[[portal]]",
                                  "[sync]\nreconcile_seconds = 300\nlabour_seconds = 600\nstages_seconds = "
                                  "60\nsweep_at = \"23:05\"\n[[portal]]"));
  ASSERT_TRUE(given.config) << given.problems.front().text();
  EXPECT_EQ(given.config->sync.reconcile_every, std::chrono::minutes{5});
  EXPECT_EQ(given.config->sync.stages_every, std::chrono::minutes{1});
  EXPECT_EQ(given.config->sync.labour_every, std::chrono::minutes{10});
  EXPECT_FALSE(read(with("[[portal]]", "[sync]\nlabour_seconds = 59\n[[portal]]")).config);
  EXPECT_EQ(given.config->sync.sweep_at, std::chrono::hours{23} + std::chrono::minutes{5});
  for (const char* wrong : {"3:30", "24:00", "12:60", "ab:cd", "03-30", "03:300"}) {
    const Reading refused =
        read(with("[[portal]]", "[sync]\nsweep_at = \"" + std::string(wrong) + "\"\n[[portal]]"));
    EXPECT_FALSE(refused.config) << wrong;
    EXPECT_EQ(refused.problems.front().key, "sync.sweep_at") << wrong;
  }
  EXPECT_FALSE(read(with("[[portal]]", "[sync]\nreconcile_seconds = 0\n[[portal]]")).config);
}

}  // namespace
}  // namespace sd::config
