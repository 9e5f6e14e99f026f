#include "extension/portal/app.h"

#include "extension/core/iso_time.h"
#include "extension/portal/batch.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/query_encoding.h"
#include "extension/portal/users.h"

namespace sd::portal {

Result<AppInfo> decode_app_info(const json::value& result) {
  RowReader row(result, "app.info");
  AppInfo info;
  info.code = row.text("CODE");
  info.status = row.text("STATUS");
  info.installed = row.flag("INSTALLED");
  info.version = row.integer_or("VERSION", 0);
  info.language = row.text("LANGUAGE_ID");
  info.license = row.text("LICENSE");
  if (row.error()) return *row.error();
  if (info.code.empty()) return shape_error("app.info.CODE is missing");
  return info;
}

Result<AppInfo> ask_app_info(Transport& transport, const std::string& server, const Secret& access) {
  WireRequest request;
  request.url = server + "/rest/app.info";
  request.content_type = "application/x-www-form-urlencoded";
  request.body = encode_query({{"auth", access.reveal()}});
  const auto wire = transport.send(request);
  if (!wire)
    return Error{ErrorKind::kUnavailable, "portal.unreachable", "authorisation server: " + wire.error().code};
  auto outcome = decode_answer(*wire);
  if (auto* refusal = std::get_if<Refusal>(&outcome)) return std::move(refusal->error);
  return decode_app_info(std::get<Answer>(outcome).result);
}

Result<Profile> ask_profile(Caller& caller, PortalId portal, const Secret& access) {
  Batch batch;
  batch.add("profile", "profile");
  batch.add("user", "user.current");
  auto framed = caller.call_with(portal, access, batch.call(Effect::kRead, false));
  if (!framed) return framed.error();
  const auto answer = BatchAnswer::decode(std::move(framed).value());
  if (!answer) return answer.error();
  const auto result = answer->result("profile");
  if (!result) return result.error();
  if (is_empty(**result))
    return Error{ErrorKind::kPermissionDenied, "portal.denied", "the user is not active"};
  RowReader row(**result, "profile");
  Profile profile;
  profile.user = UserId{row.integer("ID")};
  profile.admin = row.flag("ADMIN");
  profile.name = row.text("NAME");
  const std::string last = row.text("LAST_NAME");
  if (!profile.name.empty() && !last.empty()) profile.name += ' ';
  profile.name += last;
  if (row.error()) return *row.error();
  // Without the scope of users the kind of the visitor stays unknown; that is no failure.
  const auto user = answer->result("user");
  if (user && !is_empty(**user)) profile.external = is_external(**user);
  return profile;
}

Result<std::vector<std::string>> list_scopes(Caller& caller, const Actor& actor) {
  const auto answer = caller.call(actor, {"scope"});
  if (!answer) return answer.error();
  if (!answer->result.is_array()) return shape_error("scope: result is not a list");
  std::vector<std::string> scopes;
  for (const json::value& scope : answer->result.get_array()) scopes.push_back(to_text(scope));
  return scopes;
}

Result<bool> ask_feature(Caller& caller, const Actor& actor, const std::string& code) {
  const auto answer = caller.call(actor, {"feature.get", {{"CODE", code}}});
  if (!answer) return answer.error();
  return RowReader(answer->result, "feature").flag("value");
}

Result<TimePoint> ask_server_time(Caller& caller, const Actor& actor) {
  const auto answer = caller.call(actor, {"server.time"});
  if (!answer) return answer.error();
  const auto at = parse_iso_time(to_text(answer->result));
  if (!at) return shape_error("server.time: result is not an instant with an offset");
  return *at;
}

}  // namespace sd::portal
