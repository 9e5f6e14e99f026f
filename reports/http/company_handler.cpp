#include "reports/http/company_handler.h"

#include <boost/json.hpp>
#include <cstdio>

namespace sd::reports {
namespace {

namespace json = boost::json;

std::string text_of(std::chrono::year_month month) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u", static_cast<int>(month.year()),
                static_cast<unsigned>(month.month()));
  return text;
}

}  // namespace

http::Response CompanyHandler::company(const http::Request& request) {
  const Result<session::Session> session = parts_.guard.session(request);
  if (!session) return http::error_response(session.error());
  const Result<std::int64_t> number = visitors::query_number(request, "company");
  if (!number) return http::error_response(number.error());
  const PortalId portal = session->portal;
  const auto groups = kanban::groups_seen(*session, parts_.cards, parts_.people);
  if (!groups) return http::error_response(groups.error());
  if (groups->empty()) return http::error_response({ErrorKind::kPermissionDenied, "board.denied", {}});
  std::vector<GroupId> ids;
  for (const kanban::BoundGroup& group : *groups) ids.push_back(group.group);

  const CompanyId company{*number};
  const TimePoint now = parts_.portal.now(portal);
  const auto summary = parts_.summary.run(portal, company, ids, now, parts_.utc_offset(portal));
  if (!summary) return http::error_response(summary.error());
  const auto names = parts_.people.companies(portal, std::span(&company, 1));
  if (!names) return http::error_response(names.error());
  const auto lines = kanban::lines_json(portal, summary->cards, parts_.cards, parts_.people);
  if (!lines) return http::error_response(lines.error());
  json::object head{{"now_ms", to_ms(now)},
                    {"name", names->empty() ? std::string() : names->front().second},
                    {"month", text_of(summary->month.name)},
                    {"plan_min", nullptr},
                    {"used_min", summary->used_minutes},
                    {"estimated_min", summary->estimated_minutes}};
  if (summary->plan_minutes) head["plan_min"] = *summary->plan_minutes;
  std::string body = json::serialize(head);
  body.back() = ',';
  return {200,
          "application/json; charset=utf-8",
          body + R"("cards":)" + *lines + "}",
          {{"Cache-Control", "no-store"}}};
}

}  // namespace sd::reports
