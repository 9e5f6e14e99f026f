// Calls one method of a portal on somebody's behalf: token, limits, repetition, renamed portals and errors in
// one place. Safe to use from several threads at once; blocks the calling one.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extension/portal/answer.h"
#include "extension/portal/condition.h"
#include "extension/portal/oauth.h"
#include "extension/portal/pacer.h"
#include "extension/portal/retry.h"
#include "kanban/portal.h"

namespace sd::portal {

using kanban::Actor;

enum class Effect { kRead, kWrite };
enum class Api { kV2, kV3 };

struct Call {
  std::string method;
  boost::json::object params{};  // key order is kept: it is the argument order of the task.* family
  Effect effect = Effect::kRead;
  Api api = Api::kV2;
  std::vector<std::pair<std::string, std::string>> commands{};  // of a batch: key, method
};

class Caller {
 public:
  Caller(Transport& transport, PortalDirectory& directory, TokenStore& tokens, OAuth& oauth,
         const Clock& clock, Sleeper& sleeper, RandomSource& random, RetryPolicy policy = {});

  // With the actor's token; background work with the first background token that the portal accepts. While
  // the portal is ill, background work is "portal.paused" at once, except for the call that asks again, and a
  // person's call is tried once, with a short deadline; a read whose connection broke off once more, at once.
  // Errors: extension/portal/README.md. A write that may have been done although its answer is missing is
  // "portal.lost" and is never repeated here: read back.
  Result<Answer> call(const Actor& actor, const Call& call);

  // With this very token, neither stored nor refreshed, at the portal's known address.
  Result<Answer> call_with(PortalId portal, const Secret& access, const Call& call);

  // What lies at an address that the portal gave for a file: of the portal itself, or behind one redirect to
  // an https address (the cloud keeps files elsewhere). The address holds a token and is told to nobody.
  // Errors: "portal.foreign_address" (kPermissionDenied); "file.not_found"; "portal.unreachable".
  Result<std::string> download(PortalId portal, const std::string& address);

  // See kanban::Portal::now, background_people and requests.
  TimePoint now(PortalId portal);
  Result<std::vector<UserId>> background_people(PortalId portal) { return tokens_.background(portal); }
  std::int64_t requests(PortalId portal);
  // The zone of the dates in the portal's answers; zero before the first one.
  Millis utc_offset(PortalId portal);

  // How the portals are doing, by what all calls have met.
  Conditions& conditions() { return conditions_; }

  // Absent for a portal that was not called since the start.
  std::optional<RequestUsage> usage(PortalId portal);

 private:
  struct Attempt;
  Result<Answer> call_in_background(const PortalRecord& portal, const Call& call);
  Error unreadable_or(const PortalRecord& portal, UserId user, const Call& call, const Error& failure);
  Error licence_or(const PortalRecord& portal, UserId user, const Error& denied);
  Result<Answer> noted(PortalId portal, bool background, Result<Answer> answer);
  Result<Answer> call_as(const PortalRecord& portal, UserId user, Urgency urgency, const Call& call,
                         bool once = false);
  Attempt prepared(const PortalRecord& portal, const Secret& access, Urgency urgency, const Call& call);
  Result<Answer> repeat(Attempt& attempt);
  std::variant<Answer, Refusal> exchange(Attempt& attempt);
  Status remedy(Attempt& attempt, const Refusal& refusal);
  Status follow_renamed(Attempt& attempt, const std::string& location);
  std::shared_ptr<Pacer> pacer(const PortalRecord& portal);

  Transport& transport_;
  PortalDirectory& directory_;
  TokenStore& tokens_;
  OAuth& oauth_;
  const Clock& clock_;
  Sleeper& sleeper_;
  RandomSource& random_;
  RetryPolicy policy_;
  Conditions conditions_;
  std::mutex mutex_;
  // Entries of one portal share its pacer: the portal counts our address, not our entries.
  std::map<std::string, std::shared_ptr<Pacer>> by_portal_;  // by member id; the origin where that is unknown
  std::map<PortalId, std::shared_ptr<Pacer>> pacers_;        // the same pacers
};

}  // namespace sd::portal
