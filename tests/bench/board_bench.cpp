// What a board costs the database: all open cards of a group, the few that changed, and storing a batch with
// its journals.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "extension/storage/migrations.h"
#include "kanban/sql/soci_card_store.h"
#include "tests/servers/test_database.h"

namespace sd::kanban {
namespace {

const PortalId kPortal{1};
const GroupId kGroup{77};

TimePoint at(std::int64_t minute) { return from_ms(1'760'000'000'000 + minute * 60'000); }

CardChange change(std::int64_t ticket, bool done) {
  CardChange change;
  Card& card = change.card;
  card.ticket = TicketId{ticket};
  card.group = kGroup;
  card.stage = StageId{501 + ticket % 5};
  card.role = done ? Role::kDone : static_cast<Role>(ticket % 4);
  card.title = "Не печатает принтер в бухгалтерии, этаж " + std::to_string(ticket);
  card.assignee = UserId{ticket % 20 + 1};
  card.company = CompanyId{ticket % 50 + 1};
  card.type = "Первая линия";
  card.stopper = ticket % 4 == 0 ? "Ждём клиента" : "";
  if (!card.stopper.empty()) card.stopper_since = at(ticket);
  card.estimate_minutes = 90;
  card.created_at = at(0);
  card.last_update_at = at(ticket);
  card.work_since = at(1);
  change.card_changed = true;
  for (std::int64_t row = 0; row < 10; ++row) {
    change.new_rows.push_back({"h" + std::to_string(ticket * 100 + row), at(row), ticket * 100 + row,
                               UserId{12}, Source::kPerson, Fact::kStage, "501", "502", ""});
  }
  return change;
}

// `open` cards and as many done ones.
struct Stand {
  explicit Stand(std::int64_t open) {
    storage::DatabaseOptions options;
    options.url = place.url();
    database = std::move(storage::Database::open(options)).value();
    if (!storage::migrate(*database, storage::main_migrations(), at(0))) std::abort();
    std::vector<CardChange> changes;
    for (std::int64_t ticket = 1; ticket <= 2 * open; ++ticket)
      changes.push_back(change(ticket, ticket > open));
    if (!store().store(kPortal, changes, {})) std::abort();
  }
  sql::SociCardStore store() { return sql::SociCardStore(*database); }

  test::TestDatabase place;
  std::unique_ptr<storage::Database> database;
};

void BM_Board(benchmark::State& state) {
  Stand stand(state.range(0));
  for (auto _ : state) {
    const Result<BoardSnapshot> board = stand.store().board(kPortal, kGroup, false);
    if (!board || board->cards.size() != static_cast<std::size_t>(state.range(0))) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Board)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void BM_ChangesOfOneCard(benchmark::State& state) {
  Stand stand(state.range(0));
  const std::vector<CardChange> one{change(5, false)};
  if (!stand.store().store(kPortal, one, {})) std::abort();
  const std::int64_t since = stand.store().revision(kPortal, kGroup).value() - 1;
  for (auto _ : state) {
    const Result<BoardSnapshot> changes = stand.store().changes(kPortal, kGroup, since);
    if (!changes || changes->cards.size() != 1) std::abort();
  }
}
BENCHMARK(BM_ChangesOfOneCard)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

// 200 tickets with ten journal rows each, all known already: what a reconciliation costs that finds nothing
// new.
void BM_StoreKnownBatch(benchmark::State& state) {
  Stand stand(1'000);
  std::vector<CardChange> changes;
  for (std::int64_t ticket = 1; ticket <= 200; ++ticket) changes.push_back(change(ticket, false));
  for (auto _ : state) {
    if (!stand.store().store(kPortal, changes, {})) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * 200);
}
BENCHMARK(BM_StoreKnownBatch)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_JournalsOfABatch(benchmark::State& state) {
  Stand stand(1'000);
  std::vector<TicketId> tickets;
  for (std::int64_t ticket = 1; ticket <= 200; ++ticket) tickets.emplace_back(ticket);
  for (auto _ : state) {
    const auto journals = stand.store().journals(kPortal, tickets);
    if (!journals || journals->size() != 200) std::abort();
  }
  state.SetItemsProcessed(state.iterations() * 200);
}
BENCHMARK(BM_JournalsOfABatch)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sd::kanban
