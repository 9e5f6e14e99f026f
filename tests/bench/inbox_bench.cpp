// What taking an event in costs: decoding the form, and a commit shared by a group of events.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <latch>

#include "extension/http/worker_pool.h"
#include "extension/storage/migrations.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/servers/test_database.h"
#include "webhooks/http/event_handler.h"
#include "webhooks/rules/form.h"
#include "webhooks/sql/soci_inbox.h"

namespace sd::webhooks {
namespace {

std::string event_body(int ticket) {
  const std::string id = std::to_string(ticket);
  return "event=ONTASKUPDATE&event_handler_id=735&data%5BFIELDS_BEFORE%5D%5BID%5D=" + id +
         "&data%5BFIELDS_AFTER%5D%5BID%5D=" + id +
         "&data%5BIS_ACCESSIBLE_BEFORE%5D=undefined&data%5BIS_ACCESSIBLE_AFTER%5D=undefined&ts=1766000000"
         "&auth%5Baccess_token%5D=0123456789abcdef0123456789abcdef&auth%5Bexpires%5D=1766003600"
         "&auth%5Bexpires_in%5D=3600&auth%5Bscope%5D=task&auth%5Bdomain%5D=portal.example.com"
         "&auth%5Bserver_endpoint%5D=https%3A%2F%2Foauth.example.com%2Frest%2F&auth%5Bstatus%5D=L"
         "&auth%5Bclient_endpoint%5D=https%3A%2F%2Fportal.example.com%2Frest%2F"
         "&auth%5Bmember_id%5D=a223c6b3710f85df22e9377d6c4f7553&auth%5Buser_id%5D=17"
         "&auth%5Bapplication_token%5D=51856fefc120afa4b628cc82d3935cce";
}

void BM_DecodeEvent(benchmark::State& state) {
  const std::string body = event_body(8017);
  for (auto _ : state) {
    const Result<Form> form = decode_form(body);
    benchmark::DoNotOptimize(event_of(*form));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_DecodeEvent);

struct Stand {
  Stand() {
    database = std::move(storage::Database::open(inbox_options(place.url()))).value();
    if (!storage::migrate(*database, storage::inbox_migrations(), clock.now())) std::abort();
    inbox = std::move(SociInbox::open(*database, sealer)).value();
  }

  test::TestDatabase place;
  test::FakeClock clock;
  storage::SodiumSealer sealer{storage::SodiumSealer::Key{7}};
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<SociInbox> inbox;
  KnownPortals portals{[]() -> Result<std::vector<KnownPortal>> {
                         return std::vector<KnownPortal>{{"a223c6b3710f85df22e9377d6c4f7553", PortalId{1},
                                                          "51856fefc120afa4b628cc82d3935cce"}};
                       },
                       clock};
};

// One transaction, on the disk when it returns, for as many rows as connections wait.
void BM_CommitGroup(benchmark::State& state) {
  Stand stand;
  std::vector<NewRow> rows;
  for (std::int64_t ticket = 0; ticket < state.range(0); ++ticket) {
    rows.push_back({PortalId{1}, EventKind::kTicket, ticket, {}, stand.clock.now()});
  }
  for (auto _ : state) {
    if (!stand.inbox->append(rows)) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_CommitGroup)->Arg(1)->Arg(16)->Arg(64)->Arg(512)->UseRealTime();

// The whole handler with as many events in flight as connections: each answer sends the next event.
void BM_EventsInFlight(benchmark::State& state) {
  Stand stand;
  http::WorkerPool senders(1, 4'096);
  InboxWriter writer(*stand.inbox, {}, {},
                     [&senders](std::function<void()> job) { (void)senders.try_post(std::move(job)); });
  test::MemorySyncHealth health;
  EventHandler handler(stand.portals, writer, health, stand.clock, nullptr, nullptr);
  http::Request request;
  request.method = "POST";
  request.body = event_body(8017);
  const std::ptrdiff_t connections = state.range(0);
  constexpr int kRounds = 100;
  for (auto _ : state) {
    std::latch finished(connections);
    std::function<void(int)> send = [&](int left) {
      if (left == 0) return finished.count_down();
      handler.handle(request, [&, left](const http::Response& response) {
        if (response.status != 200) std::abort();
        send(left - 1);
      });
    };
    for (std::ptrdiff_t at = 0; at < connections; ++at) send(kRounds);
    finished.wait();
  }
  state.SetItemsProcessed(state.iterations() * connections * kRounds);
}
BENCHMARK(BM_EventsInFlight)->Arg(16)->Arg(64)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sd::webhooks
