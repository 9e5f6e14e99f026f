#include "tests/portal/engine/task_query.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <sstream>
#include <unordered_map>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/refusal.h"

namespace sd::portal_double {
namespace {

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

struct Evaluation {
  const Portal& portal;
  const Caller& caller;
};

// What a key of the filter or the order stands for.
using NumberOf = std::function<std::int64_t(const Evaluation&, const Task&)>;
using TextOf = std::function<std::string(const Evaluation&, const Task&)>;
using IdsOf = std::function<std::vector<std::int64_t>(const Task&)>;

#define SD_NUMBER(member) [](const Evaluation&, const Task& task) -> std::int64_t { return task.member; }

const std::unordered_map<std::string, NumberOf>& numbers() {
  static const std::unordered_map<std::string, NumberOf> kNumbers = {
      {"ID", SD_NUMBER(id)},
      {"PARENT_ID", SD_NUMBER(parent)},
      {"GROUP_ID", SD_NUMBER(group)},
      {"STAGE_ID", SD_NUMBER(stage)},
      {"CREATED_BY", SD_NUMBER(created_by)},
      {"RESPONSIBLE_ID", SD_NUMBER(responsible)},
      {"CHANGED_BY", SD_NUMBER(changed_by)},
      {"STATUS_CHANGED_BY", SD_NUMBER(status_changed_by)},
      {"CLOSED_BY", SD_NUMBER(closed_by)},
      {"PRIORITY", SD_NUMBER(priority)},
      {"REAL_STATUS", SD_NUMBER(status)},
      {"STATUS",
       [](const Evaluation& e, const Task& task) -> std::int64_t { return sub_status(e.portal, task); }},
      {"STATUS_COMPLETE",
       [](const Evaluation&, const Task& task) -> std::int64_t { return task.status == 5; }},
      {"TIME_SPENT_IN_LOGS", SD_NUMBER(spent)},
      {"TIME_ESTIMATE", SD_NUMBER(time_estimate)},
      {"ALLOW_CHANGE_DEADLINE", SD_NUMBER(allow_change_deadline)},
      {"ALLOW_TIME_TRACKING", SD_NUMBER(allow_time_tracking)},
      {"MATCH_WORK_TIME", SD_NUMBER(match_work_time)},
      {"SORTING", [](const Evaluation&, const Task& task) { return place_in_kanban(task); }},
      {"FAVORITE",
       [](const Evaluation& e, const Task& task) -> std::int64_t {
         return e.portal.marks.contains({'F', e.caller.user, task.id});
       }},
      {"IS_PINNED",
       [](const Evaluation& e, const Task& task) -> std::int64_t {
         return e.portal.marks.contains({'P', e.caller.user, task.id});
       }},
      {"IS_PINNED_IN_GROUP", SD_NUMBER(id * 0)},
      {"FORUM_TOPIC_ID", SD_NUMBER(id * 0)},
  };
  return kNumbers;
}

const std::unordered_map<std::string, NumberOf>& dates() {
  static const std::unordered_map<std::string, NumberOf> kDates = {
      {"CREATED_DATE", SD_NUMBER(created)},
      {"CHANGED_DATE", SD_NUMBER(changed)},
      {"CLOSED_DATE", SD_NUMBER(closed)},
      {"ACTIVITY_DATE", SD_NUMBER(activity)},
      {"DATE_START", SD_NUMBER(date_start)},
      {"DEADLINE", SD_NUMBER(deadline)},
      {"START_DATE_PLAN", SD_NUMBER(start_plan)},
      {"END_DATE_PLAN", SD_NUMBER(end_plan)},
      {"STATUS_CHANGED_DATE", SD_NUMBER(status_changed)},
  };
  return kDates;
}
#undef SD_NUMBER

const std::unordered_map<std::string, TextOf>& texts() {
  static const auto last_name = [](const Evaluation& e, std::int64_t id) {
    const User* user = e.portal.directory.user(id);
    return user ? user->last_name : std::string{};
  };
  static const std::unordered_map<std::string, TextOf> kTexts = {
      {"TITLE", [](const Evaluation&, const Task& task) { return task.title; }},
      {"XML_ID", [](const Evaluation&, const Task& task) { return task.xml_id; }},
      {"GUID", [](const Evaluation&, const Task& task) { return task.guid; }},
      {"SITE_ID", [](const Evaluation&, const Task&) { return std::string("s1"); }},
      {"ADD_IN_REPORT",
       [](const Evaluation&, const Task& task) { return std::string(task.add_in_report ? "Y" : "N"); }},
      {"MARK", [](const Evaluation&,
                  const Task& task) { return task.mark ? std::string(1, task.mark) : std::string{}; }},
      {"CREATED_BY_LAST_NAME",
       [](const Evaluation& e, const Task& task) { return last_name(e, task.created_by); }},
      {"RESPONSIBLE_LAST_NAME",
       [](const Evaluation& e, const Task& task) { return last_name(e, task.responsible); }},
  };
  return kTexts;
}

const std::unordered_map<std::string, IdsOf>& id_lists() {
  static const std::unordered_map<std::string, IdsOf> kLists = {
      {"ACCOMPLICE", [](const Task& task) { return task.accomplices; }},
      {"AUDITOR", [](const Task& task) { return task.auditors; }},
      {"DEPENDS_ON", [](const Task& task) { return task.depends_on; }},
      {"MEMBER",
       [](const Task& task) {
         std::vector<std::int64_t> people = task.accomplices;
         people.insert(people.end(), task.auditors.begin(), task.auditors.end());
         people.push_back(task.created_by);
         people.push_back(task.responsible);
         return people;
       }},
  };
  return kLists;
}

// PHP-like LIKE: '%' at either end of the pattern; without any, the text is looked for anywhere.
bool like(const std::string& text, const std::string& pattern) {
  const bool open_front = pattern.starts_with('%');
  const bool open_back = pattern.size() > 1 && pattern.ends_with('%');
  const std::string core =
      pattern.substr(open_front ? 1 : 0, pattern.size() - (open_front ? 1 : 0) - (open_back ? 1 : 0));
  if (!open_front && !open_back) return text.find(core) != std::string::npos;
  if (open_front && open_back) return text.find(core) != std::string::npos;
  return open_front ? text.ends_with(core) : text.starts_with(core);
}

// Latin and Russian letters small.
std::string small(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 'A' && byte <= 'Z') text[i] = static_cast<char>(byte + 32);
    if (byte != 0xD0 || i + 1 == text.size()) continue;
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (next >= 0x90 && next <= 0x9F) text[i + 1] = static_cast<char>(next + 0x20);
    if (next >= 0xA0 && next <= 0xAF) {
      text[i] = static_cast<char>(0xD1);
      text[i + 1] = static_cast<char>(next - 0x20);
    }
    if (next == 0x81) {  // Ё
      text[i] = static_cast<char>(0xD1);
      text[i + 1] = static_cast<char>(0x91);
    }
    ++i;
  }
  return text;
}

