#include "tests/portal/engine/task_query.h"

#include <algorithm>
#include <set>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/task_conditions.h"
#include "tests/portal/engine/whole_number.h"

namespace sd::portal_double {
namespace {

const Condition* top(const TaskQuery& query, std::string_view key, std::string_view op) {
  if (query.where.any) return nullptr;
  for (const Condition& condition : query.where.conditions) {
    if (condition.key == key && condition.op == op) return &condition;
  }
  return nullptr;
}

// Ids that may match, ascending: exact ids, a narrow window of changes, the groups, or everything.
class Candidates {
 public:
  Candidates(const Portal& portal, const Caller& caller, const TaskQuery& query) : tasks_(portal.tasks) {
    if (const Condition* above = top(query, "ID", ">"); above && !above->values.empty()) {
      after_ = whole_number(above->values.front());
    }
    if (const Condition* exact = top(query, "ID", "")) {
      for (const std::string& text : exact->values) chosen_.insert(whole_number(text));
      narrow_ = true;
      return;
    }
    if (const Condition* exact = top(query, "XML_ID", "")) {
      for (const std::string& text : exact->values) {
        for (const std::int64_t id : portal.tasks.with_xml_id(text)) chosen_.insert(id);
      }
      narrow_ = true;
      return;
    }
    const Condition* since = top(query, "CHANGED_DATE", ">=");
    if (!since) since = top(query, "CHANGED_DATE", ">");
    if (since && !since->values.empty()) {
      const Ms from = read_instant(since->values.front(), caller.offset_minutes).value_or(0);
      const auto& changes = portal.tasks.by_change();
      auto entry = changes.lower_bound({from, 0});
      for (std::size_t i = 0; i < kNarrow && entry != changes.end(); ++i, ++entry)
        chosen_.insert(entry->second);
      narrow_ = entry == changes.end();
      if (narrow_) return;
      chosen_.clear();
    }
    if (const Condition* group = top(query, "GROUP_ID", "")) {
      grouped_ = true;
      for (const std::string& text : group->values)
        sets_.push_back(&portal.tasks.of_group(whole_number(text)));
    }
  }

  // Calls `visit(task)` ascending by id until it returns false.
  template <class Visit>
  void each(Visit visit) const {
    if (narrow_) {
      for (const std::int64_t id : chosen_) {
        const Task* task = tasks_.find(id);
        if (task && !visit(*task)) return;
      }
      return;
    }
    if (grouped_ && sets_.size() == 1) {
      for (auto id = sets_[0]->upper_bound(after_); id != sets_[0]->end(); ++id) {
        if (!visit(*tasks_.find(*id))) return;
      }
      return;
    }
    for (auto entry = tasks_.all().upper_bound(after_); entry != tasks_.all().end(); ++entry) {
      if (grouped_ && std::none_of(sets_.begin(), sets_.end(),
                                   [&](const auto* set) { return set->contains(entry->first); })) {
        continue;
      }
      if (!visit(entry->second)) return;
    }
  }

 private:
  static constexpr std::size_t kNarrow = 5'000;
  const TaskTable& tasks_;
  std::int64_t after_ = 0;
  bool narrow_ = false, grouped_ = false;
  std::set<std::int64_t> chosen_;
  std::vector<const std::set<std::int64_t>*> sets_;
};

bool orderable(const std::string& key) {
  static const std::set<std::string> kKeys = {"ID",
                                              "TITLE",
                                              "TIME_SPENT_IN_LOGS",
                                              "DATE_START",
                                              "CREATED_DATE",
                                              "CHANGED_DATE",
                                              "CLOSED_DATE",
                                              "ACTIVITY_DATE",
                                              "START_DATE_PLAN",
                                              "END_DATE_PLAN",
                                              "DEADLINE",
                                              "REAL_STATUS",
                                              "STATUS_COMPLETE",
                                              "PRIORITY",
                                              "MARK",
                                              "CREATED_BY_LAST_NAME",
                                              "RESPONSIBLE_LAST_NAME",
                                              "GROUP_ID",
                                              "TIME_ESTIMATE",
                                              "ALLOW_CHANGE_DEADLINE",
                                              "ALLOW_TIME_TRACKING",
                                              "MATCH_WORK_TIME",
                                              "FAVORITE",
                                              "SORTING",
                                              "IS_PINNED",
                                              "IS_PINNED_IN_GROUP"};
  return kKeys.contains(key);
}

void sort_tasks(const Evaluation& e, std::vector<const Task*>& tasks,
                const std::vector<std::pair<std::string, bool>>& order) {
  std::stable_sort(tasks.begin(), tasks.end(), [&](const Task* a, const Task* b) {
    for (const auto& [key, descending] : order) {
      int sign = 0;
      if (const auto at = texts().find(key); at != texts().end()) {
        sign = at->second(e, *a).compare(at->second(e, *b));
      } else {
        const auto dated = dates().find(key);
        const NumberOf& of = dated != dates().end() ? dated->second : numbers().at(key);
        const std::int64_t left = of(e, *a), right = of(e, *b);
        sign = left < right ? -1 : left > right ? 1 : 0;
      }
      if (sign != 0) return descending ? sign > 0 : sign < 0;
    }
    return false;
  });
}

}  // namespace

Condition split_condition(const std::string& key) {
  static const char* const kOperators[] = {"!><", "><", ">=", "<=", "!%", "!=", "!@", "=%",
                                           "%=",  ">",  "<",  "!",  "=",  "%",  "@"};
  for (const std::string op : kOperators) {
    if (!key.starts_with(op)) continue;
    std::string plain = op == "=" || op == "@" ? "" : op == "!=" || op == "!@" ? "!" : op;
    if (op == "=%" || op == "%=") plain = "%";
    return {key.substr(op.size()), plain, {}};
  }
  return {key, "", {}};
}

TaskPage list_tasks(const Portal& portal, const Caller& caller, const TaskQuery& query) {
  for (const auto& [key, descending] : query.order) {
    if (!orderable(key)) throw Refusal(400, "0", "Invalid sorting key (internal error)");
  }
  const Evaluation e{portal, caller};
  const bool by_id =
      query.order.empty() || (query.order.front().first == "ID" && !query.order.front().second);
  TaskPage page;
  std::vector<const Task*> found;
  Candidates(portal, caller, query).each([&](const Task& task) {
    if (!can_see(portal, caller, task) || !matches(e, task, query.where)) return true;
    found.push_back(&task);
    return query.counted || !by_id || found.size() < query.page;
  });
  if (!by_id) sort_tasks(e, found, query.order);
  page.total = static_cast<std::int64_t>(found.size());
  const std::size_t first =
      query.counted ? std::min(static_cast<std::size_t>(query.offset), found.size()) : 0;
  const std::size_t last = std::min(first + query.page, found.size());
  page.tasks.assign(found.begin() + static_cast<std::ptrdiff_t>(first),
                    found.begin() + static_cast<std::ptrdiff_t>(last));
  if (query.counted && last < found.size()) page.next = static_cast<std::int64_t>(last);
  return page;
}

}  // namespace sd::portal_double
