// Tasks by the hundred thousand: few steps each, made by acting as the sample's are, without dice.
#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/sample.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {
namespace {

constexpr Ms kPast = 160LL * 24 * 3'600'000;

FieldWrites fields_of(std::int64_t number) {
  return {{"TITLE", {"Request " + std::to_string(number)}},
          {"GROUP_ID", {"77"}},
          {"RESPONSIBLE_ID", {std::to_string(14 + number % 20)}},
          {"ALLOW_TIME_TRACKING", {"Y"}},
          {"UF_CRM_TASK", {"CO_" + std::to_string(591 + (number + number / 10) % 10 * 2)}}};
}

}  // namespace

void add_bulk_tasks(Portal& portal, const BulkSize& size) {
  const PortalClock before = portal.clock;
  const std::int64_t steps = size.tasks + size.labour;
  const Caller chief = portal.session(1);
  const std::vector<StageRow*> stages = portal.stages.of('G', 77);
  const std::string work = std::to_string(stages.at(1)->id), done = std::to_string(stages.back()->id);
  std::int64_t step = 0, recorded = 0;
  const auto next_instant = [&] { portal.clock.set(before.now() - kPast + kPast / steps * step++, true); };
  for (std::int64_t i = 0; i < size.tasks; ++i) {
    next_instant();
    const std::int64_t task = add_task(portal, portal.session(901 + i % 10), fields_of(i)).id;
    update_task(portal, chief, task, {{"STAGE_ID", {work}}});
    act(portal, chief, task, Action::kStart);
    for (; recorded < (i + 1) * size.labour / size.tasks; ++recorded) {
      next_instant();
      add_labour(portal, chief, task, {900, std::nullopt, 14 + recorded % 20, 0});
    }
    if (i * size.open / size.tasks != (i + 1) * size.open / size.tasks) continue;  // stays open
    update_task(portal, chief, task, {{"STAGE_ID", {done}}});
    act(portal, chief, task, Action::kComplete);
  }
  portal.clock = before;
}

}  // namespace sd::portal_double
