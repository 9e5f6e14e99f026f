#include "extension/lease/rules/claim.h"

namespace sd::lease {
namespace {

std::string name_of(const std::string& holder) { return holder.substr(0, holder.rfind('/')); }

}  // namespace

std::string holder_id(const std::string& name, TimePoint started_at) {
  return name + "/" + std::to_string(to_ms(started_at));
}

std::optional<LeaseRow> claim(const std::optional<LeaseRow>& row, const Looker& looker) {
  if (!row) return LeaseRow{looker.me, 1};
  const bool mine = row->holder == looker.me;
  const bool former_self = looker.first_look && name_of(row->holder) == name_of(looker.me);
  if (!mine && !former_self && !row->holder.empty() && looker.unchanged_for < kExpiry) return std::nullopt;
  return LeaseRow{looker.me, row->beat + 1};
}

}  // namespace sd::lease