// The full text index: title and description, every word.
bool holds_words(const Task& task, const std::vector<std::string>& sought) {
  const std::string text = small(task.title + " " + task.description);
  for (const std::string& words : sought) {
    std::istringstream each(small(words));
    for (std::string word; each >> word;) {
      if (text.find(word) == std::string::npos) return false;
    }
  }
  return true;
}

template <class Value>
bool compare(const Value& left, const std::string& op, const std::vector<Value>& right) {
  const auto equal = [&] { return std::find(right.begin(), right.end(), left) != right.end(); };
  if (op.empty() || op == "=") return equal();
  if (op == "!" || op == "!=") return !equal();
  if (right.empty()) return true;
  const Value& bound = right.front();
  if (op == ">") return left > bound;
  if (op == ">=") return left >= bound;
  if (op == "<") return left < bound;
  if (op == "<=") return left <= bound;
  return true;
}

bool any_of_texts(const std::vector<std::string>& have, const Condition& condition) {
  const bool found = std::any_of(have.begin(), have.end(), [&](const std::string& text) {
    return std::find(condition.values.begin(), condition.values.end(), text) != condition.values.end();
  });
  const bool wants_none =
      condition.values.empty() || (condition.values.size() == 1 && condition.values[0].empty());
  const bool result = wants_none ? have.empty() : found;
  return condition.op.starts_with('!') ? !result : result;
}

