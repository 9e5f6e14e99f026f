// Where frames come in: POST /b24/app (every placement and the main page), POST /b24/install (the installer)
// and POST /api/session (a page whose session has run out). Source: portal-api.md 2.4, 2.5.
#pragma once

#include <functional>
#include <string>

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "extension/installation/admit_portal.h"
#include "extension/visitors/admit_visitor.h"
#include "extension/visitors/http/page.h"
#include "extension/visitors/rights.h"
#include "kanban/card_store.h"
#include "kanban/people.h"
#include "kanban/portal.h"

namespace sd::visitors {

struct EntryParts {
  const std::string& index;         // the built page of the staff
  const std::string& client_index;  // and that of clients
  const session::SessionSigner& signer;
  AdmitVisitor& visitors;
  installation::AdmitPortal& portals;
  kanban::CardStore& cards;
  kanban::PeopleStore& people;
  kanban::Portal& portal;
  const Clock& clock;
  // One line for the log; gets no secret and no text from people.
  std::function<void(const std::string& line)> log;
};

class EntryHandler {
 public:
  explicit EntryHandler(EntryParts parts) : parts_(std::move(parts)) {}

  http::Response app(const http::Request& request);
  http::Response install(const http::Request& request);
  http::Response renew(const http::Request& request);

 private:
  http::Response page_for(const Visitor& visitor, const std::map<std::string, std::string>& fields);
  Result<Standing> standing_of(const session::Session& session, GroupId group);
  http::Response client_page(const Visitor& visitor, PageStart start,
                             const std::map<std::string, std::string>& fields);
  http::Response task_page(const Visitor& visitor, PageStart start, std::optional<std::int64_t> ticket);
  http::Response failed(const Error& error, const std::string& lang, bool installer);

  EntryParts parts_;
};

}  // namespace sd::visitors
