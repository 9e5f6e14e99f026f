#include <algorithm>

#include "kanban/rules/dictionary.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Which existing stage (its place) each default takes; kNone: it is added.
using Takes = std::vector<std::size_t>;

bool is_taken(const Takes& takes, std::size_t place) {
  return std::find(takes.begin(), takes.end(), place) != takes.end();
}

Takes by_title(std::span<const PortalStage> existing, std::span<const StageDefinition> defaults) {
  Takes takes(defaults.size(), kNone);
  std::size_t from = 0;  // matches that would turn the order round are not taken
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    for (std::size_t place = from; place < existing.size(); ++place) {
      if (fold_title(existing[place].title) != fold_title(defaults[i].title)) continue;
      takes[i] = place;
      from = place + 1;
      break;
    }
  }
  return takes;
}

// The first and last stages become the first and last default unless a title has decided otherwise.
void take_ends(Takes& takes, std::size_t existing) {
  if (existing == 0 || takes.empty()) return;
  if (takes.front() == kNone && !is_taken(takes, 0)) takes.front() = 0;
  if (takes.back() == kNone && !is_taken(takes, existing - 1)) takes.back() = existing - 1;
}

// Fills the defaults first..last (all not taken) from the free places strictly between `low` and `high`.
void take_between(Takes& takes, std::size_t first, std::size_t last, std::size_t low, std::size_t high) {
  std::vector<std::size_t> free;
  for (std::size_t place = low; place < high; ++place) free.push_back(place);
  const std::size_t wanted = last - first;
  const std::size_t count = std::min(wanted, free.size());
  for (std::size_t i = 0; i < count; ++i) takes[first + (wanted - count) + i] = free[i];
}

// The place of the first stage that is taken at or behind a default; all there are when none is.
std::size_t next_taken(const Takes& takes, std::size_t from, std::size_t existing) {
  while (from < takes.size() && takes[from] == kNone) ++from;
  return from < takes.size() ? takes[from] : existing;
}

// No group's own stage is taken for the client's check by its place: cards that stand there are at work.
void take_gaps(Takes& takes, std::span<const StageDefinition> defaults, std::size_t existing) {
  const auto free = [&](std::size_t i) { return takes[i] == kNone && defaults[i].role != Role::kVerify; };
  std::size_t low = 0;
  for (std::size_t i = 0; i < takes.size();) {
    if (!free(i)) {
      if (takes[i] != kNone) low = takes[i] + 1;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < takes.size() && free(end)) ++end;
    take_between(takes, i, end, low, next_taken(takes, end, existing));
    i = end;
  }
}

}  // namespace

std::vector<PlannedStage> plan_stages(std::span<const PortalStage> existing,
                                      std::span<const StageDefinition> defaults) {
  std::vector<PortalStage> sorted(existing.begin(), existing.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const PortalStage& a, const PortalStage& b) { return a.sort < b.sort; });
  Takes takes = by_title(sorted, defaults);
  take_ends(takes, sorted.size());
  take_gaps(takes, defaults, sorted.size());

  std::vector<PlannedStage> plan;
  std::size_t next = 0;  // existing stages before this one are in the plan
  Role left = Role::kIntake;
  const auto keep_until = [&](std::size_t end) {
    for (; next < end; ++next) {
      const PortalStage& stage = sorted[next];
      plan.push_back({StageAction::kKeep, left, stage.title, stage.color, stage.id, stage.title});
    }
  };
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    const StageDefinition& wanted = defaults[i];
    if (takes[i] == kNone) {
      // They come last, behind whatever is kept.
      if (wanted.role == Role::kVerify || wanted.role == Role::kDone) {
        keep_until(next_taken(takes, i, sorted.size()));
      }
      plan.push_back({StageAction::kAdd, wanted.role, wanted.title, wanted.color, StageId{}, {}});
    } else {
      keep_until(takes[i]);
      const PortalStage& stage = sorted[next++];
      const bool same = fold_title(stage.title) == fold_title(wanted.title);
      plan.push_back({same ? StageAction::kKeep : StageAction::kRename, wanted.role,
                      same ? stage.title : wanted.title, stage.color, stage.id, stage.title});
    }
    if (wanted.role != Role::kDone) left = wanted.role;
  }
  keep_until(sorted.size());
  return plan;
}

}  // namespace sd::kanban
