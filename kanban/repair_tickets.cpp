#include "kanban/repair_tickets.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace sd::kanban {
namespace {

// The portal answered, but not for this: halving finds the ticket whose fault it is.
bool is_the_tickets_fault(const Error& error) {
  return error.code == "portal.shape" ||
         (error.kind != ErrorKind::kUnavailable && error.kind != ErrorKind::kPermissionDenied);
}

}  // namespace

std::optional<Suspect> compare(const TicketStamp& listed, const SeenCard* card) {
  if (card == nullptr) return Suspect{listed.id, Amiss::kMissed, listed.changed_at};
  if (!listed.readable) return Suspect{listed.id, Amiss::kUnsure, {}};  // the read says what is wrong with it
  if (card->group != listed.group) return Suspect{listed.id, Amiss::kMoved, listed.changed_at};
  if (!card->changed_at) return Suspect{listed.id, Amiss::kUnsure, listed.changed_at};
  if (listed.changed_at > *card->changed_at + Millis{1}) {
    return Suspect{listed.id, Amiss::kChanged, listed.changed_at};
  }
  if (listed.changed_at > *card->changed_at) return Suspect{listed.id, Amiss::kUnsure, listed.changed_at};
  if (listed.stage.value() != 0 && listed.stage != card->stage) {
    return Suspect{listed.id, Amiss::kUnsure, listed.changed_at};
  }
  return std::nullopt;
}

Repairs& Repairs::operator+=(const Repairs& other) {
  looked += other.looked;
  missed += other.missed;
  moved += other.moved;
  changed += other.changed;
  gone += other.gone;
  failed.insert(failed.end(), other.failed.begin(), other.failed.end());
  return *this;
}

Result<Repairs> RepairTickets::run(PortalId portal, std::span<const Suspect> suspects) {
  Repairs repairs;
  std::vector<TicketId> tickets;
  for (const Suspect& suspect : suspects) tickets.push_back(suspect.ticket);
  const Result<SyncOutcome> outcome = look(portal, tickets, repairs);
  if (!outcome) return outcome.error();
  repairs.looked = outcome->read;
  for (const auto& [ticket, error] : outcome->failed) repairs.failed.emplace_back(ticket, error.code);

  const std::unordered_set<TicketId> touched(outcome->touched.begin(), outcome->touched.end());
  const Result<std::vector<SeenCard>> stored = cards_.seen(portal, outcome->touched);
  if (!stored) return stored.error();
  std::unordered_map<TicketId, std::optional<TimePoint>> now;
  for (const SeenCard& card : *stored) now.emplace(card.ticket, card.changed_at);
  for (const Suspect& suspect : suspects) {
    if (!touched.contains(suspect.ticket)) continue;
    const auto card = now.find(suspect.ticket);
    switch (suspect.why) {
      case Amiss::kMissed: ++repairs.missed; break;
      case Amiss::kMoved: ++repairs.moved; break;
      case Amiss::kChanged: ++repairs.changed; break;
      case Amiss::kGone: ++(card == now.end() ? repairs.gone : repairs.changed); break;
      case Amiss::kUnsure:
        // What has changed since the list was made is on its way by an event of its own.
        if (card != now.end() && card->second <= suspect.changed_at) ++repairs.changed;
        break;
    }
  }
  return repairs;
}

Result<SyncOutcome> RepairTickets::look(PortalId portal, std::span<const TicketId> tickets,
                                        Repairs& repairs) {
  if (tickets.empty()) return SyncOutcome{};
  Result<SyncOutcome> outcome = sync_.run(portal, tickets);
  if (outcome || !is_the_tickets_fault(outcome.error())) return outcome;
  if (tickets.size() == 1) {
    repairs.failed.emplace_back(tickets.front(), outcome.error().code);
    return SyncOutcome{};
  }
  const std::size_t half = tickets.size() / 2;
  Result<SyncOutcome> left = look(portal, tickets.first(half), repairs);
  if (!left) return left;
  const Result<SyncOutcome> right = look(portal, tickets.subspan(half), repairs);
  if (!right) return right;
  *left += *right;
  return left;
}

}  // namespace sd::kanban
