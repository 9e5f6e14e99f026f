#include "kanban/rules/merge.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "kanban/rules/replay.h"
#include "kanban/rules/stage_roles.h"
#include "kanban/rules/stage_titles.h"

namespace sd::kanban {
namespace {

constexpr std::size_t kMaxText = 1000;
constexpr std::array kObservable{Fact::kStage, Fact::kStatus,  Fact::kImportance,
                                 Fact::kType,  Fact::kStopper, Fact::kEstimate};

// Text from people, without blanks at the ends and cut at a character's edge.
std::string bounded(std::string_view text) {
  std::string own = trimmed(text);
  if (own.size() <= kMaxText) return own;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(own[end]) & 0xC0U) == 0x80U) --end;
  own.resize(end);
  return own;
}

std::string importance_text(std::string_view priority) { return priority == "2" ? "1" : "0"; }

std::string id_text(StageId stage) { return std::to_string(stage.value()); }

Fact fact_of(HistoryField field) {
  switch (field) {
    case HistoryField::kCreated: return Fact::kCreated;
    case HistoryField::kStage: return Fact::kStage;
    case HistoryField::kStatus: return Fact::kStatus;
    case HistoryField::kImportance: return Fact::kImportance;
    case HistoryField::kType: return Fact::kType;
    case HistoryField::kStopper: return Fact::kStopper;
    case HistoryField::kEstimate: return Fact::kEstimate;
    case HistoryField::kAssignee: return Fact::kAssignee;
    case HistoryField::kGroup: return Fact::kGroup;
    case HistoryField::kComment: return Fact::kComment;
    case HistoryField::kLabour: return Fact::kLabour;
    case HistoryField::kDeadline: return Fact::kDeadline;
    case HistoryField::kTitle: return Fact::kTitle;
    case HistoryField::kOther: return Fact::kOther;
  }
  return Fact::kOther;
}

// A fact's default: what a ticket has that never was given a value.
std::string_view default_of(Fact fact) {
  if (fact == Fact::kStatus) return "2";
  if (fact == Fact::kImportance) return "0";
  return {};
}

// A short name for a value, the same on every machine (FNV-1a).
std::string short_name(std::string_view value) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : value) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4) name.push_back("0123456789abcdef"[(hash >> shift) & 15U]);
  return name;
}

class Merge {
 public:
  Merge(const Look& look, const GroupView& group) : look_(look), group_(group) {
    for (const JournalRow& row : look.known) keys_.insert(row.key);
  }

  std::vector<JournalRow> run() {
    take_history();
    if (!knows_creation()) take_creation();
    for (const JournalRow& row : look_.added) {
      if (!is_known(row.key)) fresh_.push_back(row);
    }
    rows_.assign(look_.known.begin(), look_.known.end());
    rows_.insert(rows_.end(), fresh_.begin(), fresh_.end());
    std::sort(rows_.begin(), rows_.end(), earlier);
    take_observed();
    mark_own();
    take_classes();
    std::sort(fresh_.begin(), fresh_.end(), earlier);
    return std::move(fresh_);
  }

 private:
  bool is_known(const std::string& key) const { return keys_.contains(key); }

  bool knows_creation() const {
    return std::any_of(look_.known.begin(), look_.known.end(),
                       [](const JournalRow& row) { return row.fact == Fact::kCreated; });
  }

  const HistoryRow* first_of(HistoryField field) const {
    const auto found = std::find_if(look_.history.begin(), look_.history.end(),
                                    [&](const HistoryRow& row) { return row.field == field; });
    return found == look_.history.end() ? nullptr : &*found;
  }

  // The present value of an observable fact, as a row would say it.
  std::string present(Fact fact) const {
    const Ticket& ticket = look_.ticket;
    switch (fact) {
      case Fact::kStage: {
        const Stage* stage = resolve_stage(group_.stages, ticket.stage);
        return id_text(stage ? stage->id : ticket.stage);
      }
      case Fact::kStatus: return std::to_string(static_cast<int>(ticket.status));
      case Fact::kImportance: return ticket.important ? "1" : "0";
      case Fact::kType: return bounded(ticket.type);
      case Fact::kStopper: return bounded(ticket.stopper);
      case Fact::kEstimate: return bounded(ticket.estimate);
      default: return {};
    }
  }

  std::string stage_text(const std::string& title, TimePoint at, bool is_present) const {
    const std::string now = present(Fact::kStage);
    if (is_present && std::any_of(look_.titles.begin(), look_.titles.end(), [&](const StageTitle& known) {
          return known.title == title && id_text(known.stage) == now;
        })) {
      return now;
    }
    const std::optional<StageId> stage = stage_called(title, at, look_.titles, group_.stages);
    if (stage) return id_text(*stage);
    return is_present && look_.ticket.stage != StageId{0} ? now : "?" + bounded(title);
  }

