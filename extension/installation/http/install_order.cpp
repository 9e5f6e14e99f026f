#include "extension/installation/http/install_order.h"

#include <boost/json.hpp>

namespace sd::installation {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxBody = std::size_t{64} << 10;
constexpr std::size_t kMaxGroups = 500;

Error bad(std::string code) { return {ErrorKind::kInvalidArgument, std::move(code), {}}; }

}  // namespace

Result<InstallationOrder> decode_order(const session::Session& session, const std::string& body) {
  if (body.size() > kMaxBody) return bad("request.too_large");
  boost::system::error_code failed;
  const json::value document = json::parse(body, failed);
  const json::object* fields = failed ? nullptr : document.if_object();
  if (!fields) return bad("request.json");

  InstallationOrder order;
  order.portal = session.portal;
  order.lang = session.lang;
  order.by = session.user;
  const json::value* groups = fields->if_contains("groups");
  if (!groups || !groups->is_array() || groups->get_array().size() > kMaxGroups) return bad("request.groups");
  for (const json::value& group : groups->get_array()) {
    if (!group.is_int64() || group.get_int64() <= 0) return bad("request.groups");
    order.groups.push_back(GroupId{group.get_int64()});
  }
  if (const json::value* rename = fields->if_contains("rename_stages")) {
    if (!rename->is_bool()) return bad("request.rename_stages");
    order.rename_stages = rename->get_bool();
  }
  if (const json::value* check = fields->if_contains("client_check")) {
    if (!check->is_bool()) return bad("request.client_check");
    order.client_check = check->get_bool();
  }
  return order;
}

}  // namespace sd::installation
