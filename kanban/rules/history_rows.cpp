#include "kanban/rules/history_rows.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "kanban/rules/stage_roles.h"
#include "kanban/rules/stage_titles.h"

namespace sd::kanban {
namespace {

constexpr std::size_t kMaxText = 1000;

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

// The group a history row names; 0 for none.
GroupId group_named(std::string_view text) {
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return GroupId{id};
}

// A short name for a value, the same on every machine (FNV-1a).
std::string short_name(std::string_view value) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : value) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4) name.push_back("0123456789abcdef"[(hash >> shift) & 15U]);
  return name;
}

}  // namespace

std::string id_text(StageId stage) { return std::to_string(stage.value()); }

JournalRow observed_row(Fact fact, TimePoint at, std::string from, std::string to) {
  JournalRow row;
  row.key = "o" + std::string(to_string(fact)) + "-" + short_name(to) + "-" + std::to_string(to_ms(at));
  row.at = at;
  row.order = kObservedOrder;
  row.fact = fact;
  row.from = std::move(from);
  row.to = std::move(to);
  return row;
}

HistoryRows::HistoryRows(const Look& look, const GroupView& group)
    : look_(look), group_(group), groups_(look.history.size(), look.ticket.group) {
  GroupId after = look.ticket.group;
  for (Place place = look.history.size(); place-- > 0;) {
    const HistoryRow& row = look.history[place];
    if (row.field == HistoryField::kGroup) after = group_named(row.from);
    groups_[place] = after;
  }
}

std::optional<HistoryRows::Place> HistoryRows::first_of(HistoryField field) const {
  const auto found = std::find_if(look_.history.begin(), look_.history.end(),
                                  [&](const HistoryRow& row) { return row.field == field; });
  if (found == look_.history.end()) return std::nullopt;
  return static_cast<Place>(found - look_.history.begin());
}

