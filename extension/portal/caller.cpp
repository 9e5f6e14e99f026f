#include "extension/portal/caller.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <variant>

#include "extension/core/web_address.h"
#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

constexpr std::string_view kNoAccess = "portal.auth", kDenied = "portal.denied";

Error lost() {
  return {ErrorKind::kUnavailable, "portal.lost", "the request was sent, its answer did not come"};
}

Refusal on_the_wire(const Error& error) {
  const bool nothing_sent = error.code == "wire.connect";
  const bool hopeless = error.code == "wire.url" || error.code == "wire.too_large";
  return {{ErrorKind::kUnavailable, "portal.unreachable", error.code + ": " + error.detail},
          hopeless ? Remedy::kNone : (nothing_sent ? Remedy::kBackOff : Remedy::kUnsure)};
}

// The portal has answered, and nothing can be made of it; not: nothing came.
bool came_unreadable(const Error& error) {
  return error.code == "portal.not_json" ||
         (error.code == "portal.unreachable" && !error.detail.starts_with("wire."));
}

bool broke_off(const Error& error) { return error.detail.starts_with("wire.lost"); }

bool redirects(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// The first command of a batch that failed for a reason that a repetition of the whole batch can mend.
std::optional<Refusal> mendable_command(const Call& call, const json::value& result) {
  const json::value* errors = member(result, "result_error");
  if (call.effect == Effect::kWrite || errors == nullptr) return std::nullopt;
  for (const auto& [key, method] : call.commands) {
    const json::value* error = member(*errors, key);
    if (error == nullptr) continue;
    if (auto refusal = read_refusal(0, *error); refusal && refusal->remedy != Remedy::kNone) return refusal;
  }
  return std::nullopt;
}

// Gives back what admit() has reserved, whatever happens.
struct UnderWay {
  Pacer& pacer;
  std::span<const std::string> methods;
  ~UnderWay() { pacer.finished(methods); }
};

}  // namespace

// One call with all its repetitions.
struct Caller::Attempt {
  PortalRecord portal;
  std::optional<UserId> user;  // absent: the token is not ours to refresh
  Secret access;
  Urgency urgency;
  const Call& call;
  std::shared_ptr<Pacer> pacer;
  std::vector<std::string> methods{};
  int attempts = 1;    // how often it is tried in all
  Millis deadline{0};  // of one exchange
  int failed = 0;
  bool refreshed = false;
  bool reconnected = false;
  std::string moved_to{};  // Location of the last answer, when it was a redirect
};

Caller::Caller(Transport& transport, PortalDirectory& directory, TokenStore& tokens, OAuth& oauth,
               const Clock& clock, Sleeper& sleeper, RandomSource& random, RetryPolicy policy)
    : transport_(transport),
      directory_(directory),
      tokens_(tokens),
      oauth_(oauth),
      clock_(clock),
      sleeper_(sleeper),
      random_(random),
      policy_(policy),
      conditions_(random) {}

std::shared_ptr<Pacer> Caller::pacer(const PortalRecord& portal) {
  const std::lock_guard lock(mutex_);
  auto& shared =
      by_portal_[portal.member.value().empty() ? origin_of(portal.client_endpoint) : portal.member.value()];
  if (!shared) shared = std::make_shared<Pacer>(portal.limits, clock_, sleeper_);
  return pacers_[portal.id] = shared;
}

TimePoint Caller::now(PortalId portal) {
  const std::lock_guard lock(mutex_);
  const auto found = pacers_.find(portal);
  return found == pacers_.end() ? clock_.now() : found->second->portal_now();
}

std::optional<RequestUsage> Caller::usage(PortalId portal) {
  const std::lock_guard lock(mutex_);
  const auto found = pacers_.find(portal);
  return found == pacers_.end() ? std::nullopt : std::optional(found->second->usage());
}

Millis Caller::utc_offset(PortalId portal) {
  const std::lock_guard lock(mutex_);
  const auto found = pacers_.find(portal);
  return found == pacers_.end() ? Millis{0} : found->second->utc_offset();
}

std::int64_t Caller::requests(PortalId portal) {
  const std::lock_guard lock(mutex_);
  const auto found = pacers_.find(portal);
  return found == pacers_.end() ? 0 : found->second->admitted();
}

Result<Answer> Caller::call(const Actor& actor, const Call& call) {
  const auto portal = directory_.find(actor.portal);
  if (!portal) return portal.error();
  if (actor.person.value() != 0) {
    return noted(actor.portal, false, call_as(*portal, actor.person, Urgency::kInteractive, call));
  }
  if (const Status admitted = conditions_.admit(actor.portal, clock_.now()); !admitted) {
    return admitted.error();
  }
  return noted(actor.portal, true, call_in_background(*portal, call));
}

Result<Answer> Caller::noted(PortalId portal, bool background, Result<Answer> answer) {
  if (answer) {
    conditions_.answered(portal, background, clock_.now());
  } else {
    conditions_.failed(portal, background, answer.error(), clock_.now());
  }
  return answer;
}

