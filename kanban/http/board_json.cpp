#include "kanban/http/board_json.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "kanban/http/instant_json.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;

json::array row(const Card& card, const json::storage_ptr& memory) {
  json::array out(memory);
  out.reserve(kBoardColumns.size());
  out.emplace_back(card.ticket.value());
  out.emplace_back(card.stage.value());
  out.emplace_back(card.title);
  out.emplace_back(to_string(card.card_class));
  out.emplace_back(to_string(card.class_reason));
  out.emplace_back(card.override_reason);
  out.emplace_back(card.type);
  out.emplace_back(card.type_known ? 1 : 0);
  out.emplace_back(card.stopper);
  out.emplace_back(card.stopper_known ? 1 : 0);
  out.emplace_back(instant(card.stopper_since));
  if (card.estimate_minutes) {
    out.emplace_back(*card.estimate_minutes);
  } else {
    out.emplace_back(nullptr);
  }
  out.emplace_back(card.estimate_invalid);
  out.emplace_back(card.spent_minutes);
  out.emplace_back(to_string(card.agreement));
  out.emplace_back(card.company.value());
  out.emplace_back(card.assignee.value());
  out.emplace_back(instant(card.deadline));
  out.emplace_back(to_ms(card.last_update_at));
  out.emplace_back(to_string(card.last_speaker));
  out.emplace_back(instant(card.work_since));
  out.emplace_back(card.stopped_before_ms);
  out.emplace_back(instant(card.done_at));
  out.emplace_back(to_ms(card.created_at));
  out.emplace_back(card.comments);
  out.emplace_back(card.awaiting_check ? 1 : 0);
  out.emplace_back(card.cycle);
  out.emplace_back(card.history_read ? 1 : 0);
  out.emplace_back(card.tags);
  out.emplace_back(card.revision);
  return out;
}

json::array rows(std::span<const Card> cards, const json::storage_ptr& memory) {
  json::array out(memory);
  out.reserve(cards.size());
  for (const Card& card : cards) out.emplace_back(row(card, memory));
  return out;
}

json::object users_json(const BoardNames& names, const json::storage_ptr& memory) {
  json::object out(memory);
  for (const auto& [id, user] : names.users) {
    out[std::to_string(id.value())] = json::object({{"name", user.name}, {"photo", user.photo}}, memory);
  }
  return out;
}

json::object companies_json(const BoardNames& names, const json::storage_ptr& memory) {
  json::object out(memory);
  for (const auto& [id, title] : names.companies) out[std::to_string(id.value())] = title;
  return out;
}

// Null where nothing is asked.
json::value rule_json(const Stage& stage, const EntryRules& rules) {
  const auto found = std::find_if(rules.of_stages.begin(), rules.of_stages.end(),
                                  [&](const StageRule& rule) { return rule.stage == stage.id; });
  const Unagreed unagreed = pulls(Role::kQueue, stage.role) ? rules.unagreed : Unagreed::kOff;
  if (found == rules.of_stages.end() && unagreed == Unagreed::kOff) return nullptr;
  const StageRule rule = found == rules.of_stages.end() ? StageRule{} : *found;
  return json::object{{"wip_limit", rule.wip_limit},
                      {"over_limit", to_string(rule.over_limit)},
                      {"without_estimate", to_string(rule.without_estimate)},
                      {"under_stopper", to_string(rule.under_stopper)},
                      {"unagreed", to_string(unagreed)}};
}

json::array stages_json(std::span<const Stage> stages, const EntryRules& rules,
                        const json::storage_ptr& memory) {
  json::array out(memory);
  for (const Stage& stage : stages) {
    out.emplace_back(json::object({{"id", stage.id.value()},
                                   {"title", stage.title},
                                   {"role", to_string(stage.role)},
                                   {"color", stage.color},
                                   {"sort", stage.sort},
                                   {"rules", rule_json(stage, rules)}},
                                  memory));
  }
  return out;
}

json::array entries_json(std::span<const DictionaryEntry> entries, const json::storage_ptr& memory) {
  json::array out(memory);
  for (const DictionaryEntry& entry : entries) {
    out.emplace_back(json::object({{"title", entry.title}, {"color", entry.color}}, memory));
  }
  return out;
}

json::object threshold(Millis warn, Millis alarm) {
  return {{"warn_ms", warn.count()}, {"alarm_ms", alarm.count()}};
}

// Where people have put cards; cards nobody has placed are not named.
json::object places_json(std::span<const Place> places, const json::storage_ptr& memory) {
  json::object out(memory);
  for (const Place& place : places) out[std::to_string(place.ticket.value())] = place.at;
  return out;
}

json::object can_json(const BoardCan& can) {
  return {{"move", can.move}, {"override", can.override_class}, {"configure", can.configure}};
}

// `{"a":1}` -> `{"a":1,`.
std::string open_ended(const json::object& object) {
  std::string text = json::serialize(object);
  text.back() = ',';
  return text;
}

