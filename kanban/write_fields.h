// Use case: a person changes fields of a card: Type, stopper, estimate, importance, assignee, deadline,
// title. Source: domain.md 3.
#pragma once

#include <optional>
#include <string>

#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct WriteFieldsCommand {
  Actor actor;  // the person
  GroupId group;
  TicketId ticket;
  // Absent: unchanged; blank text clears. `estimate` as typed (rules/estimate.h).
  std::optional<std::string> type;
  std::optional<std::string> stopper;
  std::optional<std::string> estimate;
  std::optional<bool> important;
  std::optional<UserId> assignee;
  std::optional<std::optional<TimePoint>> deadline{};  // an absent instant clears
  std::optional<std::string> title{};
};

class WriteFields {
 public:
  WriteFields(Portal& portal, CardStore& cards, SettingsStore& settings, SyncTickets& sync)
      : portal_(portal), cards_(cards), settings_(settings), sync_(sync) {}

  // The card as the portal has it afterwards. A title that matches a dictionary's entry is written as the
  // entry spells it; other text as it is. A task nobody has taken (its assignee is its creator) goes to the
  // default assignee of its new type, unless the command names one. Errors: "card.not_found";
  // "fields.nothing" when nothing is to change; "fields.too_long" above kMaxText bytes; "create.no_title" for
  // a blank title; "estimate.*" of
  // parse_estimate(); the portal's; the stores'.
  Result<Card> run(const WriteFieldsCommand& command);

  static constexpr std::size_t kMaxText = 250;

 private:
  Result<Portal::FieldWrite> translate(const WriteFieldsCommand& command, const Card& card);
  Status give(PortalId portal, const Card& card, Portal::FieldWrite& fields);
  Result<std::string> entry(PortalId portal, DictionaryKind kind, const std::string& text);

  Portal& portal_;
  CardStore& cards_;
  SettingsStore& settings_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