Result<Answer> Caller::call_in_background(const PortalRecord& portal, const Call& call) {
  auto users = tokens_.background(portal.id);
  if (!users) return users.error();
  if (users->empty()) {
    return Error{ErrorKind::kPermissionDenied, std::string(kNoAccess),
                 "no administrator's tokens are kept for background work"};
  }
  // The one whose token served last is asked first: the other's may have been refused.
  const UserId first = users->front(), acting = conditions_.of(portal.id).acting;
  const auto last = std::find(users->begin(), users->end(), acting);
  if (last != users->end()) std::rotate(users->begin(), last, last + 1);
  Result<Answer> answer = Error{ErrorKind::kPermissionDenied, std::string(kNoAccess), {}};
  for (const UserId user : *users) {
    answer = call_as(portal, user, Urgency::kBackground, call);
    // The spare serves when the first administrator's access has ended, not for any other failure.
    if (!answer && answer.error().code == kNoAccess) continue;
    if (!answer && answer.error().code == kDenied) return licence_or(portal, user, answer.error());
    if (!answer && call.effect == Effect::kRead && came_unreadable(answer.error())) {
      return unreadable_or(portal, user, call, answer.error());
    }
    if (answer) conditions_.acted(portal.id, user, user != first, clock_.now());
    break;
  }
  return answer;
}

// What came may be unreadable because of what was asked for: one task whose text breaks the portal's JSON, or
// its PHP. A portal that answers something else at that moment is not ill.
Error Caller::unreadable_or(const PortalRecord& portal, UserId user, const Call& call, const Error& failure) {
  const Call other{"server.time"};
  if (call.method == other.method || !call_as(portal, user, Urgency::kBackground, other, true))
    return failure;
  return {ErrorKind::kInternal, "portal.unreadable", failure.detail};
}

// Whoever is not even told his own name is not refused one request: REST is not in the portal's licence.
Error Caller::licence_or(const PortalRecord& portal, UserId user, const Error& denied) {
  const auto profile = call_as(portal, user, Urgency::kBackground, {"profile"});
  if (profile || profile.error().code != kDenied) return denied;
  return {ErrorKind::kUnavailable, "portal.licence", profile.error().detail};
}

Result<Answer> Caller::call_as(const PortalRecord& portal, UserId user, Urgency urgency, const Call& call,
                               bool once) {
  const auto access = oauth_.access(portal, user);
  if (!access) return access.error();
  const auto current = directory_.find(portal.id);  // the refresh may have brought a new address
  if (!current) return current.error();
  if (current->client_endpoint != portal.client_endpoint) conditions_.moved(portal.id, clock_.now());
  Attempt attempt = prepared(*current, *access, urgency, call);
  attempt.user = user;
  if (once) attempt.attempts = 1;
  return repeat(attempt);
}

Result<Answer> Caller::call_with(PortalId portal, const Secret& access, const Call& call) {
  const auto record = directory_.find(portal);
  if (!record) return record.error();
  Attempt attempt = prepared(*record, access, Urgency::kInteractive, call);
  return noted(portal, false, repeat(attempt));
}

Result<std::string> Caller::download(PortalId portal, const std::string& address) {
  const auto record = directory_.find(portal);
  if (!record) return record.error();
  const auto home = parse_web_address(record->client_endpoint);
  if (!home) return home.error();
  std::string at = address.starts_with("/") ? home->origin() + address : address;
  if (!at.starts_with(home->origin() + "/")) {
    return Error{ErrorKind::kPermissionDenied, "portal.foreign_address", {}};
  }
  for (const bool first : {true, false}) {
    WireRequest request;
    request.method = "GET";
    request.url = at;
    const auto answer = transport_.send(request);
    if (!answer) break;  // its words might hold the address
    if (answer->status == 200) return answer->body;
    if (answer->status == 404) return Error{ErrorKind::kNotFound, "file.not_found", {}};
    const auto elsewhere = answer->headers.find("location");
    if (!first || answer->status / 100 != 3 || elsewhere == answer->headers.end()) break;
    at = elsewhere->second.starts_with("/") ? home->origin() + elsewhere->second : elsewhere->second;
    if (!at.starts_with("https://") && !at.starts_with(home->origin() + "/")) break;
  }
  return Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
}

// An ill portal is asked once: nobody waits for it longer than he must. Only a read whose connection broke
// off is asked once more, at once.
Caller::Attempt Caller::prepared(const PortalRecord& portal, const Secret& access, Urgency urgency,
                                 const Call& call) {
  const bool person = urgency == Urgency::kInteractive, ill = conditions_.of(portal.id).ill();
  Attempt attempt{portal, std::nullopt, access, urgency, call, pacer(portal)};
  if (!ill) attempt.attempts = policy_.attempts;
  attempt.deadline =
      person ? (ill ? policy_.ill_deadline : policy_.interactive_deadline) : policy_.background_deadline;
  return attempt;
}

