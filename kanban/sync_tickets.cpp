#include "kanban/sync_tickets.h"

#include <algorithm>
#include <unordered_set>

namespace sd::kanban {
namespace {

// More than this many writes do not come from two sides that can agree (rules/follow.h stops as well).
constexpr int kMaxWrites = 5;

std::vector<OwnWrite> expected_of(StatusStep step) {
  switch (step) {
    case StatusStep::kStart: return {{Fact::kStatus, "3"}};
    case StatusStep::kPause:
    case StatusStep::kRenew:
    case StatusStep::kDisapprove: return {{Fact::kStatus, "2"}};
    case StatusStep::kComplete: return {{Fact::kStatus, "5"}, {Fact::kStatus, "4"}};
    case StatusStep::kApprove: return {{Fact::kStatus, "5"}};
  }
  return {};
}

// The traces of a plan's first write.
std::vector<OwnWrite> expected_of(const FollowPlan& plan) {
  if (plan.move) return {{Fact::kStage, std::to_string(plan.move->value())}};
  return expected_of(plan.steps.front());
}

// The first write of a plan: what is owed after it is asked for then.
std::variant<StageId, StatusStep> first_of(const FollowPlan& plan) {
  if (plan.move) return *plan.move;
  return plan.steps.front();
}

// A refusal of our access in the background is no ticket's own: it is to be tried again when somebody has
// opened the application.
bool concerns_all(const Error& error) {
  return error.kind == ErrorKind::kUnavailable || error.code == "portal.auth";
}

}  // namespace

struct SyncTickets::Run {
  PortalId portal;
  GroupContexts groups;
  SyncOutcome outcome;
  std::unordered_set<GroupId> stages_read;
  std::vector<TicketId> displaced;
  WriteBack write_back = WriteBack::kNow;
  std::optional<Millis> patience{};  // with others who are at the same tickets; absent: without end
};

SyncOutcome& SyncOutcome::operator+=(const SyncOutcome& other) {
  read += other.read;
  changed += other.changed;
  forgotten += other.forgotten;
  touched.insert(touched.end(), other.touched.begin(), other.touched.end());
  written += other.written;
  refused.insert(refused.end(), other.refused.begin(), other.refused.end());
  failed.insert(failed.end(), other.failed.begin(), other.failed.end());
  owing.insert(owing.end(), other.owing.begin(), other.owing.end());
  return *this;
}

Result<SyncOutcome> SyncTickets::run(PortalId portal, std::span<const TicketId> ids, WriteBack write_back) {
  Result<GroupContexts> groups = GroupContexts::load(cards_, settings_, portal);
  if (!groups) return groups.error();
  Run run{portal, std::move(groups).value(), {}, {}, {}, write_back};
  std::vector<TicketId> wanted(ids.begin(), ids.end());
  while (!wanted.empty()) {
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (std::size_t from = 0; from < wanted.size(); from += kChunk) {
      const std::size_t count = std::min(kChunk, wanted.size() - from);
      const Status synced = sync_chunk(run, std::span(wanted).subspan(from, count));
      if (!synced) return synced.error();
    }
    wanted = std::exchange(run.displaced, {});  // at most once per group: stages are read once a run
  }
  return std::move(run.outcome);
}

Status SyncTickets::sync_chunk(Run& run, std::span<const TicketId> ids) {
  std::vector<AppliedTicket> owing;
  Clients clients;
  for (std::size_t from = 0; from < ids.size(); from += kRequest) {
    const std::size_t count = std::min(kRequest, ids.size() - from);
    if (Status some = sync_some(run, ids.subspan(from, count), owing, clients); !some) return some;
  }
  if (run.write_back == WriteBack::kNow) return write_back(run, owing, clients);
  for (const AppliedTicket& ticket : owing) run.outcome.owing.push_back(ticket.id);
  return Done{};
}

// Adds the tickets that owe something, and the clients among the people they name.
Status SyncTickets::sync_some(Run& run, std::span<const TicketId> ids, std::vector<AppliedTicket>& owing,
                              Clients& clients) {
  Result<std::vector<TicketRead>> reads = portal_.read(background(run.portal), ids);
  if (!reads) return reads.error();
  for (const TicketRead& read : *reads) {
    if (read.error) run.outcome.failed.emplace_back(read.id, *read.error);
  }
  std::erase_if(*reads, [](const TicketRead& read) { return read.error.has_value(); });
  const TimePoint now = portal_.now(run.portal);
  const Result<bool> learned = learn_stages(run, *reads);
  if (!learned) return learned.error();
  const Result<Clients> named = people_.run(run.portal, *reads, now);
  if (!named) return named.error();
  clients.insert(named->begin(), named->end());
  Result<std::vector<AppliedTicket>> applied =
      apply_.run(run.portal, *reads, run.groups, *named, now, {}, run.write_back);
  if (!applied) return applied.error();
  for (AppliedTicket& ticket : *applied) {
    ++run.outcome.read;
    if (ticket.changed && ticket.card) ++run.outcome.changed;
    if (ticket.changed && !ticket.card) ++run.outcome.forgotten;
    if (ticket.changed) run.outcome.touched.push_back(ticket.id);
    if (!ticket.plan.empty()) owing.push_back(std::move(ticket));
  }
  return Done{};
}

// A ticket in a stage we do not know: the group's stages have changed.
Result<bool> SyncTickets::learn_stages(Run& run, std::span<const TicketRead> reads) {
  bool learned = false;
  for (const TicketRead& read : reads) {
    const GroupContext* group = read.ticket ? run.groups.find(read.ticket->group) : nullptr;
    if (!group || resolve_stage(group->stages, read.ticket->stage)) continue;
    if (!run.stages_read.insert(group->bound.group).second) continue;
    const Result<StagesOutcome> stages = stages_.run(run.portal, group->bound.group);
    if (!stages) return stages.error();
    run.displaced.insert(run.displaced.end(), stages->displaced.begin(), stages->displaced.end());
    learned = true;
  }
  if (!learned) return false;
  Result<GroupContexts> groups = GroupContexts::load(cards_, settings_, run.portal);
  if (!groups) return groups.error();
  run.groups = std::move(groups).value();
  return true;
}

// Round by round, one write of each ticket that owes some, by what is known of it then. What was brought
// together stays, whatever becomes of the others.
Status SyncTickets::write_back(Run& run, std::vector<AppliedTicket>& tickets, const Clients& clients) {
  std::vector<AppliedTicket*> owing;
  for (AppliedTicket& ticket : tickets) {
    if (!ticket.plan.empty()) owing.push_back(&ticket);
  }
  if (owing.empty()) return Done{};
  const std::optional<TicketClaims::Claim> claimed = claim(run, owing);
  if (!claimed) return Done{};
  for (int i = 0; i < kMaxWrites; ++i) {
    if (const Status planned = plan_anew(run, owing, clients); !planned) return planned;
    if (owing.empty()) return Done{};
    if (const Status awaited = await(run.portal, owing); !awaited) return awaited;
    std::vector<Portal::SideWrite> writes;
    writes.reserve(owing.size());
    for (const AppliedTicket* ticket : owing) writes.push_back({ticket->id, first_of(ticket->plan)});
    const std::vector<Result<TicketRead>> answers = portal_.write_sides(background(run.portal), writes);
    if (const Status taken = take_answers(run, owing, answers, clients); !taken) return taken;
  }
  return Done{};
}

std::optional<TicketClaims::Claim> SyncTickets::claim(const Run& run,
                                                      std::span<AppliedTicket* const> tickets) {
  std::vector<TicketId> ids;
  ids.reserve(tickets.size());
  for (const AppliedTicket* ticket : tickets) ids.push_back(ticket->id);
  if (run.patience) return claims_.wait_for(run.portal, ids, *run.patience);
  return claims_.wait(run.portal, ids);
}

// Since the look that planned, another one may have written, and people may have acted.
Status SyncTickets::plan_anew(Run& run, std::vector<AppliedTicket*>& owing, const Clients& clients) {
  std::vector<TicketId> ids;
  ids.reserve(owing.size());
  for (const AppliedTicket* ticket : owing) ids.push_back(ticket->id);
  Result<std::vector<FollowPlan>> plans = apply_.owed(run.portal, ids, run.groups, clients);
  if (!plans) return plans.error();
  for (std::size_t i = 0; i < owing.size(); ++i) owing[i]->plan = std::move((*plans)[i]);
  std::erase_if(owing, [](const AppliedTicket* ticket) { return ticket->plan.empty(); });
  return Done{};
}

// Leaves in `tickets` those that were written.
Status SyncTickets::take_answers(Run& run, std::vector<AppliedTicket*>& tickets,
                                 std::span<const Result<TicketRead>> answers, const Clients& clients) {
  std::optional<Error> outage;
  std::vector<TicketRead> reads;
  std::vector<AppliedTicket*> written;
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const Result<TicketRead>& answer = answers[i];
    if (answer && !answer->error) {
      reads.push_back(*answer);
      written.push_back(tickets[i]);
      continue;
    }
    // Done, and nobody knows what it led to. Or lost again and again where the portal breaks over this very
    // task: no reason to hold others back.
    const TicketId ticket = tickets[i]->id;
    const Error& error = answer ? *answer->error : answer.error();
    if (answer || error.code == "portal.lost") {
      run.outcome.failed.emplace_back(ticket, error);
    } else if (concerns_all(error)) {
      outage = error;
    } else {
      run.outcome.refused.emplace_back(ticket, error);
    }
  }
  run.outcome.written += reads.size();
  Result<std::vector<AppliedTicket>> applied =
      apply_.run(run.portal, reads, run.groups, clients, portal_.now(run.portal));
  if (!applied) return applied.error();
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool changed = written[i]->changed;
    *written[i] = std::move((*applied)[i]);
    written[i]->changed |= changed;
  }
  tickets = std::move(written);
  return outage ? Status(*outage) : Status(Done{});
}

