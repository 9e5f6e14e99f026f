// Works accepted events in: takes what is due, joins what is about the same thing, has it read from the
// portal, and settles the rows. Source: portal-api.md 3.9.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "webhooks/inbox.h"
#include "webhooks/rules/retry.h"

namespace sd::webhooks {

// Port: what events lead to. Each call reads the present state from the portal and may be repeated. Whether
// an id is one of ours (a bound group, a known company) is for the callee to know.
class EventWork {
 public:
  // Tickets that failed for a reason of their own; the others are done.
  using FailedTickets = std::vector<std::pair<TicketId, Error>>;
  struct Looked {
    FailedTickets failed;
    // Shown as they are, but something is still to be written for them: they come again at `later_at`.
    std::vector<TicketId> later;
    TimePoint later_at;
  };

  virtual ~EventWork() = default;
  virtual Result<Looked> tickets(PortalId portal, std::span<const TicketId> tickets) = 0;
  virtual Status group(PortalId portal, GroupId group) = 0;
  virtual Status group_gone(PortalId portal, GroupId group) = 0;
  virtual Status company(PortalId portal, CompanyId company) = 0;
  virtual Status user(PortalId portal, UserId user) = 0;
};

// Port: what the portal tells about the application itself. `fields`: names as on the wire
// ("auth[member_id]").
class AppEvents {
 public:
  using Fields = std::map<std::string, std::string, std::less<>>;
  virtual ~AppEvents() = default;
  virtual Status handle(std::string_view event, const Fields& fields) = 0;
};

class DrainInbox {
 public:
  struct Options {
    std::size_t take = 1'000;  // rows in one pass
    RetryPolicy retry;
    Millis longest_pause{60'000};  // of a portal that does not answer
    Millis keep_done{3LL * 24 * 3'600 * 1'000};
    Millis keep_set_aside{30LL * 24 * 3'600 * 1'000};
  };
  struct Pass {
    std::size_t taken = 0, done = 0, retried = 0, set_aside = 0;
    std::string error;  // the code of the last failure, for the log; "" when all went well
  };

  // All references must outlive this object. `jitter` returns numbers from 0 to 1; `portal_ready_at`: from
  // when on background work may ask the portal.
  DrainInbox(Inbox& inbox, EventWork& work, AppEvents& applications, std::function<double()> jitter,
             std::function<TimePoint(PortalId)> portal_ready_at, Options options)
      : inbox_(inbox),
        work_(work),
        applications_(applications),
        jitter_(std::move(jitter)),
        portal_ready_at_(std::move(portal_ready_at)),
        options_(options) {}

  // When the portal's rows may be worked in: later than they are due while the portal does not answer.
  TimePoint ready_at(const Waiting& waiting) const;
  // The portal answers again: its rows are due at once.
  void recovered(PortalId portal);

  // One pass over one portal. Passes of different portals may run at once, of the same portal not. A row
  // whose work fails for a reason of its own comes again later, behind those that have not failed, and is set
  // aside with the reason when it keeps failing; an outage (portal or database away, token refused) never
  // counts and never sets anything aside. Rows of tickets that are to come later stay, and no attempt is
  // counted. A batch that fails as a whole is halved until the ticket that fails
  // is alone. Errors: "db.*" of the inbox itself; nothing is lost then.
  Result<Pass> run(PortalId portal, TimePoint now);

  // Deletes what was settled long ago. Returns how many rows.
  Result<std::int64_t> purge(TimePoint now);

 private:
  class Work;
  void pause(PortalId portal, TimePoint now, bool outage);

  Inbox& inbox_;
  EventWork& work_;
  AppEvents& applications_;
  const std::function<double()> jitter_;
  const std::function<TimePoint(PortalId)> portal_ready_at_;
  const Options options_;

  struct Pause {
    int outages = 0;
    TimePoint until;
  };
  mutable std::mutex mutex_;
  std::map<PortalId, Pause> pauses_;
};

}  // namespace sd::webhooks
