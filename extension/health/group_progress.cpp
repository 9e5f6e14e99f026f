#include "extension/health/group_progress.h"

namespace sd::health {

std::map<GroupId, GroupProgress> group_progress(std::span<const kanban::FillPoint> points) {
  std::map<GroupId, GroupProgress> groups;
  for (const kanban::FillPoint& point : points) {
    if (point.group == GroupId{}) continue;
    groups[point.group].planned += point.planned;
    groups[point.group].done += point.done;
  }
  return groups;
}

}  // namespace sd::health
