#include "extension/health/http/aside_request.h"

#include <boost/json.hpp>

namespace sd::health {
namespace {

namespace json = boost::json;
constexpr std::size_t kMaxBody = std::size_t{64} << 10;
constexpr std::size_t kMaxIds = 1'000;

Error bad(std::string code) { return {ErrorKind::kInvalidArgument, std::move(code), {}}; }

}  // namespace

Result<webhooks::AsideChoice> decode_choice(const std::string& body) {
  if (body.size() > kMaxBody) return bad("request.too_large");
  boost::system::error_code failed;
  const json::value document = json::parse(body, failed);
  const json::object* fields = failed ? nullptr : document.if_object();
  if (!fields) return bad("request.json");
  webhooks::AsideChoice choice;
  if (const json::value* all = fields->if_contains("all"); all && all->is_bool())
    choice.all = all->get_bool();
  const json::value* ids = fields->if_contains("ids");
  if (choice.all) return ids ? Result<webhooks::AsideChoice>(bad("request.ids")) : choice;
  if (!ids || !ids->is_array() || ids->get_array().empty() || ids->get_array().size() > kMaxIds) {
    return bad("request.ids");
  }
  for (const json::value& id : ids->get_array()) {
    if (!id.is_int64() || id.get_int64() <= 0) return bad("request.ids");
    choice.ids.push_back(id.get_int64());
  }
  return choice;
}

}  // namespace sd::health
