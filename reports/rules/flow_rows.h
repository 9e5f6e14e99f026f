// What flow reports are computed from: cycles and stopper intervals of tickets (kanban/rules/ticket_flow.h)
// with what reports filter by. Company and assignee are those the card has now; class and Type of a cycle
// those it had last before it was opened again. Pure. Source: domain.md 5, 8.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "kanban/rules/ticket_flow.h"

namespace sd::reports {

struct CycleRow {
  TicketId ticket;
  GroupId group;
  CompanyId company;  // 0: none
  UserId assignee;
  kanban::FlowCycle cycle;

  friend bool operator==(const CycleRow&, const CycleRow&) = default;
};

struct StopRow {
  TicketId ticket;
  GroupId group;
  CompanyId company;  // 0: none
  UserId assignee;
  kanban::CardClass card_class = kanban::CardClass::kService;  // of the card now, as its type
  std::string type;                                            // raw
  kanban::FlowStop stop;

  friend bool operator==(const StopRow&, const StopRow&) = default;
};

// Forgets what happened later than `at`: the row as it was at that instant. False: there was no such row
// then.
bool as_it_was(CycleRow& row, TimePoint at);
bool as_it_was(StopRow& row, TimePoint at);

// The dictionary's titles of raw texts, each text matched once.
class Titles {
 public:
  explicit Titles(kanban::Dictionary dictionary) : dictionary_(std::move(dictionary)) {}
  // Stays valid as long as this object.
  const std::string& of(const std::string& raw);

 private:
  kanban::Dictionary dictionary_;
  std::unordered_map<std::string, std::string> known_;
};

// Which cards count; what is absent excludes nothing.
struct FlowFilter {
  std::optional<kanban::CardClass> card_class;
  std::optional<std::string> type;   // the dictionary's title, "" = cards without one
  std::optional<CompanyId> company;  // 0: cards without one
  std::optional<UserId> assignee;
  std::vector<UserId> left_out;  // whose cards count nowhere (domain.md 8, excluded users)

  friend bool operator==(const FlowFilter&, const FlowFilter&) = default;
};

bool passes(const FlowFilter& filter, const CycleRow& row, Titles& types);
bool passes(const FlowFilter& filter, const StopRow& row, Titles& types);

}  // namespace sd::reports