Result<Answer> Caller::repeat(Attempt& attempt) {
  attempt.methods = {attempt.call.method};
  for (const auto& [key, method] : attempt.call.commands) attempt.methods.push_back(method);
  const Millis patience =
      attempt.urgency == Urgency::kInteractive ? policy_.interactive_wait : policy_.background_wait;
  for (;;) {
    if (auto admitted = attempt.pacer->admit(attempt.methods, attempt.urgency, patience); !admitted) {
      return admitted.error();
    }
    auto outcome = [&] {
      const UnderWay reserved{*attempt.pacer, attempt.methods};
      return exchange(attempt);
    }();
    if (auto* answer = std::get_if<Answer>(&outcome)) return std::move(*answer);
    const Refusal& refusal = std::get<Refusal>(outcome);
    const Status again =
        attempt.moved_to.empty() ? remedy(attempt, refusal) : follow_renamed(attempt, attempt.moved_to);
    if (!again) return again.error();
  }
}

std::variant<Answer, Refusal> Caller::exchange(Attempt& attempt) {
  attempt.moved_to.clear();
  WireRequest request;
  request.url = attempt.portal.client_endpoint;
  if (!request.url.ends_with('/')) request.url += '/';
  request.url += (attempt.call.api == Api::kV3 ? "api/" : "") + attempt.call.method;
  request.content_type = "application/json";
  json::object body = attempt.call.params;
  body["auth"] = attempt.access.reveal();
  request.body = json::serialize(body);
  request.deadline = attempt.deadline;
  request.at_most_once = attempt.call.effect == Effect::kWrite;
  const auto wire = transport_.send(request);
  if (!wire) return on_the_wire(wire.error());
  if (redirects(wire->status)) {
    const auto location = wire->headers.find("location");
    attempt.moved_to = location == wire->headers.end() ? "nowhere" : location->second;
    return not_json(wire->status, "redirect");
  }
  auto outcome = decode_answer(*wire);
  auto* answer = std::get_if<Answer>(&outcome);
  if (answer == nullptr) return outcome;
  attempt.pacer->note(attempt.call.method, answer->time);
  if (const json::value* times = member(answer->result, "result_time")) {
    for (const auto& [key, method] : attempt.call.commands) {
      if (const json::value* time = member(*times, key)) {
        ServerTime inner = read_server_time(*time);
        inner.finish.reset();  // the envelope's clock is the later one
        attempt.pacer->note(method, inner);
      }
    }
  }
  if (auto refusal = mendable_command(attempt.call, answer->result)) return *std::move(refusal);
  return outcome;
}

// Done: once more. An error: the end.
Status Caller::remedy(Attempt& attempt, const Refusal& refusal) {
  const bool write = attempt.call.effect == Effect::kWrite;
  switch (refusal.remedy) {
    case Remedy::kNone: return refusal.error;
    case Remedy::kRefresh: {
      if (!attempt.user || attempt.refreshed) return refusal.error;
      const auto access = oauth_.renew(attempt.portal, *attempt.user, attempt.access);
      if (!access) return access.error();
      attempt.refreshed = true;
      attempt.access = *access;
      return Done{};
    }
    case Remedy::kUnsure:
      if (write) return lost();
      // Of a portal that was started anew the first connection tells only that it is none any more.
      if (attempt.attempts == 1 && !attempt.reconnected && broke_off(refusal.error)) {
        attempt.reconnected = true;
        return Done{};
      }
      break;
    case Remedy::kBackOff:
      if (refusal.error.code == "portal.limit") attempt.pacer->note_full();
      break;
  }
  if (++attempt.failed >= attempt.attempts) return refusal.error;
  if (!sleeper_.sleep(policy_.pause(attempt.failed, random_))) {
    return Error{ErrorKind::kUnavailable, "portal.stopping", "the service is stopping"};
  }
  return Done{};
}

// A portal that was renamed redirects. Its new address is believed only when the authorisation server, asked
// with our secret, names it for the same member_id; until then no token goes there.
Status Caller::follow_renamed(Attempt& attempt, const std::string& location) {
  const Error refused{ErrorKind::kUnavailable, "portal.redirected",
                      "the portal sends us to an address that is not proved to be its own"};
  if (!attempt.user || attempt.refreshed) return refused;
  attempt.refreshed = true;
  const auto access = oauth_.renew(attempt.portal, *attempt.user, attempt.access);
  if (!access) return access.error();
  const auto record = directory_.find(attempt.portal.id);
  if (!record) return record.error();
  if (origin_of(record->client_endpoint).empty() ||
      origin_of(record->client_endpoint) != origin_of(location)) {
    return refused;
  }
  attempt.portal = *record;
  attempt.access = *access;
  conditions_.moved(attempt.portal.id, clock_.now());
  return Done{};
}

}  // namespace sd::portal
