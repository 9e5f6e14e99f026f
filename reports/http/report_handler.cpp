#include "reports/http/report_handler.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "extension/http/query.h"
#include "reports/export/report_file.h"
#include "reports/export/written_file.h"
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

Result<bool> wanted_in(const std::string& body) {
  boost::system::error_code failed;
  const boost::json::value document = boost::json::parse(body, failed);
  const boost::json::object* const fields = failed ? nullptr : document.if_object();
  const boost::json::value* const wanted = fields ? fields->if_contains("wanted") : nullptr;
  if (!wanted || !wanted->is_bool()) return Error{ErrorKind::kInvalidArgument, "request.json", {}};
  return wanted->get_bool();
}

}  // namespace

Result<Viewer> ReportHandler::viewer_of(const session::Session& session) {
  Viewer viewer;
  viewer.user = session.user;
  viewer.external = session.external && !session.administrator;
  viewer.administrator = session.administrator;
  const auto groups = parts_.cards.groups(session.portal);
  if (!groups) return groups.error();
  viewer.bound = groups->size();
  for (const kanban::BoundGroup& group : *groups) {
    const auto members = parts_.people.members(session.portal, group.group);
    if (!members) return members.error();
    const visitors::Standing standing = visitors::standing_in(session, *members);
    if (visitors::may_see_board(standing)) viewer.sees.push_back(group.group);
    if (visitors::may_see_reports(standing)) viewer.manages.push_back(group.group);
  }
  return viewer;
}

// For who sees more than himself: his groups' people, and the companies their open cards name.
Result<ReportChoices> ReportHandler::choices_of(const session::Session& session, const Viewer& viewer) {
  ReportChoices choices;
  if (viewer.manages.empty()) return choices;
  const auto readers = parts_.monthly.readers(session.portal);
  if (!readers) return readers.error();
  choices.monthly = std::any_of(readers->begin(), readers->end(),
                                [&](const MonthlyReader& reader) { return reader.user == session.user; });
  std::set<UserId> ids;
  for (const GroupId group : viewer.manages) {
    const auto members = parts_.people.members(session.portal, group);
    if (!members) return members.error();
    for (const kanban::GroupMember& member : *members) ids.insert(member.user);
  }
  auto users = parts_.people.users(session.portal, std::vector<UserId>(ids.begin(), ids.end()));
  if (!users) return users.error();
  for (const kanban::PortalUser& user : *users) {
    if (!user.external) choices.users.emplace_back(user.id.value(), user.name);
  }
  const LabourScope his{session.portal, viewer.manages, {}, {}, {}};
  const auto ours = viewer.administrator ? parts_.cards.companies(session.portal) : parts_.facts.served(his);
  if (!ours) return ours.error();
  const auto companies = parts_.people.companies(session.portal, *ours);
  if (!companies) return companies.error();
  for (const auto& [id, title] : *companies) choices.companies.emplace_back(id.value(), title);
  const auto types = parts_.settings.dictionary(session.portal, kanban::DictionaryKind::kType);
  if (!types) return types.error();
  for (const kanban::DictionaryEntry& type : *types) choices.types.push_back(type.title);
  for (auto* const list : {&choices.users, &choices.companies}) {
    std::sort(list->begin(), list->end(),
              [](const auto& left, const auto& right) { return left.second < right.second; });
  }
  return choices;
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
  const auto choices = choices_of(*session, *viewer);
  if (!choices) return refused(choices.error());
  return as_json(to_json(parts_.now(session->portal), *groups, kinds, *choices));
}

http::Response ReportHandler::monthly(const http::Request& request) {
  const Result<session::Session> session = parts_.guard.session(request);
  if (!session) return http::error_response(session.error());
  const auto viewer = viewer_of(*session);
  if (!viewer) return refused(viewer.error());
  if (viewer->manages.empty()) return refused({ErrorKind::kPermissionDenied, "report.denied", {}});
  const auto wanted = wanted_in(request.body);
  if (!wanted) return refused(wanted.error());
  const Status kept =
      *wanted ? parts_.monthly.put(
                    session->portal,
                    {session->user, session->administrator, session->lang, parts_.now(session->portal), {}})
              : parts_.monthly.remove(session->portal, session->user);
  if (!kept) return refused(kept.error());
  return as_json(*wanted ? R"({"wanted":true})" : R"({"wanted":false})");
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
  if (const Status settled = settle_as_of(*question); !settled) return settled.error();
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

http::Response ReportHandler::file(const http::Request& request) {
  const auto asked_for = asked(request);
  if (!asked_for) return refused(asked_for.error());
  const auto& [session, kind, wanted] = *asked_for;
  if (const Status known = check_format(wanted.format); !known) return refused(known.error());
  const auto report = ask(kind, wanted.question, wanted.compare);
  if (!report) return refused(report.error());
  const auto names = parts_.names.of(session.portal, report->tables);
  if (!names) return refused(names.error());
  FileWords words;
  words.lang = wanted.lang == "ru" || wanted.lang == "en" ? wanted.lang : session.lang;
  words.word = [&](const std::string& key) { return parts_.word(words.lang, key); };
  const Zone& zone = wanted.question.zone;
  auto bytes = file_bytes(wanted.format, words.lang,
                          [&](TableFile& file) { return write_report(*report, *names, zone, words, file); });
  if (!bytes) return refused(bytes.error());
  const std::string name = report->name + "_" + to_text(report->period.from) + "." + wanted.format;
  const bool csv = wanted.format == "csv";
  return {
      200,
      csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      std::move(bytes).value(),
      {{"Content-Disposition", "attachment; filename=\"" + name + "\""}, {"Cache-Control", "no-store"}}};
}

http::Response ReportHandler::behind(const http::Request& request) {
  const auto asked_for = asked(request);
  if (!asked_for) return refused(asked_for.error());
  const auto& [session, kind, wanted] = *asked_for;
  const auto behind = ask_behind(kind, wanted.question, wanted.behind);
  if (!behind) return refused(behind.error());
  const auto names = parts_.names.of(session.portal, behind->tables);
  if (!names) return refused(names.error());
  return as_json(to_json(*behind, *names));
}

}  // namespace sd::reports