  // One side of a history row in the journal's words.
  std::string value_of(const HistoryRow& row, const std::string& text, bool is_present) const {
    switch (row.field) {
      case HistoryField::kStage: return stage_text(text, row.at, is_present);
      case HistoryField::kImportance: return importance_text(text);
      default: return bounded(text);
    }
  }

  std::string created_in() const {
    const HistoryRow* move = first_of(HistoryField::kStage);
    return move ? value_of(*move, move->from, false) : present(Fact::kStage);
  }

  void take_history() {
    const HistoryRow* newest_move = nullptr;
    for (const HistoryRow& row : look_.history) {
      if (row.field == HistoryField::kStage) newest_move = &row;
    }
    for (const HistoryRow& row : look_.history) {
      JournalRow fact;
      fact.key = "h" + std::to_string(row.id);
      if (is_known(fact.key)) continue;
      fact.at = row.at;
      fact.order = row.id;
      fact.actor = row.user;
      fact.source = row.user == UserId{0} ? Source::kRobot : Source::kPerson;
      fact.fact = fact_of(row.field);
      if (fact.fact == Fact::kCreated) {
        fact.to = created_in();
      } else if (fact.fact == Fact::kOther) {
        fact.to = bounded(row.raw_field);
      } else {
        fact.from = value_of(row, row.from, false);
        fact.to = value_of(row, row.to, &row == newest_move);
      }
      fresh_.push_back(std::move(fact));
    }
  }

  JournalRow observed(Fact fact, TimePoint at, std::string from, std::string to) const {
    JournalRow row;
    row.key = "o" + std::string(to_string(fact)) + "-" + short_name(to) + "-" + std::to_string(to_ms(at));
    row.at = at;
    row.order = kObservedOrder;
    row.fact = fact;
    row.from = std::move(from);
    row.to = std::move(to);
    return row;
  }

  // What the ticket was created with: before the first change the history holds of a fact, or ever since.
  void take_creation() {
    TimePoint at = look_.ticket.created_at;
    if (const HistoryRow* created = first_of(HistoryField::kCreated)) {
      at = created->at;
    } else {
      if (!look_.history.empty()) at = std::min(at, look_.history.front().at);
      JournalRow row;
      row.key = "ocreated";
      row.at = at;
      row.order = kInitialOrder;
      row.actor = look_.ticket.creator;
      row.fact = Fact::kCreated;
      row.to = created_in();
      if (!is_known(row.key)) fresh_.push_back(std::move(row));
    }
    for (const auto& [fact, field] :
         {std::pair{Fact::kStatus, HistoryField::kStatus},
          std::pair{Fact::kImportance, HistoryField::kImportance},
          std::pair{Fact::kType, HistoryField::kType}, std::pair{Fact::kStopper, HistoryField::kStopper},
          std::pair{Fact::kEstimate, HistoryField::kEstimate}}) {
      const HistoryRow* change = first_of(field);
      std::string value = change ? value_of(*change, change->from, false) : present(fact);
      if (value == default_of(fact) || (fact == Fact::kStatus && value.size() != 1)) continue;
      JournalRow row = observed(fact, at, {}, std::move(value));
      row.order = kInitialOrder;
      row.actor = look_.ticket.creator;
      if (!is_known(row.key)) fresh_.push_back(std::move(row));
    }
  }

  const JournalRow* last_of(Fact fact) const {
    const auto found = std::find_if(rows_.rbegin(), rows_.rend(), [&](const JournalRow& row) {
      return row.fact == fact || (fact == Fact::kStage && row.fact == Fact::kCreated);
    });
    return found == rows_.rend() ? nullptr : &*found;
  }

  std::string said(Fact fact, const Replay& replay) const {
    const CardAsOf& state = replay.state();
    switch (fact) {
      case Fact::kStage: return replay.stage_text();
      case Fact::kStatus: return std::to_string(static_cast<int>(state.status));
      case Fact::kImportance: return state.important ? "1" : "0";
      case Fact::kType: return state.type;
      case Fact::kStopper: return state.stopper;
      default: return {};
    }
  }

  bool agrees(Fact fact, const Replay& replay, const std::string& now) const {
    if (fact == Fact::kEstimate) return read_estimate(now).minutes == replay.state().estimate;
    return said(fact, replay) == now;
  }

