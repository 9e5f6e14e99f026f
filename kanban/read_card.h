// Use case: everything about one card, for the panel beside the board.
#pragma once

#include <optional>
#include <vector>

#include "kanban/card_portal.h"
#include "kanban/card_store.h"
#include "kanban/company_notes.h"
#include "kanban/inner_notes.h"
#include "kanban/rules/intervals.h"
#include "kanban/settings.h"

namespace sd::kanban {

struct CardDetails {
  Card card;
  std::vector<JournalRow> journal;  // the newest last, kMostRows at most
  bool journal_cut = false;
  std::vector<StageInterval> stages;
  std::vector<StopperInterval> stoppers;
  std::optional<TicketTalk> talk;  // absent: the portal did not say, for this reason:
  std::optional<Error> talk_error;
  std::vector<InnerNote> notes;  // ascending
  CompanyNote company_note;      // of the card's company
};

class ReadCard {
 public:
  ReadCard(CardPortal& talk, Portal& portal, CardStore& cards, SettingsStore& settings, InnerNoteStore& notes,
           CompanyNotes& companies)
      : talk_(talk),
        portal_(portal),
        cards_(cards),
        settings_(settings),
        notes_(notes),
        companies_(companies) {}

  // The portal's part is read as the person; what it refuses is missing, the rest is there. Errors:
  // "card.not_found" (no such card in that group); those of the stores.
  Result<CardDetails> run(const Actor& person, GroupId group, TicketId ticket);

  static constexpr std::size_t kMostRows = 300;

 private:
  CardPortal& talk_;
  Portal& portal_;
  CardStore& cards_;
  SettingsStore& settings_;
  InnerNoteStore& notes_;
  CompanyNotes& companies_;
};

}  // namespace sd::kanban
