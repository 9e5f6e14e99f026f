// One row of the table `card` as SOCI sees it: plain numbers and texts, and the bindings to a statement; a
// row object must outlive the statement it is bound to. And one of `journal`, which is read and written by
// the many.
#pragma once

#include <soci/soci.h>

#include <string>

#include "extension/storage/bulk_insert.h"
#include "extension/storage/bulk_select.h"
#include "kanban/rules/card.h"
#include "kanban/rules/journal.h"

namespace sd::kanban::sql {

struct CardRow {
  long long ticket = 0, group = 0, stage = 0, status = 0, assignee = 0, creator = 0, company = 0,
            important = 0, task_control = 0, type_known = 0, stopper_known = 0, stopper_since = 0,
            stopper_by = 0, estimate = 0, spent = 0, created = 0, deadline = 0, closed = 0, last_update = 0,
            work_since = 0, done = 0, stopped_before = 0, cycle = 0, comments = 0, awaiting_check = 0,
            history_read = 1, revision = 0;
  std::string role, title, xml_id, card_class, class_reason, override_reason, type, stopper, estimate_invalid,
      agreement, last_speaker, tags;
  soci::indicator stopper_since_state = soci::i_null, estimate_state = soci::i_null,
                  deadline_state = soci::i_null, closed_state = soci::i_null, work_since_state = soci::i_null,
                  done_state = soci::i_null;
};

// Every column but `portal`, in the order of bind_into().
extern const char* const kCardColumns;
void bind_into(soci::statement& statement, CardRow& row);
// The values of kCardColumns in their order.
void append(storage::BulkInsert& insert, const CardRow& row);
CardRow to_row(const Card& card);
// An unknown word (a newer program wrote it) becomes the field's default.
Card from_row(const CardRow& row);

extern const char* const kJournalColumns;
// The values of kJournalColumns in their order; when reading, from the column `first` on. An unknown word (a
// newer program wrote it) becomes a person's, or a fact that nobody interprets.
void append(storage::BulkInsert& insert, const JournalRow& row);
JournalRow journal_row(const storage::BulkSelect& read, std::size_t first);

}  // namespace sd::kanban::sql
