// Use cases: what the service does for clients by itself, and their answers to it. Source: domain.md 2.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "extension/clients/care_store.h"
#include "extension/clients/read_requests.h"
#include "kanban/calendars.h"
#include "kanban/sync_tickets.h"

namespace sd::clients {

class CareForClients {
 public:
  enum class News { kCheckReminder, kClosedInSilence, kRating };
  // Tells one client; again with the same card and news: in place of the first time.
  using Tell = std::function<void(const kanban::Card& card, PortalId portal, News news)>;
  // Tells a company's manager of a new request of theirs.
  using Announce = std::function<void(const CareStore::Unannounced& request, PortalId portal)>;
  struct Parts {
    ClientStore& clients;
    CareStore& care;
    kanban::Calendars& calendars;
    kanban::Portal& portal;
    kanban::SyncTickets& sync;
    Tell tell;
    Announce announce;
  };
  // All references must outlive this object.
  explicit CareForClients(Parts parts) : parts_(std::move(parts)) {}

  // To be called every now and then. Reminds of work that waits for its client's check, closes what he was
  // silent about, asks about what was done in the last kAskWithin, and tells managers of
  // companies of requests that were created within it. Each is done once, whatever is
  // restarted. Errors: the first one; the others are tried all the same.
  Status run(PortalId portal, const std::stop_token& stop);

  // Errors: "client.no_request"; "rating.not_asked" (kNotFound) when nobody has asked him, or it was opened
  // again since; "rating.used" (kConflict) when it is answered for more than an hour; those of
  // check_rating().
  struct Answer {
    PortalId portal;
    UserId user;
    TicketId ticket;
    int stars = 0;
    std::string words;
  };
  Status rate(const Answer& answer);

  static constexpr std::chrono::days kAskWithin{3};

 private:
  Status look_at_check(PortalId portal, const CareStore::Waiting& waiting, TimePoint now);
  Status announce_new(PortalId portal, TimePoint now);
  Status close(PortalId portal, const kanban::Card& card);
  Status ask(PortalId portal, const kanban::Card& card, TimePoint now);

  Parts parts_;
};

}  // namespace sd::clients
