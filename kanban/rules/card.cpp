#include "kanban/rules/card.h"

namespace sd::kanban {

std::string_view to_string(CardClass value) {
  switch (value) {
    case CardClass::kIncident: return "incident";
    case CardClass::kChange: return "change";
    case CardClass::kService: return "service";
  }
  return "service";
}

std::optional<CardClass> class_from(std::string_view text) {
  for (const CardClass value : {CardClass::kIncident, CardClass::kChange, CardClass::kService}) {
    if (to_string(value) == text) return value;
  }
  return std::nullopt;
}

std::string_view to_string(ClassReason value) {
  switch (value) {
    case ClassReason::kImportant: return "important";
    case ClassReason::kEstimate: return "estimate";
    case ClassReason::kOtherwise: return "otherwise";
    case ClassReason::kOverride: return "override";
  }
  return "otherwise";
}

std::string_view to_string(Speaker value) {
  switch (value) {
    case Speaker::kNobody: return "nobody";
    case Speaker::kStaff: return "staff";
    case Speaker::kClient: return "client";
  }
  return "nobody";
}

std::string_view to_string(Agreement value) {
  switch (value) {
    case Agreement::kNone: return "none";
    case Agreement::kAsked: return "asked";
    case Agreement::kAgreed: return "agreed";
    case Agreement::kDeclined: return "declined";
  }
  return "none";
}

std::optional<Agreement> agreement_from(std::string_view text) {
  for (const Agreement value :
       {Agreement::kNone, Agreement::kAsked, Agreement::kAgreed, Agreement::kDeclined}) {
    if (to_string(value) == text) return value;
  }
  return std::nullopt;
}

}  // namespace sd::kanban
