#include "extension/installation/http/install_handlers.h"

#include <boost/json.hpp>

#include "extension/installation/http/install_order.h"

namespace sd::installation {
namespace {

namespace json = boost::json;

http::Response refused(const Error& error) { return http::error_response(error, true); }

http::Response ok(const json::value& body, int status = 200) {
  http::Response response;
  response.status = status;
  response.body = json::serialize(body);
  return response;
}

std::optional<Error> not_admin(const session::Session& session) {
  if (session.administrator && !session.external) return std::nullopt;
  return Error{ErrorKind::kPermissionDenied, "install.not_admin", {}};
}

json::object encode(const PlannedStep& step) {
  json::object args;
  for (const auto& [name, value] : step.args) args[name] = value;
  return {{"id", step.id}, {"text_key", step.text_key}, {"args", args}, {"action", to_string(step.action)}};
}

json::object encode(const kanban::PlannedStage& stage) {
  json::object out{{"role", kanban::to_string(stage.role)},
                   {"title", stage.title},
                   {"color", stage.color},
                   {"existing", nullptr},
                   {"existing_title", stage.existing_title}};
  if (stage.existing != StageId{0}) out["existing"] = stage.existing.value();
  return out;
}

}  // namespace

http::Response InstallHandlers::overview(const session::Session& session) {
  if (const auto error = not_admin(session)) return refused(*error);
  const Result<InstallationOverview> overview = preview_.overview(session.portal);
  if (!overview) return refused(overview.error());
  json::array scopes;
  for (const ScopeFact& scope : overview->scopes) {
    scopes.push_back(json::object{{"name", scope.name},
                                  {"granted", scope.granted},
                                  {"required", scope.required},
                                  {"why", scope.why_key}});
  }
  json::array groups;
  for (const GroupChoice& choice : overview->groups) {
    groups.push_back(json::object{{"id", choice.group.id.value()},
                                  {"name", choice.group.name},
                                  {"external", choice.group.external},
                                  {"bound", choice.bound}});
  }
  return ok(json::object{{"scopes", scopes}, {"installed", overview->installed}, {"groups", groups}});
}

http::Response InstallHandlers::preview(const session::Session& session, const http::Request& request) {
  if (const auto error = not_admin(session)) return refused(*error);
  const Result<InstallationOrder> order = decode_order(session, request.body);
  if (!order) return refused(order.error());
  const Result<InstallationPlan> plan = preview_.plan(*order);
  if (!plan) return refused(plan.error());
  json::array steps;
  for (const PlannedStep& step : plan->steps) steps.push_back(encode(step));
  json::object stages;
  for (const auto& [group, planned] : plan->stages) {
    json::array list;
    for (const kanban::PlannedStage& stage : planned) list.push_back(encode(stage));
    stages[std::to_string(group.value())] = list;
  }
  return ok(json::object{{"steps", steps}, {"stages", stages}});
}

http::Response InstallHandlers::run(const session::Session& session, const http::Request& request) {
  if (const auto error = not_admin(session)) return refused(*error);
  const Result<InstallationOrder> order = decode_order(session, request.body);
  if (!order) return refused(order.error());
  const Result<std::string> run = jobs_.start(*order);
  if (!run) return refused(run.error());
  return ok(json::object{{"run", *run}}, 202);
}

http::Response InstallHandlers::progress(const session::Session& session) {
  if (const auto error = not_admin(session)) return refused(*error);
  const Result<RunProgress> progress = jobs_.progress(session.portal);
  if (!progress) return refused(progress.error());
  json::array steps;
  for (const StepRecord& step : progress->steps) {
    steps.push_back(json::object{{"id", step.id}, {"state", to_string(step.state)}, {"detail", step.detail}});
  }
  return ok(
      json::object{{"state", to_string(progress->state)},
                   {"steps", steps},
                   {"read", json::object{{"done", progress->read_done}, {"total", progress->read_total}}}});
}

}  // namespace sd::installation