Status SyncTickets::await(PortalId portal, std::span<AppliedTicket* const> tickets) {
  std::vector<Trace> traces;
  for (const AppliedTicket* ticket : tickets) {
    for (OwnWrite& write : expected_of(ticket->plan)) traces.push_back({ticket->id, std::move(write)});
  }
  return expect(portal, traces);
}

Status SyncTickets::expect(PortalId portal, std::span<const Trace> traces) {
  Result<std::vector<UserId>> people = portal_.background_people(portal);
  if (!people) return people.error();
  if (people->empty()) people->push_back(UserId{0});
  const TimePoint now = portal_.now(portal);
  std::vector<AwaitedWrite> awaited;
  for (const auto& [ticket, write] : traces) {
    for (const UserId person : *people) awaited.push_back({ticket, write.fact, write.to, person, now});
  }
  return cards_.await_writes(portal, awaited);
}

Result<std::vector<TicketId>> SyncTickets::take_rows(PortalId portal, std::vector<Ticket> rows,
                                                     bool companies) {
  const Result<GroupContexts> groups = GroupContexts::load(cards_, settings_, portal);
  if (!groups) return groups.error();
  std::vector<TicketRead> reads;
  reads.reserve(rows.size());
  for (Ticket& row : rows) {
    const TicketId id = row.id;
    reads.push_back({id, std::move(row), {}});
  }
  const TimePoint now = portal_.now(portal);
  const Result<Clients> clients =
      companies ? people_.run(portal, reads, now) : people_.people_only(portal, reads, now);
  if (!clients) return clients.error();
  return apply_.take_rows(portal, reads, *groups, *clients, now);
}

