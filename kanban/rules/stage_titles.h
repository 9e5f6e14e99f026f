// From stage titles of the portal's history to stages. Titles are not unique and change; what a title meant
// is decided by when it was used. Source: domain.md 7; portal-api.md 4.10.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kanban/rules/stage.h"

namespace sd::kanban {

// The stage that was called `title` at `at`. A title counts from when it was seen until another title of the
// same stage was; a stage's first title also for all time before. When no stage was called so then: the one
// that was nearest in time among those ever called so. Among equals: one that still is in `stages`, leftmost.
// None: nobody was ever called so. `titles` oldest first. O(titles^2) at worst, for the few titles a group
// has.
std::optional<StageId> stage_called(std::string_view title, TimePoint at, std::span<const StageTitle> titles,
                                    std::span<const Stage> stages);

// Stages the group had, with what they meant; one that had several titles comes as often.
std::vector<Stage> deleted_stages(GroupId group, std::span<const Stage> stages,
                                  std::span<const StageTitle> titles);

}  // namespace sd::kanban
