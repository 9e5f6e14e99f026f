// Use case: the stages of a group become what a person has made of them on the settings page. The portal's
// own columns are changed with that person's token; roles and entry rules are kept here. Source: domain.md 2.
#pragma once

#include <functional>

#include "extension/core/clock.h"
#include "extension/settings/rules/editor.h"
#include "extension/settings/rules/stage_sheet.h"
#include "extension/settings/settings_tables.h"
#include "kanban/board_revisions.h"
#include "kanban/card_store.h"
#include "kanban/portal.h"
#include "kanban/settings.h"
#include "kanban/sync_stages.h"
#include "kanban/sync_tickets.h"

namespace sd::settings {

struct EditStagesCommand {
  Editor editor;
  GroupId group;
  std::int64_t seen_version = 0;
  StageSheet seen;  // as the person was shown it
  StageSheet wanted;
  Leaving leaving;
};

struct StagesShown {
  std::int64_t version = 0;
  StageSheet sheet;
  std::map<StageId, std::int64_t> cards;  // how many open ones stand in each
};

struct EditStagesOutcome {
  std::vector<Wrong> wrong;      // not empty: nothing was done
  std::vector<Saved> meanwhile;  // not empty: somebody else was first, and nothing was done; by 0: the portal
  StagesShown now;
};

class EditStages {
 public:
  struct Ports {
    kanban::Portal& portal;
    kanban::CardStore& cards;
    kanban::SettingsStore& settings;
    SettingsTables& tables;
    kanban::SyncStages& sync_stages;
    kanban::SyncTickets& sync_tickets;
    kanban::BoardRevisions& revisions;
    const Clock& clock;
    // Reads every ticket of the group anew, in the background: their class, clocks and status follow from the
    // roles of its stages.
    std::function<Status(PortalId portal, GroupId group)> read_again;
    // Told after each save, so that boards show the new rules.
    std::function<void(PortalId portal)> saved;
  };
  explicit EditStages(Ports ports) : ports_(std::move(ports)) {}

  // The stages as the portal has them at this moment. Errors: "settings.denied", "group.not_bound"; those of
  // portal and stores.
  Result<StagesShown> show(const Editor& editor, GroupId group);

  // At most this many cards are moved out of stages that are deleted.
  static constexpr std::size_t kMostMoved = 300;

  // Adds, changes and orders the portal's columns, moves the cards out of those that leave, one by one as if
  // the person had dragged them, and deletes those. What the portal refuses half way stays half done: the
  // answer is its error, the journal tells what was done, and the group is in step with the portal again.
  // Errors: as show(); "stages.too_many_cards" (kInvalidArgument) above kMostMoved, before anything is done.
  Result<EditStagesOutcome> run(const EditStagesCommand& command);

 private:
  struct Edit;

  Result<StagesShown> shown(PortalId portal, GroupId group);
  Result<EditStagesOutcome> overtaken(const EditStagesCommand& command, StagesShown now);
  Status apply(Edit& edit);
  Status change_columns(Edit& edit);
  Status keep_roles(Edit& edit);
  Status empty_and_delete(Edit& edit);
  Result<std::int64_t> record(const Edit& edit, StageSheet& after);

  Ports ports_;
};

}  // namespace sd::settings
