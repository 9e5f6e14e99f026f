// A big desk for measuring reports: written through the stores, so that everything that is kept beside a card
// is there, too. The same for the same size on every machine.
#pragma once

#include "extension/storage/database.h"
#include "kanban/card_store.h"

namespace sd::bench {

struct WorldSize {
  std::int64_t tasks = 200'000;
  int years = 2;  // the tasks are created evenly over them
  std::int64_t groups = 10;
  std::int64_t employees = 200;
  std::int64_t companies = 300;
  std::int64_t rows_a_task = 10;    // of the journal, on the average
  std::int64_t records_a_task = 5;  // of labour
};

inline const PortalId kWorldPortal{1};
// The world ends with this day.
inline constexpr std::chrono::sys_days kWorldEnd{std::chrono::year{2026} / 11 / 1};
std::chrono::sys_days begin_of(const WorldSize& size);
std::vector<GroupId> groups_of(const WorldSize& size);

// Seconds that storing the tickets took. Ends the process when the database refuses something.
double make_world(storage::Database& database, const WorldSize& size);

}  // namespace sd::bench
