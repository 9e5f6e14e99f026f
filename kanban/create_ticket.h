// Use case: a person puts a new request on the board, into the column he stands at.
#pragma once

#include <string>

#include "kanban/card_portal.h"
#include "kanban/settings.h"
#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct CreateTicketCommand {
  Actor actor;  // the person
  GroupId group;
  StageId stage;  // 0: the group's first
  std::string title;
  std::string description;
  std::string type;      // blank: none
  std::string estimate;  // as typed (rules/estimate.h); blank: none
  bool important = false;
  UserId assignee;         // 0: the creator himself, because the portal wants somebody
  CompanyId company;       // 0: none
  UserId creator = {};     // on whose behalf the background writes; 0: the person himself
  bool control = false;    // it is done when its creator has said so
  ContactId contact = {};  // of the company; 0: none
  UserId outsider = {};    // who makes it, of one the portal does not know; 0: nobody
};

class CreateTicket {
 public:
  CreateTicket(CardPortal& talk, CardStore& cards, SettingsStore& settings, SyncTickets& sync)
      : talk_(talk), cards_(cards), settings_(settings), sync_(sync) {}

  // The new card as the portal has it. Errors: "create.no_title"; "fields.too_long" above kMaxTitle bytes of
  // title or Type, or kMaxText of description; "card.stage_unknown"; "estimate.*" of parse_estimate(); the
  // portal's ("portal.lost": look before trying again); the stores'.
  Result<Card> run(const CreateTicketCommand& command);

  static constexpr std::size_t kMaxTitle = 250;
  static constexpr std::size_t kMaxText = 10'000;

 private:
  Result<NewTicket> translate(const CreateTicketCommand& command);

  CardPortal& talk_;
  CardStore& cards_;
  SettingsStore& settings_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
