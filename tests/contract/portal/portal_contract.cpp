#include "tests/contract/portal/portal_contract.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "extension/portal/json_reading.h"

namespace sd::portal {

void PortalContract::SetUp() {
  subject_ = GetParam().start();
  ASSERT_NE(subject_, nullptr);
  const json::array scopes{"task", "tasks", "sonet_group", "user", "placement", "crm", "im"};
  control("app", {{"client_id", kApp},
                  {"client_secret", "app-secret"},
                  {"title", "Desk"},
                  {"handler", "https://desk.example/b24/app"},
                  {"install", "https://desk.example/b24/install"},
                  {"scopes", scopes}});
  control("install_finish", {{"client_id", kApp}});
  const std::string origin = subject_->origin();
  oauth_ = std::make_unique<OAuth>(subject_->transport(), store_, directory_, clock_,
                                   std::vector<WebAddress>{*parse_web_address(origin)});
  caller_ =
      std::make_unique<Caller>(subject_->transport(), directory_, store_, *oauth_, clock_, sleeper_, random_);
  rest_ = std::make_unique<PortalRest>(*caller_, FieldNames{"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"});
  installer_ = std::make_unique<PortalAdminRest>(*caller_, *oauth_, subject_->transport());
  directory_.put({portal_, MemberId{to_text(state().at("member_id"))}, origin + "/rest/", origin + "/rest/",
                  kApp, Secret("app-secret"), LimitsProfile::kOff});
  visit(1);
  visit(2);
  const UserId background[] = {UserId{1}, UserId{2}};
  ASSERT_TRUE(store_.set_background(portal_, background));
}

json::value PortalContract::control(const std::string& what, const json::object& params) {
  WireRequest request;
  request.url = subject_->origin() + "/_double/" + what;
  request.content_type = "application/json";
  request.body = json::serialize(params);
  const auto answer = subject_->transport().send(request);
  EXPECT_TRUE(answer && answer->status == 200)
      << what << ": " << (answer ? answer->body : answer.error().code);
  return answer ? json::parse(answer->body) : json::value(nullptr);
}

json::value PortalContract::state() {
  WireRequest request;
  request.method = "GET";
  request.url = subject_->origin() + "/_double/state";
  const auto answer = subject_->transport().send(request);
  EXPECT_TRUE(answer);
  return answer ? json::parse(answer->body) : json::value(nullptr);
}

json::value PortalContract::act(std::int64_t user, const std::string& method, const json::object& params) {
  return control("act", {{"user", user}, {"method", method}, {"params", params}}).at("result");
}

void PortalContract::fault(const std::string& kind, const std::string& method) {
  control("faults", {{"method", method}, {"kind", kind}, {"count", 1}, {"ms", 0}});
}

json::object PortalContract::visit(std::int64_t user) {
  const json::value frame = control("frame", {{"user", user}, {"client_id", kApp}});
  const json::value* fields = member(frame, "fields");
  EXPECT_NE(fields, nullptr);
  const RowReader row(*fields, "fields");
  EXPECT_TRUE(store_.save(
      portal_, UserId{user},
      {Secret(row.text("AUTH_ID")), Secret(row.text("REFRESH_ID")), clock_.now() + std::chrono::hours{1}}));
  return fields->as_object();
}

TicketId PortalContract::add_task(const std::string& title, std::int64_t assignee) {
  const json::value made = act(
      1, "tasks.task.add", {{"fields", {{"TITLE", title}, {"RESPONSIBLE_ID", assignee}, {"GROUP_ID", 77}}}});
  return TicketId{to_integer(made.at("task").at("id")).value_or(0)};
}

kanban::TicketRead PortalContract::read_one(TicketId id) {
  auto reads = rest_->read(admin_, std::span(&id, 1));
  EXPECT_TRUE(reads) << reads.error().code << " " << reads.error().detail;
  return reads ? reads->front() : kanban::TicketRead{};
}

void PortalContract::add_fields() {
  for (const char* name : {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}) {
    TaskField field;
    field.name = name;
    field.xml_id = name;
    field.user_type = field.name == "UF_SD_ESTIMATE" ? "double" : "string";
    field.labels = {{"en", name}, {"ru", name}};
    if (field.user_type == "double") field.settings = {{"PRECISION", "2"}};
    const auto id = installer_->add_task_field(admin_, field);
    ASSERT_TRUE(id) << id.error().detail;
  }
}

std::int64_t PortalContract::someone(const std::string& kind, bool in_group) {
  const json::value portal = state();
  std::vector<std::int64_t> members;
  for (const json::value& group : portal.at("groups").as_array()) {
    if (to_integer(group.at("id")) != 77) continue;
    for (const json::value& user : group.at("members").as_array()) members.push_back(*to_integer(user));
  }
  for (const json::value& user : portal.at("users").as_array()) {
    const std::int64_t id = *to_integer(user.at("id"));
    const bool member = std::find(members.begin(), members.end(), id) != members.end();
    if (to_text(user.at("kind")) == kind && !to_flag(user.at("admin")) && to_flag(user.at("active")) &&
        member == in_group) {
      return id;
    }
  }
  return 0;
}

std::vector<TicketId> PortalContract::all_ids() {
  std::vector<TicketId> ids;
  for (bool last = false; !last;) {
    const auto page = rest_->list_ids(admin_, group_, ids.empty() ? TicketId{0} : ids.back());
    EXPECT_TRUE(page) << page.error().code << " " << page.error().detail;
    if (!page) break;
    ids.insert(ids.end(), page->ids.begin(), page->ids.end());
    last = page->last;
  }
  return ids;
}

}  // namespace sd::portal
