#include "kanban/refresh_people.h"

#include <algorithm>
#include <vector>

namespace sd::kanban {
namespace {

constexpr std::size_t kTogether = 2'500;

// Runs `take` over parts of `all`.
template <class Id, class Take>
Status in_parts(const std::vector<Id>& all, const std::stop_token& stop, Take take) {
  for (std::size_t from = 0; from < all.size(); from += kTogether) {
    if (stop.stop_requested()) return Error{ErrorKind::kUnavailable, "refresh.stopped", {}};
    const Status taken = take(std::span(all).subspan(from, std::min(kTogether, all.size() - from)));
    if (!taken) return taken;
  }
  return Done{};
}

bool is_out_of_reach(const Error& error) {
  return error.code == "portal.scope" || error.code == "portal.denied" || error.code == "portal.no_method";
}

}  // namespace

Status RefreshPeople::run(PortalId portal, const std::stop_token& stop) {
  const Result<std::vector<PortalUser>> known = people_.all_users(portal);
  if (!known) return known.error();
  std::vector<UserId> users;
  for (const PortalUser& user : *known) users.push_back(user.id);
  const Status people = in_parts(users, stop, [&](std::span<const UserId> part) -> Status {
    const auto told = portal_.users(background(portal), part);
    if (!told) return told.error();
    return people_.put_users(portal, *told, portal_.now(portal));
  });
  if (!people) return people;

  const Result<std::vector<CompanyId>> companies = people_.all_companies(portal);
  if (!companies) return companies.error();
  const Status done = in_parts(*companies, stop, [&](std::span<const CompanyId> part) -> Status {
    const auto told = portal_.companies(background(portal), part);
    if (!told) return told.error();
    return people_.put_companies(portal, *told, portal_.now(portal));
  });
  if (!done && !is_out_of_reach(done.error())) return done;
  return Done{};
}

}  // namespace sd::kanban
