// kanban::FilePortal over REST: scopes disk and task (portal-api.md 5.9).
#pragma once

#include "extension/portal/caller.h"
#include "kanban/file_portal.h"

namespace sd::portal {

class FilePortalRest final : public kanban::FilePortal {
 public:
  explicit FilePortalRest(Caller& caller) : caller_(caller) {}

  // Three requests: the application's storage, the upload, the attachment. A file that was uploaded and could
  // not be attached stays in the storage, where nobody but administrators sees it.
  Status attach(const Actor& actor, TicketId ticket, const std::string& name,
                const std::string& content) override;
  Result<std::string> fetch(const Actor& actor, std::int64_t file) override;

 private:
  Caller& caller_;
};

}  // namespace sd::portal
