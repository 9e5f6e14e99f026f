#include "kanban/rules/merge.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "kanban/rules/history_rows.h"
#include "kanban/rules/replay.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace {

constexpr std::array kObservable{Fact::kStage, Fact::kStatus,  Fact::kImportance,
                                 Fact::kType,  Fact::kStopper, Fact::kEstimate};

bool of_history(const JournalRow& row) { return row.key.front() == 'h' || row.key.front() == 'm'; }

class Merge {
 public:
  Merge(const Look& look, const GroupView& group) : look_(look), group_(group), portal_(look, group) {
    for (const JournalRow& row : look.known) keys_.insert(row.key);
  }

  std::vector<JournalRow> run() {
    take(portal_.of_history());
    if (!knows_creation()) take(portal_.of_creation());
    take({look_.added.begin(), look_.added.end()});
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

  void take(std::vector<JournalRow> rows) {
    for (JournalRow& row : rows) {
      if (!is_known(row.key)) fresh_.push_back(std::move(row));
    }
  }

  bool knows_creation() const {
    return std::any_of(look_.known.begin(), look_.known.end(),
                       [](const JournalRow& row) { return row.fact == Fact::kCreated; });
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
      std::string now = portal_.present(fact);
      if (agrees(fact, replay, now)) continue;
      const JournalRow* last = last_of(fact);
      std::string before = said(fact, replay);
      if (fact == Fact::kStage && is_lost(before)) {
        found.push_back(lost_stage(*last, std::move(before), std::move(now)));
        continue;
      }
      if (last && of_history(*last) && last->at >= changed) continue;  // the history is newer
      const TimePoint at = last ? std::max(changed, last->at) : changed;
      found.push_back(observed_row(fact, at, std::move(before), std::move(now)));
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

  // When and by whom a stage was lost. With a title nobody knew: in the row that holds it. Otherwise the
  // portal deleted the stage, some time before this look.
  JournalRow lost_stage(const JournalRow& last, std::string before, std::string now) const {
    const JournalRow* cause = before.starts_with('?') ? &last : nullptr;
    JournalRow row = observed_row(Fact::kStage, cause ? cause->at : std::max(look_.read_at, last.at),
                                  std::move(before), std::move(now));
    row.source = cause ? cause->source : Source::kRobot;
    row.actor = cause ? cause->actor : UserId{0};
    return row;
  }

  void mark_own() {
    for (const OwnWrite& own : look_.own) {
      JournalRow* latest_row = nullptr;
      for (JournalRow& row : fresh_) {
        const bool same = row.fact == own.fact && row.to == own.to && row.order != kInitialOrder &&
                          (own.by == UserId{0} || row.actor == own.by) && row.at <= own.until;
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
  HistoryRows portal_;
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
