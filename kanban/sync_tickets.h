// Use case: look at tickets in the portal and bring cards and journals up to date; then write back what stage
// and status owe each other. Source: architecture.md 3; domain.md 2.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "kanban/apply_reads.h"
#include "kanban/learn_people.h"
#include "kanban/settings.h"
#include "kanban/sync_stages.h"
#include "kanban/ticket_claims.h"

namespace sd::kanban {

struct SyncOutcome {
  std::size_t read = 0;
  std::size_t changed = 0;                          // cards stored anew
  std::size_t forgotten = 0;                        // gone, invisible, or moved to a group that is not bound
  std::vector<TicketId> touched;                    // the changed and the forgotten ones
  std::size_t written = 0;                          // writes to the portal so that stage and status agree
  std::vector<std::pair<TicketId, Error>> refused;  // such writes that the portal refused
  // Tickets that could not be brought up to date for a reason of their own: to be tried again by themselves.
  std::vector<std::pair<TicketId, Error>> failed;
  std::vector<TicketId>
      owing;  // with WriteBack::kLater: those that a run with kNow has something to write for

  SyncOutcome& operator+=(const SyncOutcome& other);
};

class SyncTickets {
 public:
  // `patience`: how long a person's write waits for another look that is at its card (take_answer).
  SyncTickets(Portal& portal, CardStore& cards, SettingsStore& settings, PeopleStore& people,
              ApplyReads& apply, SyncStages& stages, Millis patience = Millis{0})
      : patience_(patience),
        portal_(portal),
        cards_(cards),
        settings_(settings),
        people_(portal, people),
        apply_(apply),
        stages_(stages) {}

  // Any number of ids, repeated ones allowed; at most kRequest tickets with their histories are in memory at
  // once. What was stored before an error stays stored; running again is harmless. Thread-safe. Errors: those
  // of portal and stores, never those of one ticket (see SyncOutcome::refused and failed). `write_back`:
  // kLater writes nothing to the portal.
  Result<SyncOutcome> run(PortalId portal, std::span<const TicketId> ids,
                          WriteBack write_back = WriteBack::kNow);

  // Makes cards of listed rows without reading histories (ApplyReads::take_rows) and knows the people they
  // name; the companies as well with `companies`, otherwise name_companies() is due later. Returns the
  // tickets that have to be read whole: run() them.
  Result<std::vector<TicketId>> take_rows(PortalId portal, std::vector<Ticket> rows, bool companies);
  // Takes tickets that were read elsewhere, whole, and knows the people they name. Nothing is written to the
  // portal: what stage and status owe each other is left to reconciliation (ApplyReads, WriteBack::kLater).
  // Errors: those of portal and stores.
  Status take_whole(PortalId portal, std::span<const TicketRead> reads);
  // Asks for the companies that cards name and nobody knows; how many were told.
  Result<std::int64_t> name_companies(PortalId portal);

  // Applies the answer to a person's own write, writes back what follows from it, and returns the card as it
  // is then. `added`: rows of ours to keep with it. Errors: "card.not_found" when the ticket has left the
  // bound groups; the answer's own; those of the stores. A write-back that fails leaves the card as the
  // person's write made it; so does another look that is at it for longer than our patience, which then
  // writes what is owed, or the look that the portal's event of this very write calls for.
  Result<Card> take_answer(PortalId portal, const TicketRead& answer, std::span<const JournalRow> added = {});

  // Before a background write is sent: whatever becomes of it and of us, the look that finds its trace knows
  // it for ours.
  using Trace = std::pair<TicketId, OwnWrite>;
  Status expect(PortalId portal, std::span<const Trace> traces);

  // What the portal's client reads with one request: shown before the next is asked for.
  static constexpr std::size_t kRequest = 48;
  // Brought together in the portal at once, so that few requests write half a batch.
  static constexpr std::size_t kChunk = 4 * kRequest;

 private:
  struct Run;
  Status sync_chunk(Run& run, std::span<const TicketId> ids);
  Status sync_some(Run& run, std::span<const TicketId> ids, std::vector<AppliedTicket>& owing,
                   Clients& clients);

  Result<bool> learn_stages(Run& run, std::span<const TicketRead> reads);
  Status write_back(Run& run, std::vector<AppliedTicket>& tickets, const Clients& clients);
  Status plan_anew(Run& run, std::vector<AppliedTicket*>& owing, const Clients& clients);
  Status await(PortalId portal, std::span<AppliedTicket* const> tickets);
  Status take_answers(Run& run, std::vector<AppliedTicket*>& tickets,
                      std::span<const Result<TicketRead>> answers, const Clients& clients);

  std::optional<TicketClaims::Claim> claim(const Run& run, std::span<AppliedTicket* const> tickets);

  const Millis patience_;
  Portal& portal_;
  CardStore& cards_;
  SettingsStore& settings_;
  LearnPeople people_;
  ApplyReads& apply_;
  SyncStages& stages_;
  TicketClaims claims_;
};

}  // namespace sd::kanban
