#include "webhooks/drain_inbox.h"

#include <algorithm>
#include <utility>

#include "webhooks/rules/form.h"

namespace sd::webhooks {
namespace {

// Tickets asked of the portal and stored at once.
constexpr std::size_t kTogether = 250;

}  // namespace

// The state of one pass.
class DrainInbox::Work {
 public:
  Work(DrainInbox& drain, PortalId portal, TimePoint now) : drain_(drain), portal_(portal), now_(now) {}

  void run(const std::vector<InboxRow>& rows) {
    // By what they are about; the order within a kind does not matter, the state read is the present one.
    std::map<std::pair<EventKind, std::int64_t>, std::vector<const InboxRow*>> objects;
    for (const InboxRow& row : rows) {
      if (row.kind == EventKind::kApplication) {
        application(row);
      } else if (row.kind == EventKind::kUnreadable) {
        add(row, Settlement::Outcome::kSetAside, "event.object");  // nothing can be read for it
      } else {
        objects[{row.kind, row.object_id}].push_back(&row);
      }
    }
    // Those that have failed before come last and by themselves: the search for them costs the others
    // nothing.
    std::vector<TicketId> fresh, again;
    for (const auto& [object, its_rows] : objects) {
      if (object.first != EventKind::kTicket) continue;
      const bool failed = std::any_of(its_rows.begin(), its_rows.end(),
                                      [](const InboxRow* row) { return row->attempts > 0; });
      (failed ? again : fresh).emplace_back(object.second);
    }
    sync_all(fresh, objects);
    for (const auto& [object, its_rows] : objects) {
      if (object.first == EventKind::kTicket) continue;
      const Status outcome = outage_ ? Status(*outage_) : call(object.first, object.second);
      settle(its_rows, outcome, !outcome && is_outage_of_object(outcome.error()));
    }
    sync_all(again, objects);
  }

  const std::vector<Settlement>& settlements() const { return settlements_; }
  const Pass& pass() const { return pass_; }
  bool outage() const { return outage_.has_value(); }
  bool success() const { return pass_.done > 0 || looked_; }

 private:
  using Objects = std::map<std::pair<EventKind, std::int64_t>, std::vector<const InboxRow*>>;

  void application(const InboxRow& row) {
    const Result<Form> form = decode_form(row.payload);
    if (!form) return settle_application(row, form.error());
    AppEvents::Fields fields;
    for (const FormField& field : form->fields()) fields.emplace(field.name, field.value);
    const Result<Event> event = event_of(*form);
    if (!event) return settle_application(row, event.error());
    settle_application(row, drain_.applications_.handle(event->name, fields));
  }

  // An application event says something about itself alone: a refusal is final, and an outage ends as well,
  // because anybody can send a first contact.
  void settle_application(const InboxRow& row, const Status& outcome) {
    if (outcome) return add(row, Settlement::Outcome::kDone, {});
    const bool again = outcome.error().kind == ErrorKind::kUnavailable ||
                       outcome.error().kind == ErrorKind::kConflict ||
                       outcome.error().kind == ErrorKind::kInternal;
    const bool last = row.attempts + 1 >= drain_.options_.retry.attempts;
    add(row, again && !last ? Settlement::Outcome::kRetry : Settlement::Outcome::kSetAside,
        outcome.error().code);
  }

  Status call(EventKind kind, std::int64_t id) {
    switch (kind) {
      case EventKind::kGroup: return drain_.work_.group(portal_, GroupId{id});
      case EventKind::kGroupGone: return drain_.work_.group_gone(portal_, GroupId{id});
      case EventKind::kCompany: return drain_.work_.company(portal_, CompanyId{id});
      case EventKind::kUser: return drain_.work_.user(portal_, UserId{id});
      case EventKind::kTicket:
      case EventKind::kApplication:
      case EventKind::kQueue:
      case EventKind::kUnreadable:
      case EventKind::kIgnored: break;
    }
    return Done{};
  }

  void sync_all(std::span<const TicketId> tickets, const Objects& objects) {
    for (std::size_t at = 0; at < tickets.size(); at += kTogether) {
      sync(tickets.subspan(at, std::min(kTogether, tickets.size() - at)), objects);
    }
  }

