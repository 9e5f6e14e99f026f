#include "install/sdctl/chosen_portal.h"

#include <algorithm>

#include "extension/core/web_address.h"

namespace sd::sdctl {
namespace {

bool is_called(const PortalRow& row, const std::string& name) {
  if (row.member == name) return true;
  const Result<WebAddress> address = parse_web_address(row.client_endpoint);
  return address && (address->host == name || address->host + ":" + std::to_string(address->port) == name);
}

}  // namespace

Result<PortalRow> chosen_portal(storage::Database& database, const std::string& name) {
  const Result<std::vector<PortalRow>> rows = portal_rows(database);
  if (!rows) return rows.error();
  if (name.empty() && rows->size() == 1) return rows->front();
  if (name.empty() && rows->size() > 1) {
    std::string members;
    for (const PortalRow& row : *rows) members += (members.empty() ? "" : ", ") + row.member;
    return Error{ErrorKind::kInvalidArgument, "sdctl.which_portal", members};
  }
  const auto found =
      std::find_if(rows->begin(), rows->end(), [&](const PortalRow& row) { return is_called(row, name); });
  if (found == rows->end()) return Error{ErrorKind::kNotFound, "sdctl.no_portal", name};
  return *found;
}

}  // namespace sd::sdctl
