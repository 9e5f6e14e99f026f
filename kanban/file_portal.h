// Port: a ticket's files in the portal. Implemented by FilePortalRest (extension/portal) over REST, scope
// disk.
#pragma once

#include <cstdint>
#include <string>

#include "kanban/portal.h"

namespace sd::kanban {

// Errors of both: the common ones of Portal; "portal.scope" where the application may not use files.
class FilePortal {
 public:
  virtual ~FilePortal() = default;

  // A new file of the ticket's. The name is one of a file, without folders.
  virtual Status attach(const Actor& actor, TicketId ticket, const std::string& name,
                        const std::string& content) = 0;

  // The content of one of CardPortal::talk()'s files. Errors: "file.not_found" (kNotFound).
  virtual Result<std::string> fetch(const Actor& actor, std::int64_t file) = 0;
};

}  // namespace sd::kanban
