#include "extension/settings/edit_stages.h"

#include <algorithm>

#include "kanban/bound_group.h"
#include "kanban/rules/stage_roles.h"

namespace sd::settings {

struct EditStages::Edit {
  const EditStagesCommand& command;
  StagesShown before;
  kanban::Actor actor;                              // the person
  std::vector<StageId> ids;                         // of the lines; 0 until the stage is made
  std::vector<std::pair<TicketId, StageId>> moves;  // out of stages that leave

  PortalId portal() const { return command.editor.portal; }
  GroupId group() const { return command.group; }
};

Result<StagesShown> EditStages::shown(PortalId portal, GroupId group) {
  const auto bound = kanban::find_bound(ports_.cards, portal, group);
  if (!bound) return bound.error();
  const auto step = ports_.sync_stages.run(portal, group);
  if (!step) return step.error();
  const auto stored = ports_.tables.read(portal, Section::kStages, group);
  if (!stored) return stored.error();
  const auto rules = ports_.settings.stage_rules(portal, group);
  if (!rules) return rules.error();
  const auto board = ports_.cards.board(portal, group, false);
  if (!board) return board.error();
  StagesShown shown{stored->version, sheet_of(board->stages, *rules), {}};
  for (const kanban::Card& card : board->cards) ++shown.cards[card.stage];
  return shown;
}

Result<StagesShown> EditStages::show(const Editor& editor, GroupId group) {
  if (!may_change(editor, describe(Section::kStages), group)) {
    return denied();
  }
  return shown(editor.portal, group);
}

Result<EditStagesOutcome> EditStages::overtaken(const EditStagesCommand& command, StagesShown now) {
  Result<std::vector<Saved>> saves =
      ports_.tables.since(command.editor.portal, Section::kStages, command.group, command.seen_version);
  if (!saves) return saves.error();
  // Nobody saved it here: it was changed in the portal's own kanban.
  if (saves->empty()) {
    saves->push_back({Section::kStages, command.group, now.version, UserId{}, ports_.clock.now(),
                      sheet_difference(command.seen, now.sheet)});
  }
  return EditStagesOutcome{{}, std::move(saves).value(), std::move(now)};
}

Result<EditStagesOutcome> EditStages::run(const EditStagesCommand& command) {
  Result<StagesShown> before = show(command.editor, command.group);
  if (!before) return before.error();
  if (before->version != command.seen_version || before->sheet != command.seen) {
    return overtaken(command, std::move(before).value());
  }
  const PortalId portal = command.editor.portal;
  const Result<std::vector<kanban::Stage>> known = ports_.cards.stages(portal, command.group);
  if (!known) return known.error();
  std::vector<Wrong> wrong = check_sheet(command.wanted, command.leaving, *known);
  if (!wrong.empty()) return EditStagesOutcome{std::move(wrong), {}, std::move(before).value()};

  Edit edit{command, *before, {portal, command.editor.user}, {}, {}};
  for (const StageLine& line : command.wanted) edit.ids.push_back(line.id);
  if (!command.leaving.empty()) {
    // Closed ones stand somewhere too.
    const Result<kanban::BoardSnapshot> board = ports_.cards.board(portal, command.group, true);
    if (!board) return board.error();
    for (const kanban::Card& card : board->cards) {
      const auto to = command.leaving.find(card.stage);
      if (to != command.leaving.end()) edit.moves.emplace_back(card.ticket, to->second);
    }
  }
  if (edit.moves.size() > kMostMoved) {
    return Error{ErrorKind::kInvalidArgument, "stages.too_many_cards", std::to_string(edit.moves.size())};
  }

  const Status applied = apply(edit);
  Result<StagesShown> after = shown(portal, command.group);
  if (!after) return applied ? after.error() : applied.error();
  const Result<std::int64_t> version = record(edit, after->sheet);
  if (!applied) return applied.error();
  if (!version) return version.error();
  ports_.saved(portal);
  // The columns may be as they were, and their rules not: boards that are open get both with a revision.
  if (const Result<std::int64_t> revision = ports_.cards.touch(portal, command.group); revision) {
    ports_.revisions.changed(portal, command.group, *revision);
  }
  after->version = *version;
  return EditStagesOutcome{{}, {}, std::move(after).value()};
}

Status EditStages::apply(Edit& edit) {
  if (const Status changed = change_columns(edit); !changed) return changed;
  if (const Status kept = keep_roles(edit); !kept) return kept;
  return empty_and_delete(edit);
}

Status EditStages::change_columns(Edit& edit) {
  const Result<std::vector<kanban::Stage>> known = ports_.cards.stages(edit.portal(), edit.group());
  if (!known) return known.error();
  for (const StageStep& step : steps_to(edit.command.wanted, *known)) {
    std::optional<StageId> after;
    if (step.first) after = StageId{0};
    if (step.after) after = edit.ids[*step.after];
    if (step.add) {
      const Result<StageId> added = ports_.portal.add_stage(edit.actor, edit.group(), step.title, step.color,
                                                            after.value_or(StageId{0}));
      if (!added) return added.error();
      edit.ids[step.line] = *added;
      continue;
    }
    const Status updated =
        ports_.portal.update_stage(edit.actor, edit.ids[step.line], step.title, step.color, after);
    if (!updated) return updated;
  }
  return Done{};
}

// What the portal says it has is believed; the roles are the sheet's, for as long as a stage leaves too.
Status EditStages::keep_roles(Edit& edit) {
  const auto step = ports_.sync_stages.run(edit.portal(), edit.group());
  if (!step) return step.error();
  std::vector<kanban::Stage> stages = step->step.stages;
  const std::vector<kanban::Stage> before = stages;
  for (kanban::Stage& stage : stages) {
    const auto line = std::find(edit.ids.begin(), edit.ids.end(), stage.id);
    if (line == edit.ids.end()) continue;
    stage.role = edit.command.wanted[static_cast<std::size_t>(line - edit.ids.begin())].role;
  }
  if (stages == before) return Done{};
  const Status stored =
      ports_.cards.put_stages(edit.portal(), edit.group(), stages, ports_.portal.now(edit.portal()));
  if (!stored) return stored;
  const Result<std::int64_t> revision = ports_.cards.revision(edit.portal(), edit.group());
  if (!revision) return revision.error();
  ports_.revisions.changed(edit.portal(), edit.group(), *revision);
  return ports_.read_again(edit.portal(), edit.group());
}

Status EditStages::empty_and_delete(Edit& edit) {
  for (const auto& [ticket, to] : edit.moves) {
    const Result<kanban::TicketRead> answer = ports_.portal.move(edit.actor, ticket, to);
    if (!answer) return answer.error();
    const Result<kanban::Card> card = ports_.sync_tickets.take_answer(edit.portal(), *answer);
    if (!card && card.error().code != "card.not_found") return card.error();
  }
  for (const auto& [stage, to] : edit.command.leaving) {
    if (const Status gone = ports_.portal.delete_stage(edit.actor, stage); !gone) return gone;
  }
  return Done{};
}

// Gives the stages that are there now the rules of the sheet, keeps these, and tells what was changed.
Result<std::int64_t> EditStages::record(const Edit& edit, StageSheet& after) {
  for (StageLine& line : after) {
    const auto at = std::find(edit.ids.begin(), edit.ids.end(), line.id);
    if (at == edit.ids.end()) continue;
    line.rule = edit.command.wanted[static_cast<std::size_t>(at - edit.ids.begin())].rule;
    line.rule.stage = line.id;
  }
  std::vector<Changed> changes = sheet_difference(edit.before.sheet, after);
  if (changes.empty()) return edit.before.version;
  return ports_.tables.write(edit.portal(),
                             {Section::kStages, edit.group(), edit.before.version, rule_rows(after),
                              std::move(changes), edit.command.editor.user, ports_.clock.now()});
}

}  // namespace sd::settings
