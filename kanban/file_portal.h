// Port: a ticket's files in the portal. Implemented by FilePortalRest (extension/portal) over REST, scope
// disk.
#pragma once

#include <string>

#include "kanban/portal.h"

namespace sd::kanban {

// Errors: the common ones of Portal; "portal.scope" where the application may not use files.
class FilePortal {
 public:
  virtual ~FilePortal() = default;

  // A new file of the ticket's. The name is one of a file, without folders.
  virtual Status attach(const Actor& actor, TicketId ticket, const std::string& name,
                        const std::string& content) = 0;
};

}  // namespace sd::kanban
