#include "reports/http/snapshot_json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace sd::reports {
namespace {

namespace json = boost::json;

json::object table(const std::map<std::string, std::int64_t>& counts) {
  json::object result;
  for (const auto& [key, count] : counts) result.emplace(key, count);
  return result;
}

json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return json::string(text.data(), text.size());
}

json::object encode(const SnapshotCard& card) {
  json::object result;
  result.emplace("xml_id", text_or_null(card.xml_id));
  result.emplace("role", text_or_null(kanban::to_string(card.role)));
  result.emplace("stopper", text_or_null(card.stopper));
  result.emplace("wia_minutes", card.wia_minutes ? json::value(*card.wia_minutes) : json::value(nullptr));
  result.emplace("lu_minutes", card.lu_minutes);
  return result;
}

}  // namespace

std::string to_json(const Snapshot& snapshot, std::string_view at_text) {
  json::array cards;
  cards.reserve(snapshot.cards.size());
  for (const SnapshotCard& card : snapshot.cards) cards.push_back(encode(card));

  json::object root;
  root.emplace("at", json::string(at_text.data(), at_text.size()));
  root.emplace("roles", table(snapshot.roles));
  root.emplace("stoppers", table(snapshot.stoppers));
  root.emplace("stopper_minutes", table(snapshot.stopper_minutes));
  root.emplace("cards", std::move(cards));
  // Only while it lasts: a complete report has the agreed members and no others.
  if (snapshot.without_history > 0) root.emplace("without_history", snapshot.without_history);
  return json::serialize(root);
}

Result<std::string> snapshot_json(kanban::CardStore& store, PortalId portal, GroupId group, TimePoint at,
                                  std::string_view at_text, const kanban::GroupRules& rules) {
  const Result<Snapshot> snapshot = snapshot_report(store, portal, group, rules, at);
  if (!snapshot) return snapshot.error();
  return to_json(*snapshot, at_text);
}

}  // namespace sd::reports
