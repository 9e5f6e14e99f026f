#include "tests/portal/rest/control_faults.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "tests/portal/engine/task_rules.h"
#include "tests/portal/rest/php_params.h"

namespace sd::portal_double {
namespace {

constexpr std::array kOnTheWire = {"html", "html200", "slow", "reset_after_commit",
                                   "half", "garbage", "empty"};

std::string known_kind(std::string kind) {
  const bool known =
      refusal_of(kind) || std::find(kOnTheWire.begin(), kOnTheWire.end(), kind) != kOnTheWire.end();
  if (!known) throw Refusal(400, "ERROR_ARGUMENT", "No fault is called \"" + kind + "\"");
  return kind;
}

double share_at(const json::object& params, std::string_view key) {
  const json::value* value = find(params, key);
  if (!value) return 0;
  if (!value->is_number()) throw Refusal(400, "ERROR_ARGUMENT", std::string(key) + " is no number");
  return value->to_number<double>();
}

FaultDice dice_of(const json::object& params) {
  FaultDice dice;
  dice.requests = share_at(params, "requests");
  dice.commands = share_at(params, "commands");
  dice.oauth = share_at(params, "oauth");
  dice.ms = static_cast<int>(int_at(params, "ms").value_or(dice.ms));
  const json::value* kinds = find(params, "kinds");
  for (std::string& kind : kinds ? texts_of(*kinds) : std::vector<std::string>{}) {
    dice.kinds.push_back(known_kind(std::move(kind)));
  }
  return dice;
}

json::array history_of(const Portal& portal, const Task& task) {
  json::array rows;
  rows.reserve(task.history.size());
  for (const HistoryRow& row : task.history) {
    rows.push_back(json::array{row.id, row.at, row.user, portal.names.name(row.field), row.from, row.to});
  }
  return rows;
}

json::object task_truth(const Portal& portal, const Task& task) {
  json::object custom;
  for (const auto& [name, values] : task.uf) custom[portal.names.name(name)] = json::value_from(values);
  json::array labour;
  for (const std::int64_t id : task.labour) {
    const LabourRecord& record = portal.labour.at(id);
    labour.push_back(json::object{{"id", record.id},
                                  {"user", record.user},
                                  {"seconds", record.seconds},
                                  {"created", record.created},
                                  {"start", record.start},
                                  {"comment", record.comment}});
  }
  return {{"id", task.id},
          {"title", task.title},
          {"group", task.group},
          {"stage", task.stage},
          {"status", task.status},
          {"priority", task.priority},
          {"creator", task.created_by},
          {"responsible", task.responsible},
          {"created", task.created},
          {"changed", task.changed},
          {"closed", task.closed},
          {"deadline", task.deadline},
          {"spent", task.spent},
          {"comments", task.comments.size()},
          {"crm", json::value_from(task.crm)},
          {"uf", std::move(custom)},
          {"labour", std::move(labour)},
          {"history", history_of(portal, task)}};
}

}  // namespace

json::value set_faults(Control& control, const json::object& params) {
  Faults& faults = control.rest.faults;
  if (flag_at(params, "clear")) faults.clear();
  if (const json::value* rate = find(params, "rate"); rate && rate->is_object()) {
    faults.throw_dice(dice_of(rate->get_object()),
                      static_cast<std::uint64_t>(int_at(rate->get_object(), "seed").value_or(1)));
  }
  if (params.contains("kind")) {
    std::string method = text_at(params, "method");
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    faults.add({method.empty() ? "*" : method, known_kind(text_at(params, "kind")),
                static_cast<int>(int_at(params, "count").value_or(1)),
                static_cast<int>(int_at(params, "ms").value_or(0))});
  }
  return json::object{};
}

json::value rename_portal(Control& control, const json::object& params) {
  const std::string domain = text_at(params, "domain");
  if (domain.empty()) throw Refusal(400, "ERROR_ARGUMENT", "\"domain\" is missing");
  Portal& portal = control.portal;
  portal.former_domains.insert(portal.settings.domain);
  portal.former_domains.erase(domain);
  portal.settings.domain = domain;
  return json::object{{"domain", domain}};
}

json::value truth(Control& control, std::int64_t group) {
  Portal& portal = control.portal;
  json::array tasks;
  json::object stages;
  for (const auto& [id, task] : portal.tasks.all()) {
    if (group == 0 || task.group == group) tasks.push_back(task_truth(portal, task));
  }
  for (const auto& [id, known] : portal.directory.groups) {
    json::array rows;
    for (const StageRow* stage : portal.stages.of('G', id)) {
      rows.push_back(json::object{
          {"id", stage->id}, {"title", stage->title}, {"color", stage->color}, {"sort", stage->sort}});
    }
    stages[std::to_string(id)] = std::move(rows);
  }
  return json::object{{"tasks", std::move(tasks)},
                      {"stages", std::move(stages)},
                      {"last_history", portal.next_history - 1},
                      {"now", portal.clock.now()}};
}

}  // namespace sd::portal_double
