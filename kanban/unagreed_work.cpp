#include "kanban/unagreed_work.h"

#include <string>

namespace sd::kanban {
namespace {

std::string choice_name(GroupId group) { return "unagreed." + std::to_string(group.value()); }
std::string asked_name(GroupId group) { return "agreement_asked." + std::to_string(group.value()); }

}  // namespace

Result<Unagreed> chosen_unagreed(SettingsStore& settings, PortalId portal, GroupId group) {
  const Result<std::optional<std::string>> chosen = settings.setting(portal, choice_name(group));
  if (!chosen) return chosen.error();
  return unagreed_from(chosen->value_or("")).value_or(Unagreed::kFlag);
}

Status choose_unagreed(SettingsStore& settings, PortalId portal, GroupId group, Unagreed chosen) {
  return settings.put_setting(portal, choice_name(group), std::string(to_string(chosen)));
}

Result<Unagreed> unagreed_of(SettingsStore& settings, PortalId portal, GroupId group) {
  const Result<Unagreed> chosen = chosen_unagreed(settings, portal, group);
  if (!chosen || *chosen != Unagreed::kFlag) return chosen;
  const Result<std::optional<std::string>> asked = settings.setting(portal, asked_name(group));
  if (!asked) return asked.error();
  return *asked ? Unagreed::kFlag : Unagreed::kOff;
}

Result<bool> note_agreement_asked(SettingsStore& settings, PortalId portal, GroupId group) {
  const Result<std::optional<std::string>> asked = settings.setting(portal, asked_name(group));
  if (!asked) return asked.error();
  if (*asked) return false;
  const Status noted = settings.put_setting(portal, asked_name(group), "1");
  if (!noted) return noted.error();
  return true;
}

}  // namespace sd::kanban
