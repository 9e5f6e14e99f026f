#include "tests/portal/engine/task_fields.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <unordered_map>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/whole_number.h"

namespace sd::portal_double {
namespace {

struct Writing {
  Portal& portal;
  const Caller& caller;
  Task& task;
  const FieldWrite& write;
  std::vector<Change>& changes;

  void note(const std::string& from, const std::string& to) {
    changes.push_back({write.name, from, to, true});
  }
};

std::vector<std::int64_t> ids_of(const FieldWrite& write) {
  std::vector<std::int64_t> ids;
  for (const std::string& text : write.values) {
    const std::int64_t id = whole_number(text);
    if (id > 0 && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

bool yes(const std::string& text) { return text == "Y" || text == "1" || text == "true"; }

void write_text(Writing& w, std::string& target, bool with_values = true) {
  const std::string text = w.write.text();
  if (text == target) return;
  w.changes.push_back({w.write.name, with_values ? target : "", with_values ? text : "", with_values});
  target = text;
}

void write_number(Writing& w, std::int64_t& target) {
  const std::int64_t value = whole_number(w.write.text());
  if (value == target) return;
  w.note(std::to_string(target), std::to_string(value));
  target = value;
}

void write_flag(Writing& w, bool& target) {
  const bool value = yes(w.write.text());
  if (value == target) return;
  w.note(target ? "Y" : "N", value ? "Y" : "N");
  target = value;
}

void write_ids(Writing& w, std::vector<std::int64_t>& target) {
  std::vector<std::int64_t> ids = ids_of(w.write);
  if (ids == target) return;
  w.note(join_ids(target), join_ids(ids));
  target = std::move(ids);
}

void write_date(Writing& w, Ms& target) {
  const std::string text = w.write.text();
  Ms value = 0;
  if (!text.empty()) {
    const std::optional<Ms> read = read_instant(text, w.caller.offset_minutes);
    if (!read) throw core_error("Incorrect value of the date field " + w.write.name + "<br>");
    value = whole_seconds(*read);
  }
  if (value == target) return;
  const auto stamp = [](Ms at) { return at == 0 ? std::string{} : std::to_string(at / 1000); };
  w.note(stamp(target), stamp(value));
  target = value;
}

void write_user(Writing& w, std::int64_t& target, const char* role) {
  const std::int64_t user = whole_number(w.write.text());
  if (user == target) return;
  if (!w.portal.directory.user(user)) {
    throw core_error(std::string("The user specified in the \"") + role + "\" field was not found<br>");
  }
  w.note(target == 0 ? "" : std::to_string(target), std::to_string(user));
  target = user;
}

void write_status(Writing& w) {
  const std::int64_t status = whole_number(w.write.text());
  if (status < 2 || status > 6) throw core_error("Invalid task status<br>");
  if (status == w.task.status) return;
  w.changes.push_back({"STATUS", std::to_string(w.task.status), std::to_string(status), true});
  enter_status(w.portal, w.caller, w.task, static_cast<int>(status));
}

void write_group(Writing& w) {
  const std::int64_t group = whole_number(w.write.text());
  if (group == w.task.group) return;
  if (group != 0 && !w.portal.directory.group(group)) throw core_error("Group not found<br>");
  w.note(std::to_string(w.task.group), std::to_string(group));
  w.portal.tasks.set_group(w.task, group);
  w.task.stage = 0;
}

void write_stage(Writing& w) {
  const std::int64_t stage = whole_number(w.write.text());
  if (stage == w.task.stage || stage < 0) return;
  const std::string from = w.portal.stages.title_of(w.task.group, w.task.stage);
  const std::string to = w.portal.stages.title_of(w.task.group, stage);
  // Writing the first column's own id over 0 moves nothing.
  const StageRow* old = w.portal.stages.find(w.task.stage);
  const StageRow* now = w.portal.stages.find(stage);
  const bool same_column = !old && now && now->system_type == "NEW" && now->entity == w.task.group;
  w.task.stage = stage;
  if (!same_column) w.changes.push_back({"STAGE", from, to, true});
}

void write_mark(Writing& w) {
  const std::string text = w.write.text();
  const char mark = text == "P" || text == "N" ? text.front() : '\0';
  if (mark == w.task.mark) return;
  w.note(w.task.mark ? std::string(1, w.task.mark) : "", mark ? std::string(1, mark) : "");
  w.task.mark = mark;
}

void write_priority(Writing& w) {
  const std::int64_t priority = std::clamp<std::int64_t>(whole_number(w.write.text()), 0, 2);
  if (priority == w.task.priority) return;
  w.note(std::to_string(w.task.priority), std::to_string(priority));
  w.task.priority = static_cast<int>(priority);
}

void write_parent(Writing& w) {
  const std::int64_t parent = whole_number(w.write.text());
  if (parent == w.task.parent) return;
  if (parent == w.task.id) throw core_error("Cannot bind node to itself<br>");
  if (parent != 0 && !w.portal.tasks.find(parent)) throw core_error("Parent task not found<br>");
  w.note(std::to_string(w.task.parent), std::to_string(parent));
  w.task.parent = parent;
}

void write_tags(Writing& w) {
  std::vector<std::string> titles;
  for (std::string text : w.write.values) {
    for (std::size_t comma = 0; comma != std::string::npos;) {
      comma = text.find(',');
      const std::string title = text.substr(0, comma);
      if (!title.empty()) titles.push_back(title);
      if (comma != std::string::npos) text.erase(0, comma + 1);
    }
  }
  std::vector<std::string> old;
  for (const auto& [id, title] : w.task.tags) old.push_back(title);
  if (titles == old) return;
  w.note(join(old), join(titles));
  std::vector<std::pair<std::int64_t, std::string>> tags;
  for (const std::string& title : titles) {
    const auto known = std::find_if(w.task.tags.begin(), w.task.tags.end(),
                                    [&](const auto& tag) { return tag.second == title; });
    tags.emplace_back(known == w.task.tags.end() ? w.portal.next_tag++ : known->first, title);
  }
  w.task.tags = std::move(tags);
}

void write_crm(Writing& w) {
  std::vector<std::string> bindings = w.write.values;
  std::erase(bindings, "");
  if (bindings == w.task.crm) return;
  w.note(join(w.task.crm), join(bindings));
  w.task.crm = std::move(bindings);
}

void write_files(Writing& w) {
  std::vector<std::int64_t> files;
  for (const std::string& text : w.write.values) {
    const bool fresh = !text.empty() && text.front() == 'n';
    const std::int64_t id = whole_number(fresh ? text.substr(1) : text);
    if (id > 0) files.push_back(fresh ? id + 100'000 : id);  // an attached object has an id of its own
  }
  if (files == w.task.files) return;
  w.changes.push_back({"NEW_FILES", "", join_ids(files), true});
  w.task.files = std::move(files);
}

// The text a custom field keeps: numbers in PHP's short form, booleans as "1"/"0".
std::string stored(const UserField& field, const std::string& text, int offset_minutes) {
  if (text.empty()) return {};
  if (field.type == "double" || field.type == "integer") {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || !std::isfinite(value)) return "0";
    const auto setting = field.settings.find("PRECISION");
    const int precision =
        field.type == "integer" || setting == field.settings.end()
            ? 0
            : static_cast<int>(std::clamp<std::int64_t>(whole_number(setting->second), 0, 12));
    const double scale = std::pow(10.0, precision);
    std::string out = std::to_string(std::round(value * scale) / scale);
    out.erase(out.find_last_not_of('0') + 1);
    if (!out.empty() && out.back() == '.') out.pop_back();
    return out;
  }
  if (field.type == "boolean") return yes(text) ? "1" : "0";
  if (field.type == "datetime") {
    const std::optional<Ms> at = read_instant(text, offset_minutes);
    return at ? iso(*at, offset_minutes) : std::string{};
  }
  return text;
}

void write_custom(Writing& w, const UserField& field) {
  std::vector<std::string> values;
  for (const std::string& text : w.write.values) {
    std::string value = stored(field, text, w.caller.offset_minutes);
    if (!value.empty()) values.push_back(std::move(value));
  }
  if (!field.multiple && values.size() > 1) values.resize(1);
  const std::vector<std::string>& old = custom_value(w.portal, w.task, field.name);
  if (values == old) return;
  w.note(join(old), join(values));
  set_custom_value(w.portal, w.task, field.name, std::move(values));
}

using Writer = std::function<void(Writing&)>;

const std::unordered_map<std::string, Writer>& writers() {
  static const std::unordered_map<std::string, Writer> kWriters = {
      {"TITLE",
       [](Writing& w) {
         if (w.write.text().empty()) throw core_error("Task title not specified<br>");
         write_text(w, w.task.title);
       }},
      {"DESCRIPTION", [](Writing& w) { write_text(w, w.task.description, false); }},
      {"STATUS", write_status},
      {"REAL_STATUS", write_status},
      {"PRIORITY", write_priority},
      {"MARK", write_mark},
      {"PARENT_ID", write_parent},
      {"GROUP_ID", write_group},
      {"STAGE_ID", write_stage},
      {"RESPONSIBLE_ID", [](Writing& w) { write_user(w, w.task.responsible, "Responsible"); }},
      {"CREATED_BY", [](Writing& w) { write_user(w, w.task.created_by, "Creator"); }},
      {"ACCOMPLICES", [](Writing& w) { write_ids(w, w.task.accomplices); }},
      {"AUDITORS", [](Writing& w) { write_ids(w, w.task.auditors); }},
      {"DEPENDS_ON", [](Writing& w) { write_ids(w, w.task.depends_on); }},
      {"DEADLINE", [](Writing& w) { write_date(w, w.task.deadline); }},
      {"START_DATE_PLAN", [](Writing& w) { write_date(w, w.task.start_plan); }},
      {"END_DATE_PLAN", [](Writing& w) { write_date(w, w.task.end_plan); }},
      {"DURATION_PLAN", [](Writing& w) { write_number(w, w.task.duration_plan); }},
      {"TIME_ESTIMATE", [](Writing& w) { write_number(w, w.task.time_estimate); }},
      {"ALLOW_TIME_TRACKING", [](Writing& w) { write_flag(w, w.task.allow_time_tracking); }},
      {"ALLOW_CHANGE_DEADLINE", [](Writing& w) { write_flag(w, w.task.allow_change_deadline); }},
      {"MATCH_WORK_TIME", [](Writing& w) { write_flag(w, w.task.match_work_time); }},
      {"TASK_CONTROL", [](Writing& w) { write_flag(w, w.task.task_control); }},
      {"ADD_IN_REPORT", [](Writing& w) { write_flag(w, w.task.add_in_report); }},
      {"XML_ID", [](Writing& w) { w.portal.tasks.set_xml_id(w.task, w.write.text()); }},
      {"TAGS", write_tags},
      {"UF_CRM_TASK", write_crm},
      {"UF_TASK_WEBDAV_FILES", write_files},
  };
  return kWriters;
}

}  // namespace

void enter_status(Portal& portal, const Caller& caller, Task& task, int status) {
  const Ms now = whole_seconds(portal.clock.now());
  task.status = status;
  task.status_changed = now;
  task.status_changed_by = caller.user;
  if (status == 3 && task.date_start == 0) task.date_start = now;
  const bool closed = status == 5 || status == 4;
  task.closed = closed ? now : 0;
  task.closed_by = closed ? caller.user : 0;
}

void write_field(Portal& portal, const Caller& caller, Task& task, const FieldWrite& write,
                 std::vector<Change>& changes) {
  Writing writing{portal, caller, task, write, changes};
  const auto writer = writers().find(write.name);
  if (writer != writers().end()) {
    writer->second(writing);
  } else if (const UserField* field = portal.fields.named(write.name); field && !field->system) {
    write_custom(writing, *field);
  }
}

}  // namespace sd::portal_double
