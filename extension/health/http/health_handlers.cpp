#include "extension/health/http/health_handlers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "extension/health/group_progress.h"
#include "extension/health/http/aside_request.h"

namespace sd::health {
namespace {

namespace json = boost::json;

constexpr std::size_t kRowsShown = 100;

http::Response ok(const json::value& body) {
  return {200, "application/json; charset=utf-8", json::serialize(body), {{"Cache-Control", "no-store"}}};
}

json::value instant(const std::optional<TimePoint>& at) {
  if (!at) return nullptr;
  return to_ms(*at);
}

json::array encode(const std::vector<Concern>& concerns) {
  json::array out;
  for (const Concern& concern : concerns) {
    out.push_back(json::object{{"code", concern.code},
                               {"level", to_string(concern.level)},
                               {"since_ms", instant(concern.since)},
                               {"count", concern.count}});
  }
  return out;
}

json::object encode(const kanban::Figures& figures) {
  json::object out;
  for (const auto& [figure, value] : figures) out[kanban::to_string(figure)] = value;
  return out;
}

json::object encode(const webhooks::Backlog& backlog) {
  return {{"waiting", backlog.waiting},
          {"oldest_waiting_ms", instant(backlog.oldest_waiting)},
          {"set_aside", backlog.set_aside},
          {"last_done_ms", instant(backlog.last_done)}};
}

json::array encode(const std::vector<webhooks::AsideRow>& rows) {
  json::array out;
  for (const webhooks::AsideRow& row : rows) {
    out.push_back(json::object{{"id", row.id},
                               {"kind", webhooks::to_string(row.kind)},
                               {"object", row.object_id},
                               {"reason", row.reason},
                               {"attempts", row.attempts},
                               {"received_ms", to_ms(row.received_at)},
                               {"set_aside_ms", to_ms(row.set_aside_at)}});
  }
  return out;
}

json::array encode(const std::vector<BackgroundToken>& tokens,
                   const std::vector<kanban::PortalUser>& people) {
  json::array out;
  for (const BackgroundToken& token : tokens) {
    const auto person = std::find_if(people.begin(), people.end(),
                                     [&](const kanban::PortalUser& each) { return each.id == token.user; });
    out.push_back(json::object{{"user", token.user.value()},
                               {"name", person == people.end() ? std::string() : person->name},
                               {"renewed_ms", to_ms(token.renewed_at)}});
  }
  return out;
}

json::object encode(const BackfillProgress& backfill) {
  json::array phases;
  for (const PhaseProgress& each : backfill.phases) {
    phases.push_back(
        json::object{{"phase", to_string(each.phase)}, {"planned", each.planned}, {"done", each.done}});
  }
  json::object out{{"phase", to_string(backfill.phase)},
                   {"running", backfill.running()},
                   {"requests", backfill.requests},
                   {"started_ms", instant(backfill.started_at)},
                   {"finished_ms", instant(backfill.finished_at)},
                   {"left_ms", nullptr},
                   {"planned", backfill.planned()},
                   {"done", backfill.done()},
                   {"phases", std::move(phases)}};
  if (backfill.left) out["left_ms"] = backfill.left->count();
  return out;
}

json::array encode(const std::vector<kanban::BoundGroup>& groups,
                   const std::vector<kanban::FillPoint>& points) {
  const std::map<GroupId, GroupProgress> progress = group_progress(points);
  json::array out;
  for (const kanban::BoundGroup& group : groups) {
    const auto found = progress.find(group.group);
    if (found == progress.end()) continue;
    out.push_back(json::object{{"group", group.group.value()},
                               {"name", group.name},
                               {"planned", found->second.planned},
                               {"done", found->second.done}});
  }
  return out;
}

}  // namespace

http::Response HealthHandlers::health(const session::Session& session) {
  const PortalId portal = session.portal;
  const TimePoint now = parts_.clock.now();
  const Result<bool> installed = parts_.installed(portal);
  if (!installed) return http::error_response(installed.error());
  const Result<Picture> picture = parts_.look.run(portal, *installed, now);
  if (!picture) return http::error_response(picture.error());
  const auto rows = parts_.inbox.rows(portal, kRowsShown);
  if (!rows) return http::error_response(rows.error());
  std::vector<UserId> users;
  for (const BackgroundToken& token : picture->tokens) users.push_back(token.user);
  const auto people = parts_.people.users(portal, users);
  if (!people) return http::error_response(people.error());
  const auto groups = parts_.groups(portal);
  if (!groups) return http::error_response(groups.error());
  const auto points = parts_.fill.points(portal);
  if (!points) return http::error_response(points.error());
  json::object backfill = encode(picture->backfill);
  backfill["groups"] = encode(*groups, *points);
  return ok(json::object{{"now_ms", to_ms(now)},
                         {"healthy", healthy(picture->concerns)},
                         {"concerns", encode(picture->concerns)},
                         {"figures", encode(picture->facts.figures)},
                         {"inbox", encode(picture->backlog)},
                         {"aside", encode(*rows)},
                         {"tokens", encode(picture->tokens, *people)},
                         {"backfill", std::move(backfill)}});
}

http::Response HealthHandlers::run_again(const session::Session& session, const http::Request& request) {
  const Result<webhooks::AsideChoice> choice = decode_choice(request.body);
  if (!choice) return http::error_response(choice.error());
  const Result<std::int64_t> rows = parts_.inbox.run_again(session.portal, *choice, parts_.clock.now());
  if (!rows) return http::error_response(rows.error());
  if (*rows > 0) parts_.rows_due(session.portal);
  parts_.log("portal " + std::to_string(session.portal.value()) + ": user " +
             std::to_string(session.user.value()) + " runs " + std::to_string(*rows) +
             " rows again that were set aside");
  return ok(json::object{{"rows", *rows}});
}

http::Response HealthHandlers::discard(const session::Session& session, const http::Request& request) {
  const Result<webhooks::AsideChoice> choice = decode_choice(request.body);
  if (!choice) return http::error_response(choice.error());
  const Result<std::int64_t> rows = parts_.inbox.discard(session.portal, *choice);
  if (!rows) return http::error_response(rows.error());
  parts_.log("portal " + std::to_string(session.portal.value()) + ": user " +
             std::to_string(session.user.value()) + " discards " + std::to_string(*rows) +
             " rows that were set aside");
  return ok(json::object{{"rows", *rows}});
}

}  // namespace sd::health
