#include "reports/http/report_handler.h"

#include <algorithm>

#include "extension/http/query.h"
#include "reports/http/report_json.h"

namespace sd::reports {
namespace {

http::Response as_json(std::string text) {
  return {200, "application/json; charset=utf-8", std::move(text), {{"Cache-Control", "no-store"}}};
}

http::Response refused(const Error& error) {
  const bool ours = error.code.starts_with("report.");
  return http::error_response(error, ours);
}

}  // namespace

Result<Viewer> ReportHandler::viewer_of(const session::Session& session) {
  Viewer viewer;
  viewer.user = session.user;
  viewer.external = session.external && !session.administrator;
  viewer.administrator = session.administrator;
  const auto groups = parts_.cards.groups(session.portal);
  if (!groups) return groups.error();
  for (const kanban::BoundGroup& group : *groups) {
    const auto members = parts_.people.members(session.portal, group.group);
    if (!members) return members.error();
    const visitors::Standing standing = visitors::standing_in(session, *members);
    if (visitors::may_see_board(standing)) viewer.sees.push_back(group.group);
    if (visitors::may_see_reports(standing)) viewer.manages.push_back(group.group);
  }
  return viewer;
}

http::Response ReportHandler::list(const http::Request& request) {
  const Result<session::Session> session = parts_.guard.session(request);
  if (!session) return http::error_response(session.error());
  const auto viewer = viewer_of(*session);
  if (!viewer) return refused(viewer.error());
  const bool own_only = viewer->manages.empty();
  std::vector<ReportKind> kinds;
  for (ReportKind kind : parts_.reports.all()) {
    if (own_only && !kind.own) continue;
    if (own_only) std::erase(kind.filters, "user");
    kinds.push_back(std::move(kind));
  }
  if (viewer->external || viewer->sees.empty()) {
    return refused({ErrorKind::kPermissionDenied, "report.denied", {}});
  }
  auto groups = parts_.cards.groups(session->portal);
  if (!groups) return refused(groups.error());
  const std::vector<GroupId>& his = own_only ? viewer->sees : viewer->manages;
  std::erase_if(*groups, [&](const kanban::BoundGroup& group) {
    return std::find(his.begin(), his.end(), group.group) == his.end();
  });
  return as_json(to_json(parts_.now(session->portal), *groups, kinds));
}

Result<ReportHandler::Asked> ReportHandler::asked(const http::Request& request) {
  const Result<session::Session> session = parts_.guard.session(request);
  if (!session) return session.error();
  const auto viewer = viewer_of(*session);
  if (!viewer) return viewer.error();
  const auto kind = parts_.reports.find(request.path_params.at("name"));
  if (!kind) return kind.error();
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  auto read = read_request(*kind, *query);
  if (!read) return read.error();
  auto question = narrowed(std::move(read->question), *viewer, kind->own);
  if (!question) return question.error();
  const auto zone = parts_.zone(session->portal);
  if (!zone) return zone.error();
  question->portal = session->portal;
  question->zone = *zone;
  question->now = parts_.now(session->portal);
  read->question = std::move(question).value();
  return Asked{*session, *kind, std::move(read).value()};
}

http::Response ReportHandler::report(const http::Request& request) {
  const auto asked_for = asked(request);
  if (!asked_for) return refused(asked_for.error());
  const auto& [session, kind, wanted] = *asked_for;
  const auto report = ask(kind, wanted.question, wanted.compare);
  if (!report) return refused(report.error());
  const auto names = parts_.names.of(session.portal, report->tables);
  if (!names) return refused(names.error());
  return as_json(to_json(*report, *names));
}

http::Response ReportHandler::behind(const http::Request& request) {
  const auto asked_for = asked(request);
  if (!asked_for) return refused(asked_for.error());
  const auto& [session, kind, wanted] = *asked_for;
  const auto behind = kind.maker->behind(wanted.question, wanted.behind);
  if (!behind) return refused(behind.error());
  const auto names = parts_.names.of(session.portal, behind->tables);
  if (!names) return refused(names.error());
  return as_json(to_json(*behind, *names));
}

}  // namespace sd::reports
