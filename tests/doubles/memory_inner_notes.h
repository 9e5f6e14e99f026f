// InnerNoteStore in memory. For tests of use cases.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "kanban/inner_notes.h"

namespace sd::test {

class MemoryInnerNotes final : public kanban::InnerNoteStore {
 public:
  Result<std::vector<kanban::InnerNote>> notes(PortalId portal, TicketId ticket) override {
    return kept_[{portal, ticket}];
  }
  Status add(PortalId portal, TicketId ticket, const kanban::InnerNote& note) override {
    kept_[{portal, ticket}].push_back(note);
    return Done{};
  }

 private:
  std::map<std::pair<PortalId, TicketId>, std::vector<kanban::InnerNote>> kept_;
};

}  // namespace sd::test
