#include "kanban/http/line_json.h"

#include <boost/json.hpp>
#include <map>

#include "kanban/http/board_json.h"
#include "kanban/http/instant_json.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace json = boost::json;

Result<std::string> lines_json(PortalId portal, std::span<const Card> cards, CardStore& store,
                               PeopleStore& people) {
  std::map<GroupId, std::vector<Stage>> stages;
  for (const Card& card : cards) {
    if (stages.contains(card.group)) continue;
    Result<std::vector<Stage>> known = store.stages(portal, card.group);
    if (!known) return known.error();
    stages[card.group] = std::move(known).value();
  }
  std::map<UserId, std::string> users;
  const auto known_users = people.users(portal, users_of(cards));
  if (!known_users) return known_users.error();
  for (const PortalUser& user : *known_users) users[user.id] = user.name;
  std::map<CompanyId, std::string> companies;
  const auto known_companies = people.companies(portal, companies_of(cards));
  if (!known_companies) return known_companies.error();
  for (const auto& [id, title] : *known_companies) companies[id] = title;

  json::array lines;
  for (const Card& card : cards) {
    const Stage* stage = find_stage(stages[card.group], card.stage);
    json::object line{{"ticket", card.ticket.value()},
                      {"group", card.group.value()},
                      {"title", card.title},
                      {"class", to_string(card.card_class)},
                      {"stage", stage ? stage->title : std::string()},
                      {"color", stage ? stage->color : std::string()},
                      {"company", companies[card.company]},
                      {"assignee", users[card.assignee]},
                      {"stopper", card.stopper},
                      {"estimate_min", nullptr},
                      {"spent_min", card.spent_minutes},
                      {"deadline_ms", instant(card.deadline)},
                      {"lu_ms", to_ms(card.last_update_at)},
                      {"done_ms", instant(card.done_at)}};
    if (card.estimate_minutes) line["estimate_min"] = *card.estimate_minutes;
    lines.push_back(std::move(line));
  }
  return json::serialize(lines);
}

Result<std::vector<BoundGroup>> groups_seen(const session::Session& session, CardStore& cards,
                                            PeopleStore& people) {
  Result<std::vector<BoundGroup>> groups = cards.groups(session.portal);
  if (!groups) return groups;
  std::vector<BoundGroup> seen;
  for (BoundGroup& group : *groups) {
    const auto members = people.members(session.portal, group.group);
    if (!members) return members.error();
    if (visitors::may_see_board(visitors::standing_in(session, *members))) seen.push_back(std::move(group));
  }
  return seen;
}

}  // namespace sd::kanban
