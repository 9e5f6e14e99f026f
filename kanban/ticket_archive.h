// Port: a portal's tickets with their histories, read from where they lie and not over REST. Implemented by
// BoxDatabase (extension/portal_db) and, in tests, by fakes. Source: portal-api.md 9.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kanban/portal.h"

namespace sd::kanban {

struct ArchivePage {
  std::vector<TicketRead> reads;  // ascending by id; whole
  TicketId upto;                  // the last ticket looked at, also when it was set aside
  std::int64_t seen = 0;          // tickets looked at, with those set aside
  bool last = false;              // no further tickets behind these
};

// How much there is, as far as this service would take it.
struct ArchiveCounts {
  std::int64_t groups = 0, stages = 0, tickets = 0, with_fields = 0, members = 0, history = 0, labour = 0,
               users = 0, companies = 0;

  friend bool operator==(const ArchiveCounts&, const ArchiveCounts&) = default;
};

class TicketArchive {
 public:
  virtual ~TicketArchive() = default;

  // Tickets of the group, without deleted ones.
  virtual Result<std::int64_t> count(GroupId group) = 0;

  // At most `limit` tickets of the group behind `after`, each as it was at one instant. Those that cannot be
  // understood are noted in ImportAside before this returns.
  virtual Result<ArchivePage> tickets(GroupId group, TicketId after, std::size_t limit) = 0;

  virtual Result<ArchiveCounts> counts(std::span<const GroupId> groups) = 0;
};

}  // namespace sd::kanban