  void take_observed() {
    Replay replay(group_);
    for (const JournalRow& row : rows_) replay.apply(row);
    const TimePoint changed = look_.ticket.changed_at;
    std::vector<JournalRow> found;
    for (const Fact fact : kObservable) {
      std::string now = present(fact);
      if (agrees(fact, replay, now)) continue;
      const JournalRow* last = last_of(fact);
      std::string before = said(fact, replay);
      if (fact == Fact::kStage && is_lost(before)) {
        found.push_back(lost_stage(*last, std::move(before), std::move(now)));
        continue;
      }
      if (last && last->key.front() == 'h' && last->at >= changed) continue;  // the history is newer
      const TimePoint at = last ? std::max(changed, last->at) : changed;
      found.push_back(observed(fact, at, std::move(before), std::move(now)));
    }
    for (JournalRow& row : found) {
      if (is_known(row.key)) continue;
      rows_.insert(std::upper_bound(rows_.begin(), rows_.end(), row, earlier), row);
      fresh_.push_back(std::move(row));
    }
  }

  // The journal's stage is none of the group's: deleted in the portal, or known by an unmatched title only.
  bool is_lost(const std::string& stage) const {
    return !stage.empty() &&
           std::none_of(group_.stages.begin(), group_.stages.end(),
                        [&](const Stage& known) { return id_text(known.id) == stage; }) &&
           resolve_stage(group_.stages, look_.ticket.stage) != nullptr;
  }

  // When and by whom a stage was lost. With a change of group: in that change. With a title nobody knew: in
  // the row that holds it. Otherwise the portal deleted the stage, some time before this look.
  JournalRow lost_stage(const JournalRow& last, std::string before, std::string now) const {
    const JournalRow* cause = before.starts_with('?') ? &last : nullptr;
    const JournalRow* regrouped = last_of(Fact::kGroup);
    if (regrouped && earlier(last, *regrouped)) cause = regrouped;
    JournalRow row = observed(Fact::kStage, cause ? cause->at : std::max(look_.read_at, last.at),
                              std::move(before), std::move(now));
    row.source = cause ? cause->source : Source::kRobot;
    row.actor = cause ? cause->actor : UserId{0};
    return row;
  }

  void mark_own() {
    for (const OwnWrite& own : look_.own) {
      JournalRow* latest_row = nullptr;
      for (JournalRow& row : fresh_) {
        const bool same = row.fact == own.fact && row.to == own.to && row.order != kInitialOrder;
        if (same && (!latest_row || earlier(*latest_row, row))) latest_row = &row;
      }
      if (!latest_row) continue;
      latest_row->source = Source::kExtension;
      for (JournalRow& row : rows_) {
        if (row.key == latest_row->key) row.source = Source::kExtension;
      }
    }
  }

  JournalRow class_row(std::string key, TimePoint at, CardClass from, Classified to) const {
    JournalRow row;
    row.key = "xclass-" + std::move(key);
    row.at = at;
    row.order = kClassOrder;
    row.source = Source::kExtension;
    row.fact = Fact::kClass;
    row.from = to_string(from);
    row.to = to_string(to.value);
    row.note = to_string(to.reason);
    return row;
  }

  void take_classes() {
    std::vector<JournalRow> changes;
    Replay replay(group_);
    for (const JournalRow& row : rows_) {
      const bool existed = replay.state().exists;
      const CardClass before = replay.state().classified.value;
      replay.apply(row);
      const Classified& after = replay.state().classified;
      if (!existed || row.order == kInitialOrder || before == after.value || is_known(row.key)) continue;
      changes.push_back(class_row(row.key, row.at, before, after));
    }
    const Classified& now = replay.state().classified;
    if (changes.empty() && look_.shown && *look_.shown != now.value) {
      changes.push_back(
          class_row("rule-" + std::to_string(to_ms(look_.read_at)), look_.read_at, *look_.shown, now));
    }
    for (JournalRow& row : changes) {
      if (!is_known(row.key)) fresh_.push_back(std::move(row));
    }
  }

  const Look& look_;
  const GroupView& group_;
  std::unordered_set<std::string_view> keys_;
  std::vector<JournalRow> fresh_;
  std::vector<JournalRow> rows_;
};

}  // namespace

std::vector<JournalRow> merge(const Look& look, const GroupView& group) { return Merge(look, group).run(); }

bool is_overtaken(const Look& look) {
  std::int64_t newest_read = 0;
  for (const HistoryRow& row : look.history) newest_read = std::max(newest_read, row.id);
  return std::any_of(look.known.begin(), look.known.end(), [&](const JournalRow& row) {
    return row.key.front() == 'h' && row.order > newest_read && row.at >= look.ticket.changed_at;
  });
}

}  // namespace sd::kanban
