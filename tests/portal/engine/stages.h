// Kanban columns of groups and of personal plans, with the portal's rules (portal-api 4.6).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/portal/engine/people.h"

namespace sd::portal_double {

class Portal;

struct StageRow {
  std::int64_t id = 0;
  std::string title, color;
  int sort = 0;
  std::string system_type;
  std::int64_t entity = 0;  // group, or user for a personal plan
  char entity_type = 'G';   // G or U
};

class Stages {
 public:
  explicit Stages(bool russian) : russian_(russian) {}

  // Columns of an entity by SORT; made from the defaults at first look.
  std::vector<StageRow*> of(char entity_type, std::int64_t entity);
  StageRow* find(std::int64_t id);
  // The title a task's column shows; stage 0 is the first column. "" for a group of 0.
  std::string title_of(std::int64_t group, std::int64_t stage);

  StageRow& insert(StageRow stage, std::int64_t after);
  void move(StageRow& stage, std::int64_t after);
  void erase(std::int64_t id);

 private:
  void place(const StageRow& stage, std::int64_t after);
  void renumber(char entity_type, std::int64_t entity);

  bool russian_;
  std::map<std::int64_t, StageRow> stages_;
  std::map<std::pair<char, std::int64_t>, std::vector<std::int64_t>> order_;
  std::int64_t next_id_ = 501;
};

// The methods with rights; all throw Refusal.
std::vector<StageRow*> read_stages(Portal& portal, const Caller& caller, std::int64_t entity, bool as_admin);
std::int64_t add_stage(Portal& portal, const Caller& caller, std::int64_t entity, const std::string& title,
                       const std::string& color, std::int64_t after, bool as_admin);
struct StageChange {
  std::optional<std::string> title, color;
  std::optional<std::int64_t> after;
};
void update_stage(Portal& portal, const Caller& caller, std::int64_t id, const StageChange& change,
                  bool as_admin);
void delete_stage(Portal& portal, const Caller& caller, std::int64_t id, bool as_admin);
bool can_move_tasks(Portal& portal, const Caller& caller, char entity_type, std::int64_t entity);
void move_task(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t stage);
// Right before or behind another task of its group, in the order of the group's kanban.
void put_beside(Portal& portal, std::int64_t task, std::int64_t other, bool before);

}  // namespace sd::portal_double
