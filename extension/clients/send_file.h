// Use case: a client adds a file to a request of his. Source: domain.md 9.
#pragma once

#include <string>

#include "extension/clients/answer_request.h"
#include "kanban/file_portal.h"

namespace sd::clients {

class SendFile {
 public:
  struct Parts {
    ClientStore& clients;
    kanban::FilePortal& files;
    kanban::Portal& portal;
    kanban::SyncTickets& sync;
  };
  // All references must outlive this object.
  explicit SendFile(const Parts& parts) : parts_(parts) {}

  // Errors: "client.no_request"; those of checked_file() (rules/client_file.h); "portal.scope" where the
  // application may not use files; the portal's; the stores'.
  Status run(const AnswerRequest::Whose& whose, const std::string& name, const std::string& content);

 private:
  Parts parts_;
};

}  // namespace sd::clients
