#include "extension/settings/rules/stage_sheet.h"

#include <algorithm>
#include <array>

#include "kanban/rules/stage_roles.h"

namespace sd::settings {
namespace {

constexpr std::array<std::string_view, 6> kStageRoles = {"intake", "triage", "queue",
                                                         "work",   "verify", "done"};

// The sheet as rows: the stage's own fields, then those of its rule.
const Description& sheet_description() {
  static const Description description = [] {
    Description made = describe(Section::kStages);
    made.ordered = true;
    made.most_rows = 50;
    made.fields.insert(made.fields.begin() + 1, {{"title", Kind::kTitle, false, 0, 250},
                                                 {"color", Kind::kColor},
                                                 {"role", Kind::kChoice, false, 0, 16, kStageRoles}});
    return made;
  }();
  return description;
}

Row row_of(const StageLine& line) {
  return {line.id.value(),
          line.title,
          line.color,
          std::string(kanban::to_string(line.role)),
          line.rule.wip_limit,
          std::string(kanban::to_string(line.rule.over_limit)),
          std::string(kanban::to_string(line.rule.without_estimate)),
          std::string(kanban::to_string(line.rule.under_stopper))};
}

bool asks(const kanban::StageRule& rule) {
  return rule.wip_limit != 0 || rule.without_estimate != kanban::Demand::kNone ||
         rule.under_stopper != kanban::Demand::kNone;
}

std::string title_in(std::span<const StageLine> sheet, const std::string& id) {
  for (const StageLine& line : sheet) {
    if (std::to_string(line.id.value()) == id) return line.title;
  }
  return {};
}

std::string titles_of(std::span<const StageLine> sheet) {
  std::string titles;
  for (const StageLine& line : sheet) titles += (titles.empty() ? "" : ", ") + line.title;
  return titles;
}

}  // namespace

StageSheet sheet_of(std::span<const kanban::Stage> stages, std::span<const kanban::StageRule> rules) {
  StageSheet sheet;
  for (const kanban::Stage& stage : stages) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const kanban::StageRule& one) { return one.stage == stage.id; });
    sheet.push_back({stage.id, stage.title, stage.color, stage.role,
                     rule == rules.end() ? kanban::StageRule{stage.id} : *rule});
  }
  return sheet;
}

std::vector<Wrong> check_sheet(std::span<const StageLine> wanted, const Leaving& leaving,
                               std::span<const kanban::Stage> known) {
  std::vector<Row> rows;
  std::int64_t made = 0;
  for (const StageLine& line : wanted) {
    rows.push_back(row_of(line));
    // Lines that are to be made have no key yet.
    if (line.id == StageId{0}) rows.back()[0] = (std::int64_t{1} << 52) + made++;
  }
  std::vector<Wrong> wrong = check(sheet_description(), rows);
  std::vector<kanban::Stage> stages;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const StageLine& line = wanted[i];
    stages.push_back({line.id, GroupId{}, line.title, line.color, static_cast<int>(i), line.role});
    if (line.id != StageId{0} && !kanban::find_stage(known, line.id)) {
      wrong.push_back({i, "title", "stages.unknown"});
    }
  }
  for (const std::string& problem : kanban::role_problems(stages)) wrong.push_back({0, "", problem});
  for (const kanban::Stage& stage : known) {
    if (kanban::find_stage(stages, stage.id)) continue;
    const auto to = leaving.find(stage.id);
    const bool somewhere =
        to != leaving.end() && to->second != StageId{0} && kanban::find_stage(stages, to->second);
    if (!somewhere) wrong.push_back({0, "", "stages.nowhere"});
  }
  return wrong;
}

std::vector<StageStep> steps_to(std::span<const StageLine> wanted, std::span<const kanban::Stage> known) {
  std::vector<StageId> order;  // as the portal has it, while the steps are being done; 0: made by a step
  for (const kanban::Stage& stage : known) order.push_back(stage.id);
  std::vector<StageStep> steps;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const StageLine& line = wanted[i];
    StageStep step;
    step.line = i;
    const auto place = [&] {
      if (i == 0) {
        step.first = true;
      } else {
        step.after = i - 1;
      }
      order.insert(order.begin() + static_cast<std::ptrdiff_t>(i), line.id);
    };
    if (line.id == StageId{0}) {
      step.add = true;
      step.title = line.title;
      step.color = line.color;
      place();
      steps.push_back(step);
      continue;
    }
    const kanban::Stage& stage = *kanban::find_stage(known, line.id);
    if (stage.title != line.title) step.title = line.title;
    if (stage.color != line.color) step.color = line.color;
    if (order[i] != line.id) {
      order.erase(std::find(order.begin(), order.end(), line.id));
      place();
    }
    if (!step.title.empty() || !step.color.empty() || step.after || step.first) steps.push_back(step);
  }
  return steps;
}

std::vector<Changed> sheet_difference(std::span<const StageLine> before, std::span<const StageLine> after) {
  std::vector<Row> was, is;
  for (const StageLine& line : before) was.push_back(row_of(line));
  for (const StageLine& line : after) is.push_back(row_of(line));
  std::vector<Changed> changes = difference(sheet_description(), was, is);
  for (Changed& change : changes) {
    if (change.field == "order") {
      change.before = titles_of(before);
      change.after = titles_of(after);
      continue;
    }
    const std::string title = title_in(after, change.row);
    change.row = title.empty() ? title_in(before, change.row) : title;
  }
  return changes;
}

std::vector<Row> rule_rows(std::span<const StageLine> sheet) {
  std::vector<Row> rows;
  for (const StageLine& line : sheet) {
    if (!asks(line.rule)) continue;
    Row row = row_of(line);
    row.erase(row.begin() + 1, row.begin() + 4);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sd::settings
