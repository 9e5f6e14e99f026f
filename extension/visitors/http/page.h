// The page a frame gets: the built index.html with what this visitor's page needs to begin.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extension/core/web_address.h"
#include "extension/http/message.h"
#include "extension/visitors/rights.h"

namespace sd::visitors {

struct PageStart {
  // "board", "unbound", "home", "reports", "install", "task", "company", "client", "link", "error"
  std::string page;
  std::string session;  // signed; "" on an error page
  std::string lang = "en";
  UserId user;
  std::string user_name;
  bool administrator = false;
  Standing standing = Standing::kNobody;
  std::optional<GroupId> group;
  std::string group_name;
  std::optional<TicketId> ticket;    // of the pages "task" and "client"
  std::optional<CompanyId> company;  // of the page "company"
  std::string view;                  // of a shared link; "" = none
  std::string report;                // of the page "reports": its name from a shared link; `view` is its word
  std::string link;                  // under which the portal opens the application; "" = not known
  TimePoint now;
  std::string error;                                    // code; "" = none
  std::vector<std::pair<GroupId, std::string>> groups;  // bound ones
};

// `index`: the built page with its empty `<script type="application/json" id="sd-bootstrap">` element. The
// page may be framed by `portal` alone; absent (an error page before any portal has proved itself): by
// anybody.
http::Response page_response(const std::string& index, const PageStart& start,
                             const std::optional<WebAddress>& portal);

// The page that personal links lead to, the same for every link and everybody: what stands behind '#' in its
// address never comes here. No page may frame it.
http::Response link_page(const std::string& client_index, TimePoint now);

}  // namespace sd::visitors