Status SyncTickets::take_whole(PortalId portal, std::span<const TicketRead> reads) {
  const Result<GroupContexts> groups = GroupContexts::load(cards_, settings_, portal);
  if (!groups) return groups.error();
  const TimePoint now = portal_.now(portal);
  const Result<Clients> clients = people_.people_only(portal, reads, now);
  if (!clients) return clients.error();
  const auto applied = apply_.run(portal, reads, *groups, *clients, now, {}, WriteBack::kLater);
  return applied ? Status(Done{}) : Status(applied.error());
}

Result<std::int64_t> SyncTickets::name_companies(PortalId portal) {
  const auto named = cards_.companies(portal);
  if (!named) return named.error();
  return people_.name_companies(portal, *named, portal_.now(portal));
}

Result<Card> SyncTickets::take_answer(PortalId portal, const TicketRead& answer,
                                      std::span<const JournalRow> added) {
  if (answer.error) return *answer.error;
  Result<GroupContexts> groups = GroupContexts::load(cards_, settings_, portal);
  if (!groups) return groups.error();
  Run run{portal, std::move(groups).value(), {}, {}, {}, WriteBack::kNow, patience_};
  const TicketRead reads[] = {answer};
  const TimePoint now = portal_.now(portal);
  const Result<bool> learned = learn_stages(run, reads);
  if (!learned) return learned.error();
  const Result<Clients> clients = people_.run(portal, reads, now);
  if (!clients) return clients.error();
  Result<std::vector<AppliedTicket>> applied = apply_.run(portal, reads, run.groups, *clients, now, added);
  if (!applied) return applied.error();
  const AppliedTicket& ticket = applied->front();
  const std::optional<Card> as_written = ticket.card;
  if (!as_written) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  if (ticket.plan.empty()) return *as_written;
  if (!write_back(run, *applied, *clients)) return *as_written;
  // What was owed may have been written by the look that we waited for.
  const auto card = cards_.find(portal, answer.id);
  return card && *card ? **card : *as_written;
}

}  // namespace sd::kanban
