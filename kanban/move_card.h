// Use case: a person drags a card to another stage. The portal decides; its answer is the new truth.
#pragma once

#include <optional>
#include <string>

#include "kanban/board_revisions.h"
#include "kanban/rules/stage_rule.h"
#include "kanban/settings.h"
#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct MoveCardCommand {
  Actor actor;  // the person
  GroupId group;
  TicketId ticket;
  StageId to;
  std::int64_t seen_revision = 0;  // of the card, as the person saw it
  std::string reason = {};         // what he said to a stage that asks why; blank: nothing
  // Right before or behind another card of the stage; absent: wherever it comes to stand.
  std::optional<Portal::Beside> beside = {};
};

class MoveCard {
 public:
  MoveCard(Portal& portal, CardStore& cards, SettingsStore& settings, SyncTickets& sync,
           BoardRevisions& revisions)
      : portal_(portal), cards_(cards), settings_(settings), sync_(sync), revisions_(revisions) {}

  // The card as the portal has it after the move and after what follows from it (domain.md 2). Where its
  // creator has to check the work, a move into done hands it over to him first: it then stands in the stage
  // of checking, or stays where it was with its mark, and never was done; by the creator himself, or from its
  // check by whom the portal lets accept it, it is done. A move to where the card is asks nobody, unless it
  // is to stand beside another: such a place is told to the portal and kept here, because nothing is known to
  // read it back by (portal-api.md 4.6). A neighbour that stands elsewhere by now gives no place. Errors:
  // "card.not_found" (no such card in that group), "card.stale" (kConflict: somebody changed it since),
  // "card.stage_unknown" (no such stage in the group), "entry.<wip_limit|estimate|stopper>" (kConflict) when
  // the stage does not let such a card in (rules/ stage_rule.h), "entry.agreement" (kConflict) when the group
  // does not let such work begin (unagreed_work.h), "entry.reason_missing" when it wants to know why,
  // "entry.reason_too_long"; "portal.refused" with the portal's own words and the other errors of the portal;
  // those of the stores. A reason is kept in the journal.
  Result<Card> run(const MoveCardCommand& command);

  static constexpr std::size_t kMaxReason = 1000;

 private:
  Status may_enter(const MoveCardCommand& command, const Card& card, const std::string& reason);
  Status may_pull(const MoveCardCommand& command, const Card& card, std::span<const Stage> stages);
  Result<std::int64_t> standing_in(PortalId portal, GroupId group, StageId stage);
  Result<TicketRead> write(const MoveCardCommand& command, const Card& card, const Stage& to);
  using Handed = std::optional<TicketRead>;
  Result<Handed> hand_over(const MoveCardCommand& command, const Card& card);
  JournalRow entry_row(const MoveCardCommand& command, const TicketRead& answer, const std::string& reason);
  Status put_beside(const MoveCardCommand& command, Card& moved);

  Portal& portal_;
  CardStore& cards_;
  SettingsStore& settings_;
  SyncTickets& sync_;
  BoardRevisions& revisions_;
};

}  // namespace sd::kanban
