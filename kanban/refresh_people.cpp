#include "kanban/refresh_people.h"

#include <algorithm>
#include <vector>

namespace sd::kanban {
namespace {

constexpr std::size_t kTogether = 2'500;

Error stopped() { return {ErrorKind::kUnavailable, "refresh.stopped", {}}; }

// Runs `take` over parts of `all`.
template <class Id, class Take>
Status in_parts(const std::vector<Id>& all, const std::stop_token& stop, Take take) {
  for (std::size_t from = 0; from < all.size(); from += kTogether) {
    if (stop.stop_requested()) return stopped();
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
  if (const Status everybody = people(portal, stop); !everybody) return everybody;
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

// All that the portal has: who has joined it is known before a card names him.
Status RefreshPeople::people(PortalId portal, const std::stop_token& stop) {
  const Result<std::vector<PortalUser>> known = people_.all_users(portal);
  if (!known) return known.error();
  auto expected = static_cast<std::int64_t>(known->size());
  UserId after;
  for (bool last = false; !last;) {
    if (stop.stop_requested()) return stopped();
    const auto page = portal_.list_users(background(portal), after, std::max<std::int64_t>(expected, 0));
    if (!page) return page.error();
    if (const Status kept = people_.put_users(portal, page->users, portal_.now(portal)); !kept) return kept;
    last = page->last || page->users.empty();
    if (!last) after = page->users.back().id;
    expected -= static_cast<std::int64_t>(page->users.size());
  }
  return Done{};
}

}  // namespace sd::kanban
