#include "extension/settings/edit_group.h"

#include "kanban/bound_group.h"

namespace sd::settings {
namespace {

GroupSheet sheet_of(const kanban::BoundGroup& group, kanban::Unagreed unagreed) {
  return {group.estimate_first, group.status_follows_stage, group.stage_follows_status, unagreed};
}

std::vector<Changed> difference(const GroupSheet& before, const GroupSheet& after) {
  std::vector<Changed> changes;
  const auto flag = [&](const char* field, bool was, bool is) {
    if (was != is) changes.push_back({"", field, was ? "1" : "0", is ? "1" : "0"});
  };
  flag("estimate_first", before.estimate_first, after.estimate_first);
  flag("status_follows_stage", before.status_follows_stage, after.status_follows_stage);
  flag("stage_follows_status", before.stage_follows_status, after.stage_follows_status);
  if (before.unagreed != after.unagreed) {
    changes.push_back(
        {"", "unagreed", std::string(to_string(before.unagreed)), std::string(to_string(after.unagreed))});
  }
  return changes;
}

}  // namespace

Result<GroupShown> EditGroup::show(const Editor& editor, GroupId group) {
  if (!may_change(editor, describe(Section::kGroup), group)) return denied();
  return shown(editor.portal, group);
}

Result<GroupShown> EditGroup::shown(PortalId portal, GroupId group) {
  const auto bound = kanban::find_bound(ports_.cards, portal, group);
  if (!bound) return bound.error();
  const auto stored = ports_.tables.read(portal, Section::kGroup, group);
  if (!stored) return stored.error();
  const auto unagreed = kanban::chosen_unagreed(ports_.settings, portal, group);
  if (!unagreed) return unagreed.error();
  return GroupShown{stored->version, bound->name, sheet_of(*bound, *unagreed)};
}

Result<EditGroupOutcome> EditGroup::run(const EditGroupCommand& command) {
  Result<GroupShown> shown = show(command.editor, command.group);
  if (!shown) return shown.error();
  const PortalId portal = command.editor.portal;
  const std::vector<Changed> changes = difference(shown->sheet, command.wanted);
  const auto meanwhile = [&]() -> Result<EditGroupOutcome> {
    Result<std::vector<Saved>> saves =
        ports_.tables.since(portal, Section::kGroup, command.group, command.seen);
    if (!saves) return saves.error();
    return EditGroupOutcome{std::move(saves).value(), *shown};
  };
  if (shown->version != command.seen) return meanwhile();
  if (changes.empty()) return EditGroupOutcome{{}, *shown};
  const Result<std::int64_t> version = ports_.tables.write(
      portal,
      {Section::kGroup, command.group, command.seen, {}, changes, command.editor.user, ports_.clock.now()});
  if (!version && version.error().code == "settings.stale") return meanwhile();
  if (!version) return version.error();

  if (const Status kept = keep(portal, command.group, shown->sheet, command.wanted); !kept) {
    return kept.error();
  }
  return EditGroupOutcome{{}, {*version, shown->name, command.wanted}};
}

Status EditGroup::keep(PortalId portal, GroupId group, const GroupSheet& before, const GroupSheet& wanted) {
  if (before.unagreed != wanted.unagreed) {
    const Status chosen = kanban::choose_unagreed(ports_.settings, portal, group, wanted.unagreed);
    if (!chosen) return chosen;
    ports_.saved(portal);
    const Result<std::int64_t> revision = ports_.cards.touch(portal, group);
    if (!revision) return revision.error();
    ports_.revisions.changed(portal, group, *revision);
  }
  GroupSheet cards = wanted;
  cards.unagreed = before.unagreed;
  if (cards == before) return Done{};  // no card is another one for it
  Result<kanban::BoundGroup> bound = kanban::find_bound(ports_.cards, portal, group);
  if (!bound) return bound.error();
  bound->estimate_first = wanted.estimate_first;
  bound->status_follows_stage = wanted.status_follows_stage;
  bound->stage_follows_status = wanted.stage_follows_status;
  if (const Status kept = ports_.cards.bind(portal, *bound); !kept) return kept;
  return ports_.read_again(portal, group);
}

Status EditGroup::note_bound(PortalId portal, UserId user, const kanban::BoundGroup& group) {
  const auto stored = ports_.tables.read(portal, Section::kGroups, group.group);
  if (!stored) return stored.error();
  const Result<std::int64_t> noted = ports_.tables.write(portal, {Section::kGroups,
                                                                  group.group,
                                                                  stored->version,
                                                                  {},
                                                                  {{group.name, "added", "", ""}},
                                                                  user,
                                                                  ports_.clock.now()});
  return noted ? Status(Done{}) : Status(noted.error());
}

Result<ReleasePreview> EditGroup::preview_release(const Editor& editor, GroupId group) {
  if (!editor.administrator) return denied();
  const auto bound = kanban::find_bound(ports_.cards, editor.portal, group);
  if (!bound) return bound.error();
  const auto stored = ports_.tables.read(editor.portal, Section::kGroups, group);
  if (!stored) return stored.error();
  const auto board = ports_.cards.board(editor.portal, group, true);
  if (!board) return board.error();
  ReleasePreview preview{stored->version, bound->name, static_cast<std::int64_t>(board->cards.size()), 0, 0};
  for (const kanban::Card& card : board->cards) {
    if (card.agreement != kanban::Agreement::kNone) ++preview.agreements;
    if (card.class_reason == kanban::ClassReason::kOverride) ++preview.overrides;
  }
  return preview;
}

Status EditGroup::release(const Editor& editor, GroupId group, std::int64_t seen) {
  const Result<ReleasePreview> preview = preview_release(editor, group);
  if (!preview) return preview.error();
  const Result<std::int64_t> version =
      ports_.tables.write(editor.portal, {Section::kGroups,
                                          group,
                                          seen,
                                          {},
                                          {{preview->name, "removed", "", ""}},
                                          editor.user,
                                          ports_.clock.now()});
  if (!version) return version.error();
  if (const Status gone = ports_.cards.unbind(editor.portal, group); !gone) return gone;
  const Result<std::int64_t> revision = ports_.cards.revision(editor.portal, group);
  if (!revision) return revision.error();
  ports_.revisions.changed(editor.portal, group, *revision);
  return Done{};
}

}  // namespace sd::settings
