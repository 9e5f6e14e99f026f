// The journal: append-only rows, one per observed fact about a ticket, and the views of it that
// everything depending on time is computed from. Pure. Source: domain.md 4, 5, 7.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"
#include "kanban/rules/stage.h"
#include "kanban/rules/ticket.h"

namespace sd::kanban {

enum class Source { kPerson, kExtension, kRobot, kImport };
std::string_view to_string(Source source);
std::optional<Source> source_from(std::string_view text);

enum class Fact {
  kCreated,     // to: stage id it was created in, when known
  kStage,       // from/to: stage ids as decimal text; "?title" when no known stage had that title
  kStatus,      // from/to: TaskStatus numbers
  kImportance,  // from/to: "0" or "1"
  kType,
  kStopper,
  kEstimate,  // from/to: raw texts
  kAssignee,
  kGroup,
  kDeadline,
  kTitle,
  kComment,
  kLabour,
  kOther,      // a change of a field we do not interpret; its code in `to`
  kClass,      // ours: from/to "incident", "change", "service"; not a meaningful update
  kOverride,   // ours: manager's class by hand; to: "" dropped, else class; note: the reason
  kAgreement,  // ours: state of the estimate "none", "asked", "agreed", "declined"; note: a comment
  kEntry,      // ours: a stage (to: its id) was entered against its rules; note: the person's reason
  kFollowUp,   // ours: to: the instant (UTC ms) at which somebody comes back to a stopped card, "" none
};
std::string_view to_string(Fact fact);
std::optional<Fact> fact_from(std::string_view text);

struct JournalRow {
  std::string key;  // unique per ticket: "h<history id>" for facts of the portal's history, "m<history id>"
                    // for the move a change of group is,
                    // "o<...>" observed by reconciliation, "x<...>" our own. The same fact seen twice
                    // has the same key and is one row.
  TimePoint at;
  std::int64_t order = 0;  // ties at equal instants, ascending (history id for "h" rows)
  UserId actor;
  Source source = Source::kPerson;
  Fact fact = Fact::kOther;
  std::string from;
  std::string to;
  std::string note;

  friend bool operator==(const JournalRow&, const JournalRow&) = default;
};

// The order of a journal: by instant, then by `order`, then by key, so that it is total.
bool earlier(const JournalRow& left, const JournalRow& right);

// Values of `order` at equal instants: history rows carry their history id, which stays below these.
inline constexpr std::int64_t kInitialOrder = 0;                       // values a ticket was created with
inline constexpr std::int64_t kObservedOrder = 1'000'000'000'000'000;  // found by comparing with the present
inline constexpr std::int64_t kOwnOrder = 2'000'000'000'000'000;       // override, agreement
inline constexpr std::int64_t kClassOrder = 3'000'000'000'000'000;     // class rows, after their cause

}  // namespace sd::kanban
