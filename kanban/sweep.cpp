#include "kanban/sweep.h"

#include <algorithm>
#include <limits>

namespace sd::kanban {
namespace {

std::vector<Suspect> without(std::span<const Suspect> suspects, const std::unordered_set<TicketId>& waiting) {
  std::vector<Suspect> left;
  std::copy_if(suspects.begin(), suspects.end(), std::back_inserter(left),
               [&](const Suspect& suspect) { return !waiting.contains(suspect.ticket); });
  return left;
}

}  // namespace

struct Sweep::Run {
  PortalId portal;
  std::vector<GroupId> groups;
  TimePoint settled;
  std::vector<Suspect> absent;

  bool holds(GroupId group) const { return std::find(groups.begin(), groups.end(), group) != groups.end(); }
};

Result<Repairs> Sweep::run(PortalId portal, const std::stop_token& stop) {
  const Result<std::vector<BoundGroup>> bound = cards_.groups(portal);
  if (!bound) return bound.error();
  Run run{portal, {}, portal_.now(portal) - on_the_way_.lag(portal), {}};
  for (const BoundGroup& group : *bound) {
    if (group.synced) run.groups.push_back(group.group);
  }
  Repairs repairs;
  if (run.groups.empty()) return repairs;

  TicketId after{0};
  for (bool last = false; !last;) {
    if (stop.stop_requested()) return Error{ErrorKind::kUnavailable, "sweep.stopped", {}};
    const Result<StampPage> page = portal_.stamps(background(portal), run.groups, std::nullopt, after);
    if (!page) return page.error();
    last = page->last || page->rows.empty();
    const Result<Repairs> taken = take_page(run, *page, after);
    if (!taken) return taken.error();
    repairs += *taken;
    if (!page->rows.empty()) after = page->rows.back().id;
  }
  const std::lock_guard lock(mutex_);
  noted_[portal] = {portal_.now(portal), std::move(run.absent)};
  return repairs;
}

// Lists and cards both ascend: one walk over both.
Result<Repairs> Sweep::take_page(Run& run, const StampPage& page, TicketId after) {
  const bool end = page.last || page.rows.empty();
  const TicketId upto = end ? TicketId{std::numeric_limits<std::int64_t>::max()} : page.rows.back().id;
  const Result<std::unordered_set<TicketId>> waiting = on_the_way_.waiting(run.portal);
  if (!waiting) return waiting.error();
  const Result<std::vector<SeenCard>> cards = cards_.seen_between(run.portal, after, upto);
  if (!cards) return cards.error();
  std::vector<Suspect> suspects;
  auto card = cards->begin();
  const auto absent_before = [&](TicketId ticket) {
    for (; card != cards->end() && card->ticket < ticket; ++card) {
      if (run.holds(card->group)) run.absent.push_back({card->ticket, Amiss::kGone, {}});
    }
  };
  for (const TicketStamp& row : page.rows) {
    absent_before(row.id);
    const bool stored = card != cards->end() && card->ticket == row.id;
    if (row.changed_at < run.settled) {
      if (const auto suspect = compare(row, stored ? &*card : nullptr)) suspects.push_back(*suspect);
    }
    if (stored) ++card;
  }
  for (; card != cards->end(); ++card) {
    if (run.holds(card->group)) run.absent.push_back({card->ticket, Amiss::kGone, {}});
  }
  return repair_.run(run.portal, without(suspects, *waiting));
}

Result<Repairs> Sweep::confirm(PortalId portal) {
  Noted noted;
  {
    const std::lock_guard lock(mutex_);
    const auto found = noted_.find(portal);
    if (found == noted_.end() || found->second.at + on_the_way_.lag(portal) > portal_.now(portal)) {
      return Repairs{};
    }
    noted = found->second;
  }
  const Result<std::unordered_set<TicketId>> waiting = on_the_way_.waiting(portal);
  if (!waiting) return waiting.error();
  const Result<Repairs> repaired = repair_.run(portal, without(noted.absent, *waiting));
  if (!repaired) return repaired.error();
  const std::lock_guard lock(mutex_);
  noted_.erase(portal);
  return repaired;
}

}  // namespace sd::kanban
