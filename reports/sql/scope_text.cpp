#include "reports/sql/scope_text.h"

namespace sd::reports::sql {
namespace {

template <class Ids>
std::string list_of(const Ids& ids) {
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + std::to_string(id.value());
  return list;
}

}  // namespace

std::string without_excluded(const LabourScope& scope, const std::string& person) {
  if (scope.excluded.empty()) return {};
  return " AND " + person + " NOT IN (" + list_of(scope.excluded) + ")";
}

std::string scope_text(const LabourScope& scope, const std::string& person) {
  std::string text = "portal = " + std::to_string(scope.portal.value());
  text += scope.groups.empty() ? " AND 1 = 0" : " AND group_id IN (" + list_of(scope.groups) + ")";
  if (scope.user) text += " AND " + person + " = " + std::to_string(scope.user->value());
  if (scope.company) text += " AND company = " + std::to_string(scope.company->value());
  return text + without_excluded(scope, person);
}

}  // namespace sd::reports::sql
