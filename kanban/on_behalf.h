// What the background writes for somebody whom the portal does not know: a client who comes by a personal
// link (extension/clients/README.md). The portal names the background as its author; our journal names him.
#pragma once

#include <algorithm>

#include "kanban/portal.h"

namespace sd::kanban {

// His number here, below 0 where no number of the portal's is.
inline bool is_outsider(UserId user) { return user.value() < 0; }

// The newest row of this field is his: that of the write this look has followed. A row that is known already
// stays whose it was.
inline void attribute_last(TicketRead& read, HistoryField field, UserId outsider) {
  const auto last = std::find_if(read.history.rbegin(), read.history.rend(),
                                 [field](const HistoryRow& row) { return row.field == field; });
  if (last != read.history.rend()) last->user = outsider;
}

// All of it is his: he has made the ticket.
inline void attribute_all(TicketRead& read, UserId outsider) {
  for (HistoryRow& row : read.history) row.user = outsider;
}

}  // namespace sd::kanban
