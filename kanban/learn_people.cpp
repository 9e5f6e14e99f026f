#include "kanban/learn_people.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace sd::kanban {
namespace {

std::vector<UserId> named_users(std::span<const TicketRead> reads) {
  std::unordered_set<UserId> named;
  for (const TicketRead& read : reads) {
    if (!read.ticket) continue;
    named.insert({read.ticket->creator, read.ticket->assignee});
    for (const HistoryRow& row : read.history) named.insert(row.user);
  }
  // Nobody, and those whom the portal does not know.
  std::erase_if(named, [](const UserId user) { return user.value() <= 0; });
  return {named.begin(), named.end()};
}

std::unordered_map<UserId, std::string> embedded_names(std::span<const TicketRead> reads) {
  std::unordered_map<UserId, std::string> names;
  for (const TicketRead& read : reads) {
    if (!read.ticket) continue;
    names.try_emplace(read.ticket->creator, read.ticket->creator_name);
    names.try_emplace(read.ticket->assignee, read.ticket->assignee_name);
  }
  return names;
}

// What is in `wanted` and not in `known`.
template <class Key>
std::vector<Key> missing(const std::vector<Key>& wanted, const std::unordered_set<Key>& known) {
  std::vector<Key> unknown;
  std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(unknown),
               [&](const Key& key) { return !known.contains(key); });
  std::sort(unknown.begin(), unknown.end());
  return unknown;
}

}  // namespace

Result<Clients> LearnPeople::run(PortalId portal, std::span<const TicketRead> reads, TimePoint now) {
  Result<Clients> clients = people_only(portal, reads, now);
  if (!clients) return clients;
  const Status companies = learn_companies(portal, reads, now);
  if (!companies) return companies.error();
  return clients;
}

Result<Clients> LearnPeople::people_only(PortalId portal, std::span<const TicketRead> reads, TimePoint now) {
  Clients clients;
  const std::vector<UserId> named = named_users(reads);
  const Result<std::vector<PortalUser>> stored = people_.users(portal, named);
  if (!stored) return stored.error();
  std::unordered_set<UserId> known;
  for (const PortalUser& user : *stored) {
    known.insert(user.id);
    if (user.external) clients.insert(user.id);
  }
  const std::vector<UserId> unknown = missing(named, known);
  if (!unknown.empty()) {
    const Status learned = learn_users(portal, reads, unknown, now, clients);
    if (!learned) return learned.error();
  }
  return clients;
}

Status LearnPeople::learn_users(PortalId portal, std::span<const TicketRead> reads,
                                std::span<const UserId> unknown, TimePoint now, Clients& clients) {
  Result<std::vector<PortalUser>> told = portal_.users(background(portal), unknown);
  if (!told) return Done{};
  std::unordered_set<UserId> answered;
  for (const PortalUser& user : *told) {
    answered.insert(user.id);
    if (user.external) clients.insert(user.id);
  }
  const auto names = embedded_names(reads);
  for (const UserId id : unknown) {
    if (answered.contains(id)) continue;
    PortalUser hidden;
    hidden.id = id;
    const auto name = names.find(id);
    if (name != names.end()) hidden.name = name->second;
    told->push_back(std::move(hidden));
  }
  return people_.put_users(portal, *told, now);
}

Status LearnPeople::learn_companies(PortalId portal, std::span<const TicketRead> reads, TimePoint now) {
  std::unordered_set<CompanyId> named;
  for (const TicketRead& read : reads) {
    if (read.ticket) named.insert(read.ticket->companies.begin(), read.ticket->companies.end());
  }
  const std::vector<CompanyId> wanted(named.begin(), named.end());
  const auto learned = name_companies(portal, wanted, now);
  if (!learned && learned.error().code.starts_with("db.")) return learned.error();
  return Done{};
}

Result<std::int64_t> LearnPeople::name_companies(PortalId portal, std::span<const CompanyId> wanted,
                                                 TimePoint now) {
  if (wanted.empty()) return std::int64_t{0};
  const auto stored = people_.companies(portal, wanted);
  if (!stored) return stored.error();
  std::unordered_set<CompanyId> known;
  for (const auto& [id, name] : *stored) known.insert(id);
  const std::vector<CompanyId> unknown = missing(std::vector(wanted.begin(), wanted.end()), known);
  if (unknown.empty()) return std::int64_t{0};
  const auto told = portal_.companies(background(portal), unknown);
  if (!told) return told.error();
  if (const Status kept = people_.put_companies(portal, *told, now); !kept) return kept.error();
  return static_cast<std::int64_t>(told->size());
}

}  // namespace sd::kanban
