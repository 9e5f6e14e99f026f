// kanban::CardPortal over REST: scope task; scopes im and disk where the application has them.
#pragma once

#include "extension/portal/caller.h"
#include "extension/portal/field_names.h"
#include "kanban/card_portal.h"

namespace sd::portal {

class CardPortalRest final : public kanban::CardPortal {
 public:
  CardPortalRest(Caller& caller, FieldNames fields) : caller_(caller), fields_(std::move(fields)) {}

  // Comments are the messages of the task's chat where there is one that may be read, else the forum's.
  Result<kanban::TicketTalk> talk(const Actor& actor, TicketId ticket) override;
  Result<kanban::TicketsFound> search(const Actor& actor, std::span<const GroupId> groups,
                                      const std::string& words) override;
  Result<kanban::TicketRead> comment(const Actor& actor, TicketId ticket, const std::string& text,
                                     std::int64_t seen, UserId author) override;
  Result<kanban::TicketRead> book(const Actor& actor, TicketId ticket, std::int64_t seconds,
                                  std::int64_t before, const std::string& note,
                                  std::optional<TimePoint> day) override;
  Result<kanban::TicketRead> create(const Actor& actor, const kanban::NewTicket& ticket) override;

 private:
  void name_files(const Actor& actor, std::vector<kanban::TicketFile>& files);

  Caller& caller_;
  FieldNames fields_;
};

}  // namespace sd::portal
