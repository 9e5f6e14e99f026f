// sdctl report NAME, on a database with one record.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "install/sdctl/commands.h"
#include "kanban/sql/soci_card_store.h"
#include "reports/sql/soci_labour_store.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/temp_dir.h"
#include "tests/servers/test_database.h"

namespace sd::sdctl {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;
using std::chrono::sys_days;

class ReportCommandTest : public testing::Test {
 protected:
  ReportCommandTest() {
    const bool server = parse_database_address(place_.url())->server();
    (server ? config_.storage_server : config_.storage_file) =
        server ? place_.url() : dir_.file("servicedesk.db");
    config_.manifests_folder = SD_MANIFESTS;
    EXPECT_EQ(migrate(config_, false, from_ms(0), {out_, err_}), kOk);
    storage::DatabaseOptions options;
    options.url = config_.storage_url();
    const auto database = std::move(storage::Database::open(options)).value();
    for (const char* const statement :
         {"INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, "
          "application_token_sealed,"
          " installed_by, installed_ms, state, scope, lang) VALUES (1, 'aaaa', 'https://p.example/rest/', '',"
          " 'local.1', '', 1, 0, 'installed', 'task', 'ru')",
          "INSERT INTO bound_group VALUES (1, 77, 'Support', 0, 1, 1, 0, 1, NULL)",
          "INSERT INTO app_user VALUES (1, 12, '=Anna', '', 1, 0, 0)",
          "INSERT INTO company VALUES (1, 3, 'Romashka; Ltd', 0)"}) {
      EXPECT_TRUE(database->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
        sql << statement;
        return Done{};
      })) << statement;
    }
    kanban::Card card;
    card.ticket = TicketId{104};
    card.group = GroupId{77};
    card.company = CompanyId{3};
    card.title = "Printer";
    kanban::sql::SociCardStore cards(*database);
    EXPECT_TRUE(cards.store(PortalId{1}, std::vector{kanban::CardChange{card, true, {}}}, {}));
    reports::sql::SociLabourStore labour(*database);
    const TimePoint worked = sys_days{2026y / 3 / 2} + 22h;
    EXPECT_TRUE(labour.put(PortalId{1},
                           std::vector<reports::LabourRecord>{
                               {reports::LabourId{1}, TicketId{104}, UserId{12}, 5'400, worked, worked}},
                           {}, worked));
    out_.str("");
  }
  ReportOptions options(const std::string& name, const std::string& format) {
    ReportOptions one;
    one.name = name;
    one.query = {{"from", "2026-03-01"}, {"to", "2026-04-01"}};
    one.format = format;
    one.lang = "en";
    return one;
  }
  int run(const ReportOptions& one) { return report(config_, one, clock_, {out_, err_}); }

  test::TempDir dir_;
  test::TestDatabase place_;
  test::FakeClock clock_;
  config::Config config_;
  std::ostringstream out_, err_;
};

TEST_F(ReportCommandTest, PrintsWhatThePageShows) {
  ASSERT_EQ(run(options("plan-employees", "json")), kOk) << err_.str();
  EXPECT_THAT(
      out_.str(),
      HasSubstr(R"("rows":[{"cells":[12,null,90,null],"behind":"user:12"}],"totals":[null,null,90,null])"));
  EXPECT_THAT(out_.str(), HasSubstr(R"("users":{"12":"=Anna"})"));
}

TEST_F(ReportCommandTest, WritesRecordsByTheZonesDays) {
  ReportOptions records = options("labour", "csv");
  ASSERT_EQ(run(records), kOk) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("2026-03-02,'=Anna,\"Romashka; Ltd\",104,Printer,1:30\r\n"));
  records.zone = "Europe/Moscow";
  records.output = dir_.file("records.csv");
  ASSERT_EQ(run(records), kOk) << err_.str();
  std::ifstream file(records.output);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(text, HasSubstr("2026-03-03,'=Anna")) << "22:00 UTC is the next day there";
  records.format = "xlsx";
  records.output = dir_.file("records.xlsx");
  ASSERT_EQ(run(records), kOk) << err_.str();
  EXPECT_GT(std::filesystem::file_size(records.output), 3'000U);
}

TEST_F(ReportCommandTest, SaysWhatIsWrongWithAQuestion) {
  const auto refused = [&](ReportOptions one) {
    err_.str("");
    EXPECT_EQ(run(one), kCannotRun);
    return err_.str();
  };
  ReportOptions one = options("plan-employees", "json");
  one.query["to"] = "2026-02-01";
  EXPECT_EQ(refused(one), "sdctl: --from and --to: it ends before it begins\n");
  one = options("plan-employees", "json");
  one.query["step"] = "hour";
  EXPECT_EQ(refused(one), "sdctl: --step: this report takes none, or not this value\n");
  one = options("plan-employees", "pdf");
  EXPECT_EQ(refused(one), "sdctl: --format: json, csv or xlsx; the records csv or xlsx\n");
  EXPECT_EQ(refused(options("plan-employees", "xlsx")), "sdctl: --output: xlsx needs a file\n");
  EXPECT_EQ(refused(options("labour", "json")),
            "sdctl: --format: json, csv or xlsx; the records csv or xlsx\n");
  one = options("labour", "csv");
  one.zone = "Europe/Atlantis";
  EXPECT_EQ(refused(one), "sdctl: --zone: there is no zone Europe/Atlantis\n");
  one = options("labour", "csv");
  one.query["groups"] = "8";
  EXPECT_EQ(run(one), kFailed) << "not connected";
  EXPECT_EQ(out_.str(), "");
}

}  // namespace
}  // namespace sd::sdctl
