#include "tests/portal/engine/stages.h"

#include <algorithm>

namespace sd::portal_double {

std::vector<StageRow*> Stages::of(char entity_type, std::int64_t entity) {
  const auto key = std::pair{entity_type, entity};
  if (!order_.contains(key)) {
    const char* const titles[2][3] = {{"New", "In progress", "Done"}, {"Новые", "Выполняются", "Сделаны"}};
    const char* const colors[3] = {"00C4FB", "47D1E2", "75D900"};
    for (int i = 0; i < 3; ++i) {
      const std::int64_t id = next_id_++;
      stages_[id] = {id, titles[russian_ ? 1 : 0][i], colors[i], 0, {}, entity, entity_type};
      order_[key].push_back(id);
    }
    renumber(entity_type, entity);
  }
  std::vector<StageRow*> rows;
  for (const std::int64_t id : order_.at(key)) rows.push_back(&stages_.at(id));
  return rows;
}

StageRow* Stages::find(std::int64_t id) {
  const auto found = stages_.find(id);
  return found == stages_.end() ? nullptr : &found->second;
}

std::string Stages::title_of(std::int64_t group, std::int64_t stage) {
  if (const StageRow* row = find(stage)) return row->title;
  if (group == 0) return {};
  return of('G', group).front()->title;
}

void Stages::renumber(char entity_type, std::int64_t entity) {
  int sort = 0;
  for (const std::int64_t id : order_[{entity_type, entity}]) {
    StageRow& row = stages_.at(id);
    sort += 100;
    row.sort = sort;
    row.system_type = sort == 100 ? "NEW" : "";
  }
}

void Stages::place(const StageRow& stage, std::int64_t after) {
  std::vector<std::int64_t>& order = order_[{stage.entity_type, stage.entity}];
  std::erase(order, stage.id);
  auto at = order.begin();
  if (after != 0) {
    const auto left = std::find(order.begin(), order.end(), after);
    at = left == order.end() ? order.end() : left + 1;
  }
  order.insert(at, stage.id);
  renumber(stage.entity_type, stage.entity);
}

StageRow& Stages::insert(StageRow stage, std::int64_t after) {
  of(stage.entity_type, stage.entity);
  stage.id = next_id_++;
  StageRow& row = stages_[stage.id] = stage;
  place(row, after);
  return row;
}

void Stages::move(StageRow& stage, std::int64_t after) {
  if (after != stage.id) place(stage, after);
}

void Stages::erase(std::int64_t id) {
  const StageRow row = stages_.at(id);
  std::erase(order_[{row.entity_type, row.entity}], id);
  stages_.erase(id);
  renumber(row.entity_type, row.entity);
}

}  // namespace sd::portal_double
