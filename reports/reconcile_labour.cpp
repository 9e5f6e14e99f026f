#include "reports/reconcile_labour.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace sd::reports {
namespace {

using kanban::FillPhase;
using kanban::FillPoint;
using kanban::TicketShare;

constexpr std::size_t kTicketsAtOnce = 500;
constexpr std::string_view kRefused = "labour.not_listed";

Error stopped() { return {ErrorKind::kUnavailable, "fill.stopped", {}}; }

std::int64_t in_minutes(std::int64_t seconds) { return (std::max<std::int64_t>(0, seconds) + 30) / 60; }

}  // namespace

LabourRepairs& LabourRepairs::operator+=(const LabourRepairs& other) {
  repaired += other.repaired;
  respent.insert(respent.end(), other.respent.begin(), other.respent.end());
  whole_list_refused = whole_list_refused || other.whole_list_refused;
  return *this;
}

Result<std::vector<LabourRecord>> ReconcileLabour::of_known_tickets(PortalId portal,
                                                                    std::vector<LabourRecord> records) {
  std::vector<TicketId> tickets;
  tickets.reserve(records.size());
  for (const LabourRecord& record : records) tickets.push_back(record.ticket);
  std::sort(tickets.begin(), tickets.end());
  tickets.erase(std::unique(tickets.begin(), tickets.end()), tickets.end());
  const auto known = ports_.cards.known(portal, tickets);
  if (!known) return known.error();
  std::unordered_set<TicketId> ours;
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    if ((*known)[i]) ours.insert(tickets[i]);
  }
  std::erase_if(records, [&](const LabourRecord& record) { return !ours.contains(record.ticket); });
  return records;
}

Status ReconcileLabour::fill(PortalId portal, const GoOn& go_on) {
  Result<FillPoint> point = ports_.book.open(portal, GroupId{0}, FillPhase::kLabour);
  if (!point) return point.error();
  if (point->finished_at) return Done{};
  if (point->position < 0) return fill_by_ticket(portal, *point, go_on);
  for (bool last = false; !last;) {
    auto page = ports_.portal.list(portal, LabourId{point->position}, point->planned - point->done);
    if (!page && page.error().code == kRefused) return fill_by_ticket(portal, *point, go_on);
    if (!page) return page.error();
    last = page->last;
    point->done += static_cast<std::int64_t>(page->records.size());
    point->planned = std::max(point->done, page->total.value_or(point->planned));
    if (!page->records.empty()) point->position = page->records.back().id.value();
    const auto ours = of_known_tickets(portal, std::move(page->records));
    if (!ours) return ours.error();
    if (const Status kept = ports_.store.put(portal, *ours, {}, ports_.clock.now()); !kept) return kept;
    if (last) break;
    if (const Status kept = ports_.book.keep(portal, *point); !kept) return kept;
    if (!go_on()) return stopped();
  }
  return ports_.book.finish(portal, *point);
}

// `position` is the last ticket, negative, so that it is not taken for a record.
Status ReconcileLabour::fill_by_ticket(PortalId portal, FillPoint& point, const GoOn& go_on) {
  const auto tickets = ports_.cards.with_time_spent(portal);
  if (!tickets) return tickets.error();
  point.planned = static_cast<std::int64_t>(tickets->size());
  auto at = std::upper_bound(tickets->begin(), tickets->end(),
                             TicketId{std::max<std::int64_t>(0, -point.position)});
  while (at != tickets->end()) {
    const auto count = std::min<std::ptrdiff_t>(kTicketsAtOnce, tickets->end() - at);
    const std::span<const TicketId> some(&*at, static_cast<std::size_t>(count));
    const auto listed = list_again(portal, some);
    if (!listed) return listed.error();
    at += count;
    point.position = -some.back().value();
    point.done = at - tickets->begin();
    if (const Status kept = ports_.book.keep(portal, point); !kept) return kept;
    if (at != tickets->end() && !go_on()) return stopped();
  }
  return ports_.book.finish(portal, point);
}

Result<std::int64_t> ReconcileLabour::poll(PortalId portal, const GoOn& go_on) {
  Result<FillPoint> point = ports_.book.open(portal, GroupId{0}, FillPhase::kLabour);
  if (!point) return point.error();
  if (!point->finished_at) return std::int64_t{0};
  std::int64_t expected = 0, found = 0;
  for (bool last = false; !last;) {
    const LabourId after{std::max<std::int64_t>(0, point->position)};
    auto page = ports_.portal.list(portal, after, expected);
    if (!page && page.error().code == kRefused) {
      const auto repairs = changed(portal, TicketShare::kOpen, go_on);
      if (!repairs) return repairs.error();
      return repairs->repaired;
    }
    if (!page) return page.error();
    last = page->last || page->records.empty();
    const bool some = !page->records.empty();
    if (some) point->position = page->records.back().id.value();
    const auto seen = static_cast<std::int64_t>(page->records.size());
    expected = std::max<std::int64_t>(1, page->total.value_or(expected) - seen);
    const auto ours = of_known_tickets(portal, std::move(page->records));
    if (!ours) return ours.error();
    if (const Status kept = ports_.store.put(portal, *ours, {}, ports_.clock.now()); !kept)
      return kept.error();
    found += static_cast<std::int64_t>(ours->size());
    if (const Status kept = some ? ports_.book.keep(portal, *point) : Status(Done{}); !kept)
      return kept.error();
    if (!last && !go_on()) return stopped();
  }
  return found;
}