std::string HistoryRows::present(Fact fact) const {
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

// The first stage of a group as a row says it; "" when nothing is known of the group.
std::string HistoryRows::first_stage_of(GroupId group) const {
  std::span<const Stage> stages;
  if (group == look_.ticket.group) stages = group_.stages;
  for (const OtherGroup& other : look_.elsewhere) {
    if (other.group == group) stages = other.stages;
  }
  return stages.empty() ? std::string{} : id_text(stages.front().id);
}

// Titles mean what they mean in the group the ticket was in; of a group that is not bound nothing is known.
std::string HistoryRows::stage_text(const std::string& title, TimePoint at, GroupId group,
                                    bool is_present) const {
  if (group != look_.ticket.group) {
    for (const OtherGroup& other : look_.elsewhere) {
      if (other.group != group) continue;
      if (const auto stage = stage_called(title, at, other.titles, other.stages)) return id_text(*stage);
    }
    return "?" + bounded(title);
  }
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
std::string HistoryRows::value_of(Place place, const std::string& text, bool is_present) const {
  const HistoryRow& row = look_.history[place];
  switch (row.field) {
    case HistoryField::kStage: return stage_text(text, row.at, groups_[place], is_present);
    case HistoryField::kImportance: return importance_text(text);
    default: return bounded(text);
  }
}

// Whether `title` became the title of the group's `stage` after `at`.
bool HistoryRows::renamed_since(const std::string& stage, const std::string& title, TimePoint at) const {
  return std::any_of(look_.titles.begin(), look_.titles.end(), [&](const StageTitle& known) {
    return known.title == title && id_text(known.stage) == stage && known.seen_at > at;
  });
}

// What a move led to. A stage that was renamed twice between two looks had a title nobody knows: it is the
// one the next move left, when that names it by a title it got later. (Another one: the unknown stage was
// deleted.)
std::string HistoryRows::moved_to(Place place, bool is_present) const {
  const HistoryRow& move = look_.history[place];
  std::string to = value_of(place, move.to, is_present);
  if (!to.starts_with('?') || groups_[place] != look_.ticket.group) return to;
  for (Place next = place + 1; next < look_.history.size(); ++next) {
    const HistoryRow& row = look_.history[next];
    if (row.field == HistoryField::kGroup) return to;
    if (row.field != HistoryField::kStage) continue;
    std::string left = value_of(next, row.from, false);
    return renamed_since(left, row.from, move.at) ? left : to;
  }
  return to;
}

// The stage the ticket stood in before the history's row `from`, as that row's successors and the present
// tell: the next move names it; where none followed in the group, it is the group's first one or the present.
std::string HistoryRows::stood_in(Place from) const {
  for (Place place = from; place < look_.history.size(); ++place) {
    const HistoryRow& row = look_.history[place];
    if (row.field == HistoryField::kStage) return value_of(place, row.from, false);
    if (row.field == HistoryField::kGroup) return first_stage_of(groups_[place]);
  }
  return present(Fact::kStage);
}

std::vector<JournalRow> HistoryRows::of_history() const {
  std::vector<JournalRow> rows;
  rows.reserve(look_.history.size());
  const HistoryRow* newest_move = nullptr;
  for (const HistoryRow& row : look_.history) {
    if (row.field == HistoryField::kStage || row.field == HistoryField::kGroup) newest_move = &row;
  }
  TimePoint at = TimePoint::min();
  for (Place place = 0; place < look_.history.size(); ++place) {
    const HistoryRow& row = look_.history[place];
    at = std::max(at, row.at);
    JournalRow fact;
    fact.key = "h" + std::to_string(row.id);
    fact.at = at;
    fact.order = row.id;
    fact.actor = row.user;
    fact.source = row.user == UserId{0} ? Source::kRobot : Source::kPerson;
    fact.fact = fact_of(row.field);
    if (fact.fact == Fact::kCreated) {
      fact.to = stood_in(0);
    } else if (fact.fact == Fact::kOther) {
      fact.to = bounded(row.raw_field);
    } else {
      fact.from = value_of(place, row.from, false);
      const bool newest = &row == newest_move;
      fact.to = row.field == HistoryField::kStage ? moved_to(place, newest) : value_of(place, row.to, newest);
    }
    rows.push_back(fact);
    if (row.field != HistoryField::kGroup || row.from == row.to) continue;
    fact.key = "m" + std::to_string(row.id);
    fact.fact = Fact::kStage;
    fact.from.clear();
    fact.to = stood_in(place + 1);
    if (!fact.to.empty()) rows.push_back(std::move(fact));
  }
  return rows;
}

std::vector<JournalRow> HistoryRows::of_creation() const {
  std::vector<JournalRow> rows;
  TimePoint at = look_.ticket.created_at;
  if (const std::optional<Place> created = first_of(HistoryField::kCreated)) {
    at = look_.history[*created].at;
  } else {
    if (!look_.history.empty()) at = std::min(at, look_.history.front().at);
    JournalRow row;
    row.key = "ocreated";
    row.at = at;
    row.order = kInitialOrder;
    row.actor = look_.ticket.creator;
    row.fact = Fact::kCreated;
    row.to = stood_in(0);
    rows.push_back(std::move(row));
  }
  for (const auto& [fact, field] :
       {std::pair{Fact::kStatus, HistoryField::kStatus},
        std::pair{Fact::kImportance, HistoryField::kImportance}, std::pair{Fact::kType, HistoryField::kType},
        std::pair{Fact::kStopper, HistoryField::kStopper},
        std::pair{Fact::kEstimate, HistoryField::kEstimate}}) {
    const std::optional<Place> change = first_of(field);
    std::string value = change ? value_of(*change, look_.history[*change].from, false) : present(fact);
    if (value == default_of(fact) || (fact == Fact::kStatus && value.size() != 1)) continue;
    JournalRow row = observed_row(fact, at, {}, std::move(value));
    row.order = kInitialOrder;
    row.actor = look_.ticket.creator;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace sd::kanban
