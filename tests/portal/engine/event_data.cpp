// What an event says, and which events there are (portal-api 3.3, A.1).
#include "tests/portal/engine/events.h"

namespace sd::portal_double {
namespace {

EventValue text(std::vector<std::string> path, std::string value) {
  return {std::move(path), std::move(value), false};
}
EventValue number(std::vector<std::string> path, std::int64_t value) {
  return {std::move(path), std::to_string(value), true};
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& event_catalogue() {
  static const std::vector<std::pair<std::string, std::string>> kCatalogue = {
      {"ONAPPINSTALL", ""},
      {"ONAPPUPDATE", ""},
      {"ONAPPUNINSTALL", ""},
      {"ONAPPPAYMENT", ""},
      {"ONAPPMETHODCONFIRM", ""},
      {"ONAPPTEST", ""},
      {"ONOFFLINEEVENT", ""},
      {"ONTASKADD", "task"},
      {"ONTASKUPDATE", "task"},
      {"ONTASKDELETE", "task"},
      {"ONTASKCOMMENTADD", "task"},
      {"ONTASKCOMMENTUPDATE", "task"},
      {"ONTASKCOMMENTDELETE", "task"},
      {"ONSONETGROUPADD", "sonet_group"},
      {"ONSONETGROUPUPDATE", "sonet_group"},
      {"ONSONETGROUPDELETE", "sonet_group"},
      {"ONUSERADD", "user"},
      {"ONCRMCOMPANYADD", "crm"},
      {"ONCRMCOMPANYUPDATE", "crm"},
      {"ONCRMCOMPANYDELETE", "crm"},
      {"ONCRMCONTACTADD", "crm"},
      {"ONCRMCONTACTUPDATE", "crm"},
      {"ONCRMCONTACTDELETE", "crm"},
      {"ONCRMCOMPANYUSERFIELDADD", "crm"},
  };
  return kCatalogue;
}

EventData task_added(std::int64_t task) {
  return {text({"FIELDS_BEFORE"}, "undefined"), number({"FIELDS_AFTER", "ID"}, task),
          text({"IS_ACCESSIBLE_BEFORE"}, "N"), text({"IS_ACCESSIBLE_AFTER"}, "undefined")};
}

EventData task_updated(std::int64_t task) {
  return {number({"FIELDS_BEFORE", "ID"}, task), number({"FIELDS_AFTER", "ID"}, task),
          text({"IS_ACCESSIBLE_BEFORE"}, "undefined"), text({"IS_ACCESSIBLE_AFTER"}, "undefined")};
}

EventData task_deleted(std::int64_t task) {
  return {number({"FIELDS_BEFORE", "ID"}, task), text({"FIELDS_AFTER"}, "undefined"),
          text({"IS_ACCESSIBLE_BEFORE"}, "undefined"), text({"IS_ACCESSIBLE_AFTER"}, "N")};
}

EventData comment_added(std::int64_t task, std::int64_t comment, bool chat) {
  EventData data{text({"FIELDS_BEFORE"}, "undefined"), number({"FIELDS_AFTER", "ID"}, chat ? 0 : comment),
                 number({"FIELDS_AFTER", "TASK_ID"}, task)};
  if (chat) data.push_back(number({"FIELDS_AFTER", "MESSAGE_ID"}, comment));
  data.push_back(text({"IS_ACCESSIBLE_BEFORE"}, "undefined"));
  data.push_back(text({"IS_ACCESSIBLE_AFTER"}, "undefined"));
  return data;
}

EventData comment_changed(std::int64_t task, std::int64_t comment, const std::string& action) {
  return {number({"FIELDS_BEFORE", "ID"}, comment),  number({"FIELDS_BEFORE", "TASK_ID"}, task),
          number({"FIELDS_AFTER", "ID"}, comment),   number({"FIELDS_AFTER", "TASK_ID"}, task),
          text({"FIELDS_AFTER", "ACTION"}, action),  text({"IS_ACCESSIBLE_BEFORE"}, "undefined"),
          text({"IS_ACCESSIBLE_AFTER"}, "undefined")};
}

EventData fields_id(std::int64_t id) { return {number({"FIELDS", "ID"}, id)}; }

}  // namespace sd::portal_double
