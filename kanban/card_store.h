// Port: where cards, journal and stages are kept. Implemented by SociCardStore (SQLite) and, in tests, by
// MemoryCardStore; both pass tests/contract/card_store_contract.h.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extension/core/result.h"
#include "kanban/rules/card.h"
#include "kanban/rules/hand_order.h"
#include "kanban/rules/journal.h"
#include "kanban/rules/ticket_flow.h"

namespace sd::kanban {

// What one look at a ticket changes. Stored whole or not at all, together with the others of its batch.
struct CardChange {
  Card card;
  bool card_changed = false;         // false: only journal rows are new
  std::vector<JournalRow> new_rows;  // keys not stored yet
  // Everything the portal changed up to then has been seen (SeenCard::changed_at).
  std::optional<TimePoint> changed_at{};
  // Stored without a new revision, so that no board is told: a closed card whose past is being filled in.
  bool quiet = false;
  bool writes_seen = false;  // nothing is awaited for the ticket any more (AwaitedWrite)
  // What reports count of the ticket from now on, in place of what is kept of it; absent: that stays.
  std::optional<TicketFlow> flow{};
  std::int64_t flow_basis = 0;  // of the group as it was when `flow` was made
};

// A background write of ours that was sent, or may have been, and whose trace no look has seen yet.
struct AwaitedWrite {
  TicketId ticket;
  Fact fact = Fact::kStage;
  std::string to;  // as in JournalRow
  UserId by;       // whom the portal names; 0: not known
  TimePoint asked_at;

  friend bool operator==(const AwaitedWrite&, const AwaitedWrite&) = default;
};

// What is stored of a ticket, to be held against a list of the portal's.
struct SeenCard {
  TicketId ticket;
  GroupId group;
  StageId stage;
  std::optional<TimePoint> changed_at;  // absent: never known

  friend bool operator==(const SeenCard&, const SeenCard&) = default;
};

struct BoundGroup {
  GroupId group;
  std::string name;
  TimePoint bound_at;                // the portal's clock; facts before it never cause write-backs
  bool status_follows_stage = true;  // domain.md 2
  bool stage_follows_status = true;
  bool estimate_first = false;  // class order: false = importance first (domain.md 4)
  bool synced = false;          // the open tickets are there with their pasts (back_fill.h)
  std::optional<TimePoint> reconciled_at;
};

struct BoardSnapshot {
  std::int64_t revision = 0;
  std::vector<Stage> stages;
  std::vector<Card> cards;
  std::vector<TicketId> gone;      // only in changes(): deleted or moved out since the revision asked
  std::vector<Place> places = {};  // of those of `cards` that were placed by hand
};

class CardStore {
 public:
  virtual ~CardStore() = default;

  virtual Result<std::optional<Card>> find(PortalId portal, TicketId ticket) = 0;
  // The same for many tickets, in their order.
  virtual Result<std::vector<std::optional<Card>>> find_all(PortalId portal,
                                                            std::span<const TicketId> tickets) = 0;
  virtual Result<std::vector<JournalRow>> journal(PortalId portal,
                                                  TicketId ticket) = 0;  // ascending (at, order)
  // Journals of many tickets at once, same order as `tickets`.
  virtual Result<std::vector<std::vector<JournalRow>>> journals(PortalId portal,
                                                                std::span<const TicketId> tickets) = 0;
  // Every row of the group's tickets, ascending by (ticket, at, order), handed out ticket by ticket; used by
  // reports. Stops early when `take` returns false. `card` is the stored card.
  virtual Status each_history(
      PortalId portal, GroupId group,
      const std::function<bool(const Card& card, const std::vector<JournalRow>& rows)>& take) = 0;

  // The known ones of `tickets`, in their order.
  virtual Result<std::vector<SeenCard>> seen(PortalId portal, std::span<const TicketId> tickets) = 0;
  // All cards of the portal with after < ticket <= upto, ascending.
  virtual Result<std::vector<SeenCard>> seen_between(PortalId portal, TicketId after, TicketId upto) = 0;

  // Stores all changes and forgets all `gone` in one transaction; raises the board revision of every group
  // touched by one (quiet changes touch nothing) and stamps it on the cards. Returns the highest revision of
  // each group touched. Errors: "db.busy", "db.connection" (retry); nothing is stored then.
  virtual Result<std::vector<std::pair<GroupId, std::int64_t>>> store(PortalId portal,
                                                                      std::span<const CardChange> changes,
                                                                      std::span<const TicketId> gone) = 0;

  // Adds to what is awaited: several looks may write to one ticket at a time. It survives the process, and
  // ends with the ticket or with CardChange::writes_seen.
  virtual Status await_writes(PortalId portal, std::span<const AwaitedWrite> writes) = 0;
  // Of all tickets, ascending by ticket.
  virtual Result<std::vector<AwaitedWrite>> awaited_writes(PortalId portal) = 0;

  // Cards whose history is not read yet, the newest tickets first: those below `before`, at most `limit`.
  // Group 0: of all groups; `open`: only cards with a role other than done.
  virtual Result<std::vector<TicketId>> without_history(PortalId portal, GroupId group, bool open,
                                                        TicketId before, std::size_t limit) = 0;
  virtual Result<std::int64_t> count_without_history(PortalId portal, GroupId group, bool open) = 0;

  // Which of the tickets have a card, in their order.
  virtual Result<std::vector<bool>> known(PortalId portal, std::span<const TicketId> tickets) = 0;
  // Tickets whose card shows time spent, ascending.
  virtual Result<std::vector<TicketId>> with_time_spent(PortalId portal) = 0;
  // The companies that cards name, each once.
  virtual Result<std::vector<CompanyId>> companies(PortalId portal) = 0;

  // The group's open cards (role other than done), or all with `with_done`.
  virtual Result<BoardSnapshot> board(PortalId portal, GroupId group, bool with_done) = 0;
  // Cards stored and tickets gone after `since`; cards that became done are included.
  virtual Result<BoardSnapshot> changes(PortalId portal, GroupId group, std::int64_t since) = 0;
  virtual Result<std::int64_t> revision(PortalId portal, GroupId group) = 0;
  // What a board shows beside its cards has changed: raises its revision by one and returns it.
  virtual Result<std::int64_t> touch(PortalId portal, GroupId group) = 0;
  // Places cards of the group by hand and stamps a new revision on them, which is returned.
  virtual Result<std::int64_t> put_places(PortalId portal, GroupId group, std::span<const Place> places) = 0;

  virtual Result<std::vector<BoundGroup>> groups(PortalId portal) = 0;
  virtual Status bind(PortalId portal, const BoundGroup& group) = 0;  // insert or update
  // Drops all of the group: cards, journal, how people left its board.
  virtual Status unbind(PortalId portal, GroupId group) = 0;

  virtual Result<std::vector<Stage>> stages(PortalId portal, GroupId group) = 0;  // by sort
  // Replaces the group's stages, keeps a StageTitle for each title not seen before, raises the revision when
  // anything changed.
  virtual Status put_stages(PortalId portal, GroupId group, std::span<const Stage> stages, TimePoint now) = 0;
  virtual Result<std::vector<StageTitle>> titles(PortalId portal, GroupId group) = 0;  // oldest first
};

}  // namespace sd::kanban