bool matches(const Evaluation& e, const Task& task, const Condition& condition) {
  if (const auto at = numbers().find(condition.key); at != numbers().end()) {
    std::vector<std::int64_t> values;
    for (const std::string& text : condition.values) values.push_back(text == "Y" ? 1 : number(text));
    // Stage 0 and the first column's id are asked for together by those who know; nothing to add here.
    return compare(at->second(e, task), condition.op, values);
  }
  if (const auto at = dates().find(condition.key); at != dates().end()) {
    std::vector<std::int64_t> values;
    for (const std::string& text : condition.values) {
      values.push_back(text.empty() ? 0 : read_instant(text, e.caller.offset_minutes).value_or(0));
    }
    const std::int64_t have = at->second(e, task);
    const bool ranged = condition.op.find_first_of("<>") != std::string::npos;
    if (ranged && have == 0) return false;
    return compare(have, condition.op, values);
  }
  if (const auto at = texts().find(condition.key); at != texts().end()) {
    const std::string have = at->second(e, task);
    const bool pattern = !condition.values.empty() && condition.values.front().find('%') != std::string::npos;
    if (condition.op.ends_with('%') || (condition.key == "TITLE" && pattern)) {
      const bool found = std::any_of(condition.values.begin(), condition.values.end(),
                                     [&](const std::string& text) { return like(have, text); });
      return condition.op.starts_with('!') ? !found : found;
    }
    return compare(have, condition.op, condition.values);
  }
  if (const auto at = id_lists().find(condition.key); at != id_lists().end()) {
    const std::vector<std::int64_t> have = at->second(task);
    const bool found =
        std::any_of(condition.values.begin(), condition.values.end(), [&](const std::string& text) {
          return std::find(have.begin(), have.end(), number(text)) != have.end();
        });
    return condition.op.starts_with('!') ? !found : found;
  }
  if (condition.key == "TAG") {
    std::vector<std::string> have;
    for (const auto& [id, title] : task.tags) have.push_back(title);
    return any_of_texts(have, condition);
  }
  if (condition.key == "SEARCH_INDEX") return holds_words(task, condition.values);
  if (condition.key == "UF_CRM_TASK") return any_of_texts(task.crm, condition);
  if (condition.key == "ONLY_ROOT_TASKS")
    return condition.values.empty() || condition.values[0] != "Y" || task.parent == 0;
  if (condition.key == "WO_DEADLINE")
    return condition.values.empty() || condition.values[0] != "Y" || task.deadline == 0;
  if (condition.key.starts_with("UF_") && e.portal.fields.named(condition.key)) {
    return any_of_texts(custom_value(e.portal, task, condition.key), condition);
  }
  return true;  // unknown keys are ignored: a typo returns everything
}

bool matches(const Evaluation& e, const Task& task, const ConditionGroup& group) {
  const auto one = [&](const auto& part) { return matches(e, task, part); };
  if (!group.any) {
    return std::all_of(group.conditions.begin(), group.conditions.end(), one) &&
           std::all_of(group.groups.begin(), group.groups.end(), one);
  }
  if (group.conditions.empty() && group.groups.empty()) return true;
  return std::any_of(group.conditions.begin(), group.conditions.end(), one) ||
         std::any_of(group.groups.begin(), group.groups.end(), one);
}

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
      after_ = number(above->values.front());
    }
    if (const Condition* exact = top(query, "ID", "")) {
      for (const std::string& text : exact->values) chosen_.insert(number(text));
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
      for (const std::string& text : group->values) sets_.push_back(&portal.tasks.of_group(number(text)));
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

int sub_status(const Portal& portal, const Task& task) {
  const bool open = task.status != 5 && task.status != 4;
  const Ms now = portal.clock.now();
  if (open && task.deadline != 0 && task.deadline < now) return -1;
  if (open && task.deadline != 0 && task.deadline < now + 24LL * 3'600'000) return -3;
  return task.status;
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
