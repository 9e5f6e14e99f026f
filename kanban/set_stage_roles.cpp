#include "kanban/set_stage_roles.h"

#include <algorithm>

#include "kanban/bound_group.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {

Result<std::vector<Stage>> SetStageRoles::run(const SetStageRolesCommand& command) {
  const Result<BoundGroup> bound = find_bound(cards_, command.portal, command.group);
  if (!bound) return bound.error();
  const Result<std::vector<Stage>> known = cards_.stages(command.portal, command.group);
  if (!known) return known.error();

  std::vector<Stage> stages = *known;
  for (const auto& [id, role] : command.roles) {
    const auto found =
        std::find_if(stages.begin(), stages.end(), [id = id](const Stage& stage) { return stage.id == id; });
    if (found == stages.end()) return Error{ErrorKind::kNotFound, "stages.unknown", {}};
    found->role = role;
  }
  if (stages == *known) return stages;
  const std::vector<std::string> problems = role_problems(stages);
  if (!problems.empty()) return Error{ErrorKind::kInvalidArgument, problems.front(), {}};

  const Status stored = cards_.put_stages(command.portal, command.group, stages, portal_.now(command.portal));
  if (!stored) return stored.error();
  const Result<std::int64_t> revision = cards_.revision(command.portal, command.group);
  if (!revision) return revision.error();
  revisions_.changed(command.portal, command.group, *revision);
  const Status reading = read_again_(command.portal, command.group);
  if (!reading) return reading.error();
  return stages;
}

}  // namespace sd::kanban
