// Working time and files, as much as a service desk looks at (portal-api 5.8, 5.9).
#include "tests/portal/rest/call.h"

namespace sd::portal_double {
namespace {

json::value calendar_settings(Call&) {
  return json::object{
      {"work_time_start", "9"},
      {"work_time_end", "19"},
      {"year_holidays", "1.01,2.01,3.01,4.01,5.01,6.01,7.01,8.01,23.02,8.03,1.05,9.05,12.06,4.11"},
      {"year_workdays", "31.12"},
      {"week_holidays", json::array{"SA", "SU"}},
      {"week_start", "MO"}};
}

json::value timeman_settings(Call&) {
  return json::object{{"UF_TIMEMAN", true},
                      {"UF_TM_FREE", false},
                      {"UF_TM_MAX_START", "09:15:00"},
                      {"UF_TM_MIN_FINISH", "17:45:00"},
                      {"UF_TM_MIN_DURATION", "08:00:00"},
                      {"UF_TM_ALLOWED_DELTA", "00:15:00"},
                      {"ADMIN", false}};
}

json::value timeman_status(Call& call) {
  return json::object{{"STATUS", "OPENED"}, {"TIME_START", call.date(call.portal.clock.now())}};
}

json::value app_storage(Call& call) {
  const App& app = call.app();
  return json::object{
      {"ID", app.id + 1000}, {"NAME", app.title}, {"MODULE_ID", "disk"}, {"ENTITY_TYPE", "restapp"}};
}

json::value upload(Call& call) {
  const std::string name = text_at(object_at(call.params, "data"), "NAME");
  if (name.empty()) throw Refusal(400, "ERROR_ARGUMENT", "Required parameter NAME is missing");
  const std::int64_t id = 1065 + call.portal.next_notice++ % 1000;
  return json::object{{"ID", id}, {"NAME", name}, {"TYPE", "file"}, {"DOWNLOAD_URL", ""}};
}

json::value file_get(Call& call) {
  const std::int64_t id = int_at(call.params, "id").value_or(0);
  if (id <= 0) throw Refusal(400, "ERROR_NOT_FOUND", "Could not find entity with id " + std::to_string(id));
  return json::object{
      {"ID", std::to_string(id)},
      {"NAME", "file.txt"},
      {"TYPE", "file"},
      {"DOWNLOAD_URL", call.portal.origin() + "/rest/download.json?token=disk%7C" + std::to_string(id)}};
}

json::value attached_get(Call& call) {
  const std::int64_t id = int_at(call.params, "id").value_or(0);
  for (const auto& [task_id, task] : call.portal.tasks.all()) {
    for (const std::int64_t file : task.files) {
      if (file != id) continue;
      return json::object{{"ID", std::to_string(id)},
                          {"OBJECT_ID", std::to_string(id - 100'000)},
                          {"MODULE_ID", "tasks"},
                          {"ENTITY_TYPE", "tasks"},
                          {"ENTITY_ID", std::to_string(task_id)},
                          {"NAME", "file.txt"},
                          {"SIZE", "1024"},
                          {"DOWNLOAD_URL", "/bitrix/tools/disk/uf.php?attachedId=" + std::to_string(id) +
                                               "&action=download&ncc=1"}};
    }
  }
  throw Refusal(400, "ERROR_NOT_FOUND", "Could not find entity with id " + std::to_string(id));
}

json::value currencies(Call&) {
  return json::array{
      json::object{{"CURRENCY", "RUB"}, {"BASE", "Y"}, {"FORMAT_STRING", "# ₽"}, {"LANG", json::array{}}}};
}
json::value base_currency(Call&) { return "RUB"; }

}  // namespace

void add_office_methods(MethodTable& table) {
  table["calendar.settings.get"] = {"calendar", calendar_settings};
  table["timeman.settings"] = {"timeman", timeman_settings};
  table["timeman.status"] = {"timeman", timeman_status};
  table["disk.storage.getforapp"] = {"disk", app_storage, false, true};
  table["disk.storage.uploadfile"] = {"disk", upload};
  table["disk.file.get"] = {"disk", file_get};
  table["disk.attachedobject.get"] = {"disk", attached_get};
  table["crm.currency.list"] = {"crm", currencies};
  table["crm.currency.base.get"] = {"crm", base_currency};
}

}  // namespace sd::portal_double
