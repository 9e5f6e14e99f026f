// Use cases: what holds for a bound group as a whole, and its release. Source: domain.md 2, 3, 4.
#pragma once

#include <functional>

#include "extension/core/clock.h"
#include "extension/settings/rules/editor.h"
#include "extension/settings/settings_tables.h"
#include "kanban/board_revisions.h"
#include "kanban/card_store.h"
#include "kanban/unagreed_work.h"

namespace sd::settings {

struct GroupSheet {
  bool estimate_first = false;  // of the classes: an estimate decides before importance
  bool status_follows_stage = true;
  bool stage_follows_status = true;
  kanban::Unagreed unagreed = kanban::Unagreed::kFlag;

  friend bool operator==(const GroupSheet&, const GroupSheet&) = default;
};

struct GroupShown {
  std::int64_t version = 0;
  std::string name;
  GroupSheet sheet;
};

struct EditGroupCommand {
  Editor editor;
  GroupId group;
  std::int64_t seen = 0;
  GroupSheet wanted;
};

struct EditGroupOutcome {
  std::vector<Saved> meanwhile;  // not empty: somebody else was first, and nothing was done
  GroupShown now;
};

// What is lost when a group is released: everything the portal does not know.
struct ReleasePreview {
  std::int64_t version = 0;
  std::string name;
  std::int64_t cards = 0;
  std::int64_t agreements = 0;  // agreed, asked or declined estimates
  std::int64_t overrides = 0;   // classes set by hand
};

class EditGroup {
 public:
  struct Ports {
    kanban::CardStore& cards;
    kanban::SettingsStore& settings;
    SettingsTables& tables;
    kanban::BoardRevisions& revisions;
    const Clock& clock;
    std::function<Status(PortalId portal, GroupId group)> read_again;
    std::function<void(PortalId portal)> saved;  // boards are to forget what they know of the settings
  };
  explicit EditGroup(Ports ports) : ports_(std::move(ports)) {}

  // Errors of all: "settings.denied", "group.not_bound"; those of the stores.
  Result<GroupShown> show(const Editor& editor, GroupId group);
  // A new order of classes, or of stage and status, computes every card anew, in the background.
  Result<EditGroupOutcome> run(const EditGroupCommand& command);

  // Tells the journal that the group was bound by `user`; 0: the portal itself. Errors: "settings.stale";
  // those of the store.
  Status note_bound(PortalId portal, UserId user, const kanban::BoundGroup& group);

  // Administrators only.
  Result<ReleasePreview> preview_release(const Editor& editor, GroupId group);
  // Drops the group's cards and journal; its stages, tasks and history in the portal stay as they are, and so
  // do its settings here, for the case that it is bound again. "settings.stale" (kConflict) when it was bound
  // or released since `seen`.
  Status release(const Editor& editor, GroupId group, std::int64_t seen);

 private:
  Result<GroupShown> shown(PortalId portal, GroupId group);
  Status keep(PortalId portal, GroupId group, const GroupSheet& before, const GroupSheet& wanted);

  Ports ports_;
};

}  // namespace sd::settings
