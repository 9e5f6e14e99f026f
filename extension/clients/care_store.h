// Port: what is kept about questions to clients. Kept by SociCareStore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extension/clients/rules/care.h"

namespace sd::clients {

// To whom a question belongs.
struct Question {
  PortalId portal;
  TicketId ticket;
  int cycle = 1;
  UserId user;
};

class CareStore {
 public:
  virtual ~CareStore() = default;

  struct Waiting {
    kanban::Card card;
    bool reminded = false;  // in the silence that goes on since the card's last update
  };
  // Cards that await the check of an external person who has created them. In all cards of this store
  // somebody who came by a personal link is the creator of what he has written.
  virtual Result<std::vector<Waiting>> awaiting(PortalId portal) = 0;
  virtual Status note_reminded(PortalId portal, const kanban::Card& card) = 0;

  // Requests that were created since then, of companies with a manager, of which he was not told yet.
  struct Unannounced {
    kanban::Card card;
    UserId manager;
    bool vip = false;
  };
  virtual Result<std::vector<Unannounced>> unannounced(PortalId portal, TimePoint created_since) = 0;
  virtual Status note_announced(PortalId portal, TicketId ticket, TimePoint at) = 0;

  // Done since then, created by an external person who was not asked about this cycle yet; the oldest first.
  virtual Result<std::vector<kanban::Card>> unasked(PortalId portal, TimePoint done_since) = 0;
  virtual Result<std::optional<TimePoint>> last_asked(PortalId portal, UserId user) = 0;
  // Keeps who worked on it and for whom, as they are now, for the report. Asked twice: once.
  virtual Status note_asked(PortalId portal, const kanban::Card& card, TimePoint at) = 0;

  virtual Result<std::optional<Rating>> rating(const Question& question) = 0;
  virtual Status rate(const Question& question, const Rating& rating) = 0;
};

}  // namespace sd::clients
