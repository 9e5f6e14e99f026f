#include "extension/settings/http/settings_handlers.h"

#include <algorithm>

#include "extension/settings/http/editor_of.h"
#include "extension/settings/http/refused.h"
#include "extension/settings/http/settings_json.h"

namespace sd::settings {
namespace {

constexpr std::size_t kSavesShown = 50;

http::Response not_found() { return refused({ErrorKind::kNotFound, "settings.section", {}}); }

json::object shown_json(const StagesShown& shown) {
  json::object cards;
  for (const auto& [stage, count] : shown.cards) cards[std::to_string(stage.value())] = count;
  return {{"version", shown.version}, {"stages", sheet_json(shown.sheet)}, {"cards", std::move(cards)}};
}

json::object shown_json(const GroupShown& shown) {
  return {{"version", shown.version},
          {"name", shown.name},
          {"estimate_first", shown.sheet.estimate_first},
          {"status_follows_stage", shown.sheet.status_follows_stage},
          {"stage_follows_status", shown.sheet.stage_follows_status},
          {"unagreed", to_string(shown.sheet.unagreed)}};
}

json::object shown_json(const ReleasePreview& preview) {
  return {{"version", preview.version},
          {"name", preview.name},
          {"cards", preview.cards},
          {"agreements", preview.agreements},
          {"overrides", preview.overrides}};
}

}  // namespace

Result<Editor> SettingsHandlers::editor(const http::Request& request) const {
  return editor_of(request, parts_.guard, parts_.cards, parts_.people);
}

http::Response SettingsHandlers::of_group(const http::Request& request, const OfGroup& use) const {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const auto group = visitors::query_number(request, "group");
  if (!group) return refused(group.error());
  return use(*editor, GroupId{*group});
}

http::Response SettingsHandlers::context(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const PortalId portal = editor->portal;
  const auto groups = parts_.cards.groups(portal);
  if (!groups) return refused(groups.error());
  Result<json::object> names = parts_.directory.context(*editor);
  if (!names) return refused(names.error());
  const auto types = parts_.dictionaries.dictionary(portal, kanban::DictionaryKind::kType);
  if (!types) return refused(types.error());
  // What has been settled of the few things that matter.
  bool stages_saved = false, types_saved = false, plans = false;
  for (const kanban::BoundGroup& group : *groups) {
    const auto stages = parts_.tables.read(portal, Section::kStages, group.group);
    if (!stages) return refused(stages.error());
    stages_saved = stages_saved || stages->version > 0;
  }
  for (const Section section : {Section::kTypes, Section::kEmployeePlans, Section::kClientPlans}) {
    const auto stored = parts_.tables.read(portal, section, GroupId{});
    if (!stored) return refused(stored.error());
    if (section == Section::kTypes) types_saved = stored->version > 0;
    if (section != Section::kTypes) plans = plans || !stored->rows.empty();
  }

  json::array bound;
  for (const kanban::BoundGroup& group : *groups) {
    const bool manages = editor->administrator || editor->manages.contains(group.group);
    if (manages) bound.push_back(json::object{{"id", group.group.value()}, {"name", group.name}});
  }
  json::array titles;
  for (const kanban::DictionaryEntry& type : *types) titles.push_back(json::value(type.title));
  json::array team;
  for (const UserId user : editor->team) team.push_back(user.value());
  json::object body = std::move(*names);
  body["now_ms"] = to_ms(parts_.clock.now());
  body["administrator"] = editor->administrator;
  body["groups"] = std::move(bound);
  body["types"] = std::move(titles);
  body["team"] = std::move(team);
  body["done"] = {
      {"group", !groups->empty()}, {"stage", stages_saved}, {"type", types_saved}, {"plan", plans}};
  return answer(body);
}

http::Response SettingsHandlers::section(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const auto section = section_from(request.path_params.at("section"));
  if (!section) return not_found();
  GroupId group;
  if (describe(*section).of_group) {
    const auto number = visitors::query_number(request, "group");
    if (!number) return refused(number.error());
    group = GroupId{*number};
  }
  const Result<Stored> stored = parts_.save.read(*editor, *section, group);
  if (!stored) return refused(stored.error());
  return answer(
      json::object{{"version", stored->version}, {"rows", rows_json(describe(*section), stored->rows)}});
}

http::Response SettingsHandlers::save_section(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const auto section = section_from(request.path_params.at("section"));
  if (!section) return not_found();
  Result<SaveCommand> command = decode_save(*section, request.body);
  if (!command) return refused(command.error());
  command->editor = *editor;
  const Result<SaveOutcome> outcome = parts_.save.run(*command);
  if (!outcome) return refused(outcome.error());
  if (!outcome->wrong.empty()) return wrong_answer(outcome->wrong);
  if (!outcome->meanwhile.empty()) return stale_answer(outcome->meanwhile);
  return this->section(request);
}

http::Response SettingsHandlers::calendar(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const Result<bool> follows = parts_.portal_calendar.follows(editor->portal);
  if (!follows) return refused(follows.error());
  json::object body = choices_json(parts_.calendar_choices);
  body["offset_ms"] = parts_.utc_offset(editor->portal).count();
  body["from_portal"] = *follows;
  return answer(body);
}

http::Response SettingsHandlers::stages(const http::Request& request) {
  return of_group(request, [this](const Editor& editor, GroupId group) {
    const Result<StagesShown> shown = parts_.stages.show(editor, group);
    return shown ? answer(shown_json(*shown)) : refused(shown.error());
  });
}

http::Response SettingsHandlers::save_stages(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  Result<EditStagesCommand> command = decode_stages(request.body);
  if (!command) return refused(command.error());
  command->editor = *editor;
  const Result<EditStagesOutcome> outcome = parts_.stages.run(*command);
  if (!outcome) return refused(outcome.error());
  if (!outcome->wrong.empty()) return wrong_answer(outcome->wrong);
  if (!outcome->meanwhile.empty()) return stale_answer(outcome->meanwhile);
  return answer(shown_json(outcome->now));
}

http::Response SettingsHandlers::group(const http::Request& request) {
  return of_group(request, [this](const Editor& editor, GroupId group) {
    const Result<GroupShown> shown = parts_.group.show(editor, group);
    return shown ? answer(shown_json(*shown)) : refused(shown.error());
  });
}

http::Response SettingsHandlers::save_group(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  Result<EditGroupCommand> command = decode_group(request.body);
  if (!command) return refused(command.error());
  command->editor = *editor;
  const Result<EditGroupOutcome> outcome = parts_.group.run(*command);
  if (!outcome) return refused(outcome.error());
  if (!outcome->meanwhile.empty()) return stale_answer(outcome->meanwhile);
  return answer(shown_json(outcome->now));
}

http::Response SettingsHandlers::release(const http::Request& request) {
  return of_group(request, [this](const Editor& editor, GroupId group) {
    const Result<ReleasePreview> preview = parts_.group.preview_release(editor, group);
    return preview ? answer(shown_json(*preview)) : refused(preview.error());
  });
}

http::Response SettingsHandlers::do_release(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const Result<ReleaseOrder> order = decode_release(request.body);
  if (!order) return refused(order.error());
  const Status released = parts_.group.release(*editor, order->group, order->seen);
  if (!released) return refused(released.error());
  return answer(json::object{{"released", order->group.value()}});
}

http::Response SettingsHandlers::journal(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const auto before = visitors::query_number(request, "before");
  if (!before) return refused(before.error());
  Result<std::vector<Saved>> saves = parts_.tables.journal(editor->portal, from_ms(*before), kSavesShown);
  if (!saves) return refused(saves.error());
  const std::size_t looked_at = saves->size();
  const json::value next =
      looked_at < kSavesShown ? json::value(nullptr) : json::value(to_ms(saves->back().at));
  std::erase_if(*saves, [&](const Saved& save) {
    const Description& description = describe(save.section);
    // Of what managers share they read only what is their group's.
    return !may_change(*editor, description, save.group) || (!editor->administrator && !description.of_group);
  });
  return answer(json::object{{"saves", saves_json(*saves)}, {"next_before", next}});
}

http::Response SettingsHandlers::templates(const http::Request& request) {
  const auto group = visitors::query_number(request, "group");
  if (!group) return refused(group.error());
  const Result<visitors::Access> access = parts_.guard.board(request, GroupId{*group});
  if (!access) return refused(access.error());
  Result<Stored> stored = parts_.tables.read(access->session.portal, Section::kTemplates, GroupId{});
  if (!stored) return refused(stored.error());
  std::erase_if(stored->rows,
                [&](const Row& row) { return number_of(row, 0) != 0 && number_of(row, 0) != *group; });
  return answer(json::object{{"templates", rows_json(describe(Section::kTemplates), stored->rows)}});
}

}  // namespace sd::settings