Status ReconcileLabour::compare_spent(PortalId portal, const SpentPage& page,
                                      std::vector<TicketId>& differing, LabourRepairs& repairs) {
  std::vector<TicketId> tickets;
  for (const TicketSpent& spent : page.tickets) tickets.push_back(spent.ticket);
  const auto cards = ports_.cards.find_all(portal, tickets);
  if (!cards) return cards.error();
  const auto sums = ports_.store.seconds_of(portal, tickets);
  if (!sums) return sums.error();
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const std::optional<kanban::Card>& card = (*cards)[i];
    if (!card) continue;  // not ours yet: whoever finds it will read it
    if (card->spent_minutes != in_minutes(page.tickets[i].seconds)) repairs.respent.push_back(tickets[i]);
    if ((*sums)[i] != page.tickets[i].seconds) differing.push_back(tickets[i]);
  }
  return Done{};
}

Result<LabourRepairs> ReconcileLabour::changed(PortalId portal, TicketShare share, const GoOn& go_on) {
  const auto groups = ports_.cards.groups(portal);
  if (!groups) return groups.error();
  LabourRepairs repairs;
  for (const kanban::BoundGroup& group : *groups) {
    TicketId after{0};
    std::int64_t expected = 0;
    for (bool last = false; !last;) {
      const auto page = ports_.portal.spent(portal, group.group, share, after, expected);
      if (!page) return page.error();
      last = page->last || page->tickets.empty();
      if (!page->tickets.empty()) after = page->tickets.back().ticket;
      const auto seen = static_cast<std::int64_t>(page->tickets.size());
      expected = std::max<std::int64_t>(1, page->total.value_or(expected) - seen);
      std::vector<TicketId> differing;
      if (const Status compared = compare_spent(portal, *page, differing, repairs); !compared) {
        return compared.error();
      }
      const auto listed = list_again(portal, differing);
      if (!listed) return listed.error();
      repairs.repaired += *listed;
      if (!go_on()) return stopped();
    }
  }
  return repairs;
}

Result<LabourRepairs> ReconcileLabour::compare(PortalId portal, const GoOn& go_on) {
  LabourRepairs repairs;
  LabourId after{0};
  std::int64_t expected = 0;
  for (bool last = false; !last;) {
    const auto newest = ports_.store.newest(portal);  // before the list: what a poll adds behind it stays
    if (!newest) return newest.error();
    auto page = ports_.portal.list(portal, after, expected);
    if (!page && page.error().code == kRefused) {
      repairs.whole_list_refused = true;
      const auto changes = changed(portal, TicketShare::kAll, go_on);
      if (!changes) return changes.error();
      repairs += *changes;
      return repairs;
    }
    if (!page) return page.error();
    last = page->last || page->records.empty();
    const auto seen = static_cast<std::int64_t>(page->records.size());
    expected = std::max<std::int64_t>(1, page->total.value_or(expected) - seen);
    // A record that is kept behind the last page's end is no longer in the portal.
    LabourId to = page->records.empty() ? after : page->records.back().id;
    if (last) to = std::max(to, *newest);
    const auto kept = ports_.store.range(portal, after, to);
    if (!kept) return kept.error();
    auto ours = of_known_tickets(portal, std::move(page->records));
    if (!ours) return ours.error();
    const auto mended = put_right(portal, std::move(ours).value(), *kept);
    if (!mended) return mended.error();
    repairs.repaired += *mended;
    after = to;
    if (!last && !go_on()) return stopped();
  }
  return repairs;
}

Result<std::int64_t> ReconcileLabour::list_again(PortalId portal, std::span<const TicketId> tickets) {
  if (tickets.empty()) return std::int64_t{0};
  const auto kept = ports_.store.of_tickets(portal, tickets);  // before the list, as in compare()
  if (!kept) return kept.error();
  auto truth = ports_.portal.of_tickets(portal, tickets);
  if (!truth) return truth.error();
  return put_right(portal, std::move(truth).value(), *kept);
}

// Stores what differs between the portal's records and ours of the same tickets or ids; how many did.
Result<std::int64_t> ReconcileLabour::put_right(PortalId portal, const std::vector<LabourRecord>& truth,
                                                const std::vector<LabourRecord>& kept) {
  std::map<LabourId, const LabourRecord*> ours;
  for (const LabourRecord& record : kept) ours.emplace(record.id, &record);
  std::vector<LabourRecord> wrong;
  for (const LabourRecord& record : truth) {
    const auto found = ours.find(record.id);
    const bool right = found != ours.end() && *found->second == record;
    if (found != ours.end()) ours.erase(found);
    if (!right) wrong.push_back(record);
  }
  std::vector<LabourId> gone;
  gone.reserve(ours.size());
  for (const auto& [id, record] : ours) gone.push_back(id);
  if (wrong.empty() && gone.empty()) return std::int64_t{0};
  if (const Status put = ports_.store.put(portal, wrong, gone, ports_.clock.now()); !put) return put.error();
  return static_cast<std::int64_t>(wrong.size() + gone.size());
}

}  // namespace sd::reports
