#include "tests/portal/engine/task_columns.h"

namespace sd::portal_double {

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

int sub_status(const Portal& portal, const Task& task) {
  const bool open = task.status != 5 && task.status != 4;
  const Ms now = portal.clock.now();
  if (open && task.deadline != 0 && task.deadline < now) return -1;
  if (open && task.deadline != 0 && task.deadline < now + 24LL * 3'600'000) return -3;
  return task.status;
}

}  // namespace sd::portal_double