json::array window_json(std::span<const StageTotals> totals, const json::storage_ptr& memory) {
  json::array out(memory);
  for (const StageTotals& total : totals) {
    out.emplace_back(json::object({{"stage", total.stage.value()},
                                   {"cards", total.cards},
                                   {"estimate_min", total.estimate_minutes},
                                   {"median_created_ms", instant(total.median_created_at)}},
                                  memory));
  }
  return out;
}

// The narrowest first: what names role and class before what names one of them or none.
json::array own_thresholds(std::vector<SetThreshold> thresholds, const json::storage_ptr& memory) {
  const auto width = [](const SetThreshold& one) { return !one.role + !one.card_class; };
  std::stable_sort(
      thresholds.begin(), thresholds.end(),
      [&](const SetThreshold& left, const SetThreshold& right) { return width(left) < width(right); });
  json::array out(memory);
  for (const SetThreshold& one : thresholds) {
    json::object row = threshold(one.limits.warn, one.limits.alarm);
    row["timer"] = one.timer == Timer::kLastUpdate ? "lu" : "wia";
    row["role"] = one.role ? json::value(to_string(*one.role)) : json::value(nullptr);
    row["class"] = one.card_class ? json::value(to_string(*one.card_class)) : json::value(nullptr);
    out.emplace_back(std::move(row));
  }
  return out;
}

}  // namespace

std::string board_tail_json(const BoundGroup& group, const BoardSnapshot& board, const BoardNames& names,
                            const BoardSettings& settings, std::span<const StageTotals> totals) {
  json::monotonic_resource arena(256 * 1024);
  const json::storage_ptr memory(&arena);
  json::array columns(memory);
  for (const std::string_view name : kBoardColumns) columns.emplace_back(name);
  json::object out(memory);
  out["group"] =
      json::object({{"id", group.group.value()}, {"name", group.name}, {"synced", group.synced}}, memory);
  out["revision"] = board.revision;
  out["stages"] = stages_json(board.stages, settings.rules, memory);
  out["columns"] = std::move(columns);
  out["cards"] = rows(board.cards, memory);
  out["users"] = users_json(names, memory);
  out["companies"] = companies_json(names, memory);
  out["types"] = entries_json(settings.types, memory);
  out["stoppers"] = entries_json(settings.stoppers, memory);
  out["thresholds"] = json::object({{"lu", threshold(settings.lu_warn, settings.lu_alarm)},
                                    {"wia", threshold(settings.wia_warn, settings.wia_alarm)},
                                    {"own", own_thresholds(settings.thresholds, memory)}},
                                   memory);
  if (settings.working_time) out["thresholds"].as_object()["working"] = *settings.working_time;
  if (!board.places.empty()) out["places"] = places_json(board.places, memory);
  if (!totals.empty()) out["window"] = window_json(totals, memory);
  return json::serialize(out).substr(1);  // the opening brace is the head's
}

std::string board_head_json(TimePoint now, const BoardCan& can) {
  return open_ended({{"now_ms", to_ms(now)}, {"can", can_json(can)}});
}

std::string boards_head_json(TimePoint now, std::span<const std::pair<GroupId, BoardCan>> can) {
  json::object each;
  for (const auto& [group, may] : can) each[std::to_string(group.value())] = can_json(may);
  return open_ended({{"now_ms", to_ms(now)}, {"can", std::move(each)}});
}

std::string feed_json(TimePoint now, const BoardSnapshot& changes, const BoardNames& names, bool with_stages,
                      const EntryRules& rules) {
  const json::storage_ptr memory;
  json::array gone;
  for (const TicketId ticket : changes.gone) gone.emplace_back(ticket.value());
  json::object out{{"revision", changes.revision}, {"now_ms", to_ms(now)}};
  out["cards"] = rows(changes.cards, memory);
  out["gone"] = std::move(gone);
  if (!changes.places.empty()) out["places"] = places_json(changes.places, memory);
  out["users"] = users_json(names, memory);
  out["companies"] = companies_json(names, memory);
  if (with_stages) {
    out["stages"] = stages_json(changes.stages, rules, memory);
  } else {
    out["stages"] = nullptr;
  }
  return json::serialize(out);
}

std::string card_row_json(const Card& card) { return json::serialize(row(card, {})); }

std::string card_json(TimePoint now, const Card& card, std::int64_t board_revision, const BoardNames& names) {
  const json::storage_ptr memory;
  json::object out{{"revision", board_revision}, {"now_ms", to_ms(now)}};
  out["card"] = row(card, memory);
  out["users"] = users_json(names, memory);
  out["companies"] = companies_json(names, memory);
  return json::serialize(out);
}

std::vector<UserId> users_of(std::span<const Card> cards) {
  std::set<UserId> out;
  for (const Card& card : cards) {
    out.insert(card.assignee);
    out.insert(card.stopper_by);
  }
  out.erase(UserId{0});
  return {out.begin(), out.end()};
}

std::vector<CompanyId> companies_of(std::span<const Card> cards) {
  std::set<CompanyId> out;
  for (const Card& card : cards) out.insert(card.company);
  out.erase(CompanyId{0});
  return {out.begin(), out.end()};
}

}  // namespace sd::kanban
