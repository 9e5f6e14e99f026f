// Use case: somebody asks the client for agreement to an estimate, or answers for him. Source: domain.md 3.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "kanban/rules/agreement.h"
#include "kanban/settings.h"
#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct AgreeEstimateCommand {
  Actor actor;                       // the person
  std::optional<Actor> reader = {};  // who looks at the ticket for him; absent: he himself
  GroupId group;
  TicketId ticket;
  Side side = Side::kStaff;  // on whose behalf; the caller has checked that he may speak for it
  Agreement to = Agreement::kAsked;
  std::int64_t estimate_minutes = 0;  // the estimate he had before his eyes
  std::string note;
};

class AgreeEstimate {
 public:
  // `first_asked`: a group has asked for agreement for the first time, so that its board flags work without
  // it from now on (unagreed_work.h); told before the card is.
  AgreeEstimate(Portal& portal, CardStore& cards, SettingsStore& settings, SyncTickets& sync,
                std::function<void(PortalId)> first_asked)
      : portal_(portal),
        cards_(cards),
        settings_(settings),
        sync_(sync),
        first_asked_(std::move(first_asked)) {}

  // The card with its agreement; who said so and when is in the journal. Nothing is written to the portal;
  // the ticket is read as that person or his reader, who must be able to see it. Errors: "card.not_found";
  // "agreement.changed" (kConflict) when the portal has another estimate than the one the person saw;
  // "agreement.note_too_long" above kMaxNote bytes; those of may_step(); the portal's; the stores'.
  Result<Card> run(const AgreeEstimateCommand& command);

  static constexpr std::size_t kMaxNote = 1000;

 private:
  Portal& portal_;
  CardStore& cards_;
  SettingsStore& settings_;
  SyncTickets& sync_;
  std::function<void(PortalId)> first_asked_;
};

}  // namespace sd::kanban
