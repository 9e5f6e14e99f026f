// The whole client behind a portal that answers every request with the same bytes: each call ends, with a
// value or with an error that has a code and shows no token. Bytes: which call, which status, the body.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extension/portal/card_portal_rest.h"
#include "extension/portal/labour.h"
#include "extension/portal/offline_queue_rest.h"
#include "extension/portal/portal_admin_rest.h"
#include "extension/portal/portal_rest.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/fake_sleeper.h"
#include "tests/doubles/memory_portal_directory.h"
#include "tests/doubles/memory_token_store.h"

namespace {

using namespace sd;
using namespace sd::portal;

const TaskField kField{7, "UF_SD_TYPE", "string", "", 1, false, false, {}, {}};
constexpr int kMostRequests = 2'000;  // of one call: beyond this it would never end

class SameAnswer final : public Transport {
 public:
  SameAnswer(int status, std::string body)
      : answer_{status, {{"content-type", "application/json"}}, std::move(body)} {}
  Result<WireAnswer> send(const WireRequest&) override {
    if (++asked_ > kMostRequests) std::abort();
    return answer_;
  }

 private:
  WireAnswer answer_;
  int asked_ = 0;
};

struct NoJitter final : RandomSource {
  double next() override { return 0.5; }
};

class Client {
 public:
  Client(int status, std::string body) : wire_(status, std::move(body)) {
    directory_.put({portal_, MemberId{"m1"}, "https://portal.test/rest/", "https://auth.test/rest/",
                    "local.app", Secret("app-secret"), LimitsProfile::kOff});
    const UserId background[] = {UserId{1}};
    (void)store_.set_background(portal_, background);
    (void)store_.save(
        portal_, UserId{1},
        {Secret("access-secret"), Secret("refresh-secret"), clock_.now() + std::chrono::hours{1}});
  }

  void call(std::uint8_t which) {
    const Actor actor = kanban::background(portal_);
    const std::array tickets{TicketId{8}, TicketId{9}};
    switch (which % 42) {
      case 0: return check(rest_.read(actor, tickets));
      case 1: return check(rest_.list_ids(actor, GroupId{77}, TicketId{0}));
      case 2: return check(rest_.stamps(actor, std::array{GroupId{77}}, from_ms(0), TicketId{0}));
      case 3: return check(rest_.stages(actor, GroupId{77}));
      case 4: return check(rest_.add_stage(actor, GroupId{77}, "Новая", "aabbcc", StageId{0}));
      case 5: return check(rest_.update_stage(actor, StageId{5}, "Новая", "aabbcc", StageId{4}));
      case 6: return check(rest_.delete_stage(actor, StageId{5}));
      case 7: return check(rest_.move(actor, TicketId{8}, StageId{5}));
      case 8: return check(rest_.step(actor, TicketId{8}, kanban::StatusStep::kStart));
      case 9:
        return check(rest_.write(actor, TicketId{8}, {"x", "", "1.5", true, UserId{5}, from_ms(0), "Новая"}));
      case 10: return check(rest_.users(actor, std::array{UserId{1}, UserId{5}}));
      case 11: return check(rest_.companies(actor, std::array{CompanyId{591}}));
      case 12: return check(rest_.groups(actor));
      case 13: return check(rest_.members(actor, GroupId{77}));
      case 14: return check(admin_.app_guard("https://auth.test/rest/", Secret("access-secret")));
      case 15:
        return check(admin_.introduce(
            {"https://auth.test/rest/", "local.app", Secret("app-secret"), Secret("refresh-secret")}));
      case 16: return check(admin_.verify(portal_, Secret("access-secret")));
      case 17: return check(admin_.app_info(actor));
      case 18: return check(admin_.scopes(actor));
      case 19: return check(admin_.feature(actor, "rest_offline_extended"));
      case 20: return check(admin_.server_time(actor));
      case 21: return check(admin_.events(actor));
      case 22: return check(admin_.placements(actor));
      case 23: return check(admin_.task_fields(actor));
      case 24:
        return check(admin_.bind_event(actor, {"ONTASKUPDATE", "https://desk.test/b24/event", false, {}}));
      case 25: return check(admin_.add_task_field(actor, kField));
      case 26: return check(admin_.update_task_field(actor, kField));
      case 27:
        return check(admin_.unbind_event(actor, {"ONTASKUPDATE", "https://desk.test/b24/event", false, {}}));
      case 28: return check(admin_.bind_placement(actor, {"TASK_VIEW_TAB", "https://desk.test/app", {}, {}}));
      case 29: return check(admin_.unbind_placement(actor, "TASK_VIEW_TAB", "https://desk.test/app"));
      case 30:
        return check(rest_.list_rows(actor, GroupId{77}, kanban::TicketShare::kOpen, TicketId{0}, 120));
      case 31: return check(rest_.list_users(actor, UserId{0}, 120));
      case 32: return check(labour_.list(portal_, reports::LabourId{0}, 120));
      case 33: return check(labour_.of_tickets(portal_, tickets));
      case 34: return check(labour_.spent(portal_, GroupId{77}, kanban::TicketShare::kAll, TicketId{0}, 120));
      case 35: return check(queue_.reserve(portal_, 50, false, nullptr));
      case 36: return check(queue_.take(portal_, 50));
      case 37: return recover();
      case 38: return check(cards_.talk(actor, TicketId{8}));
      case 39: return check(cards_.comment(actor, TicketId{8}, "Готово", 2, UserId{}));
      case 40: return check(cards_.book(actor, TicketId{8}, 1'800, 600, "звонок", from_ms(0)));
      default: {
        kanban::NewTicket ticket;
        ticket.group = GroupId{77};
        ticket.title = "Новая";
        return check(cards_.create(actor, ticket));
      }
    }
  }

 private:
  // What a crash leaves in the portal: found, read again, cleared.
  void recover() {
    const Result<webhooks::QueueLeftovers> left = queue_.leftovers(portal_);
    if (!left) return check(left);
    for (const std::string& process : left->processes) {
      const Result<webhooks::QueueBatch> batch = queue_.reserved(portal_, process, 50);
      check(batch);
      if (batch) check(queue_.clear(portal_, *batch));
    }
  }

  template <class T>
  static void check(const Result<T>& result) {
    if (result) return;
    const Error& error = result.error();
    if (error.code.empty() || error.detail.size() > 4096) std::abort();
    for (const char* secret : {"access-secret", "refresh-secret", "app-secret"}) {
      if (error.detail.find(secret) != std::string::npos) std::abort();
    }
  }

  const PortalId portal_{1};
  test::FakeClock clock_;
  test::FakeSleeper sleeper_{clock_};
  NoJitter random_;
  SameAnswer wire_;
  test::MemoryTokenStore store_;
  test::MemoryPortalDirectory directory_;
  OAuth oauth_{wire_, store_, directory_, clock_, {*parse_web_address("https://auth.test")}};
  Caller caller_{wire_, directory_, store_, oauth_, clock_, sleeper_, random_};
  PortalRest rest_{caller_, {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}};
  PortalAdminRest admin_{caller_, oauth_, wire_};
  CardPortalRest cards_{caller_, {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}};
  LabourRest labour_{caller_};
  OfflineQueueRest queue_{caller_};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::array statuses{200, 400, 401, 403, 429, 500, 503, 302};
  const std::string body(reinterpret_cast<const char*>(data) + 2, size - 2);
  // The body may name our tokens itself: what it says is repeated in words of its own.
  if (body.find("-secret") != std::string::npos) return 0;
  Client(statuses[data[1] % 8], body).call(data[0]);
  return 0;
}