  void sync(std::span<const TicketId> tickets, const Objects& objects) {
    Result<EventWork::Looked> outcome = EventWork::Looked{};
    if (outage_) {
      outcome = *outage_;
    } else {
      outcome = drain_.work_.tickets(portal_, tickets);
    }
    const bool outage = !outcome && is_outage(outcome.error());
    if (!outcome && !outage && tickets.size() > 1) {
      const std::size_t half = tickets.size() / 2;
      sync(tickets.first(half), objects);
      sync(tickets.subspan(half), objects);
      return;
    }
    std::map<TicketId, Error> failed;
    if (outcome) failed.insert(outcome->failed.begin(), outcome->failed.end());
    for (const TicketId ticket : tickets) {
      if (outcome && std::count(outcome->later.begin(), outcome->later.end(), ticket) > 0) {
        wait(objects.at({EventKind::kTicket, ticket.value()}), outcome->later_at);
        continue;
      }
      const auto own = failed.find(ticket);
      const Status settled = !outcome              ? Status(outcome.error())
                             : own != failed.end() ? Status(own->second)
                                                   : Status(Done{});
      settle(objects.at({EventKind::kTicket, ticket.value()}), settled, outage);
    }
  }

  void settle(const std::vector<const InboxRow*>& rows, const Status& outcome, bool outage) {
    for (const InboxRow* row : rows) {
      if (outcome) {
        add(*row, Settlement::Outcome::kDone, {});
      } else if (outage) {
        outage_ = outcome.error();
        keep(*row, outcome.error().code);
      } else {
        const bool last = row->attempts + 1 >= drain_.options_.retry.attempts;
        add(*row, last ? Settlement::Outcome::kSetAside : Settlement::Outcome::kRetry, outcome.error().code);
      }
    }
  }

  void wait(const std::vector<const InboxRow*>& rows, TimePoint until) {
    looked_ = true;
    for (const InboxRow* row : rows) {
      settlements_.push_back({row->id, Settlement::Outcome::kRetry, row->attempts, until, {}});
      ++pass_.taken;
    }
  }

  // The row stays due and has not been tried: it is the portal that waits.
  void keep(const InboxRow& row, const std::string& reason) {
    settlements_.push_back({row.id, Settlement::Outcome::kRetry, row.attempts, now_, reason});
    pass_.error = reason;
    ++pass_.retried;
    ++pass_.taken;
  }

  void add(const InboxRow& row, Settlement::Outcome outcome, const std::string& reason) {
    const int attempts = row.attempts + 1;
    Settlement settlement{row.id, outcome, attempts, now_, reason};
    if (outcome == Settlement::Outcome::kRetry) {
      settlement.due_at = now_ + delay_after(attempts, drain_.jitter_(), drain_.options_.retry);
      ++pass_.retried;
    } else {
      ++(outcome == Settlement::Outcome::kDone ? pass_.done : pass_.set_aside);
    }
    if (!reason.empty()) pass_.error = reason;
    ++pass_.taken;
    settlements_.push_back(std::move(settlement));
  }

  DrainInbox& drain_;
  const PortalId portal_;
  const TimePoint now_;
  std::vector<Settlement> settlements_;
  Pass pass_;
  bool looked_ = false;          // at tickets that come again later
  std::optional<Error> outage_;  // after it nothing more is asked in this pass
};

Result<DrainInbox::Pass> DrainInbox::run(PortalId portal, TimePoint now) {
  const Result<std::vector<InboxRow>> rows = inbox_.due(portal, now, options_.take);
  if (!rows) return rows.error();
  Work work(*this, portal, now);
  work.run(*rows);
  if (work.outage() || work.success()) pause(portal, now, work.outage());
  const Status settled = inbox_.settle(portal, work.settlements(), now);
  if (!settled) return settled.error();
  return work.pass();
}

Result<std::int64_t> DrainInbox::purge(TimePoint now) {
  return inbox_.purge(now - options_.keep_done, now - options_.keep_set_aside, 5'000);
}

TimePoint DrainInbox::ready_at(const Waiting& waiting) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const TimePoint earliest = std::max(waiting.earliest, portal_ready_at_(waiting.portal));
  const auto found = pauses_.find(waiting.portal);
  return found == pauses_.end() ? earliest : std::max(earliest, found->second.until);
}

void DrainInbox::recovered(PortalId portal) {
  const std::lock_guard<std::mutex> lock(mutex_);
  pauses_.erase(portal);
}

void DrainInbox::pause(PortalId portal, TimePoint now, bool outage) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!outage) {
    pauses_.erase(portal);
    return;
  }
  Pause& pause = pauses_[portal];
  RetryPolicy policy = options_.retry;
  policy.longest = options_.longest_pause;
  pause.until = now + delay_after(++pause.outages, jitter_(), policy);
}

}  // namespace sd::webhooks
