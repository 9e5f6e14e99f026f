// task.commentitem.*, task.elapseditem.*, task.checklistitem.* (portal-api 4.7-4.9).
#include <algorithm>

#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/task_rules.h"
#include "tests/portal/rest/positional.h"
#include "tests/portal/rest/row_filter.h"

namespace sd::portal_double {
namespace {

json::object comment_row(const Call& call, const Comment& comment) {
  const User* author = call.portal.directory.user(comment.author);
  return {{"POST_MESSAGE_HTML", nullptr},
          {"ID", std::to_string(comment.id)},
          {"AUTHOR_ID", std::to_string(comment.author)},
          {"AUTHOR_NAME", author ? author->full_name() : ""},
          {"AUTHOR_EMAIL", ""},
          {"POST_DATE", call.date(comment.at)},
          {"POST_MESSAGE", comment.text},
          {"ATTACHED_OBJECTS", json::array{}}};
}

json::value comment_add(Call& call) {
  Arguments arguments(call, "ctaskcommentitem::add");
  const std::int64_t task = arguments.integer("taskId");
  const json::object fields = arguments.required_array("arFields");
  return add_comment(call.portal, call.caller, task, text_at(fields, "POST_MESSAGE"),
                     int_at(fields, "AUTHOR_ID").value_or(0));
}

json::value comment_update(Call& call) {
  Arguments arguments(call, "ctaskcommentitem::update");
  const std::int64_t task = arguments.integer("taskId");
  const std::int64_t item = arguments.integer("itemId");
  update_comment(call.portal, call.caller, task, item,
                 text_at(arguments.required_array("arFields"), "POST_MESSAGE"));
  return true;
}

json::value comment_delete(Call& call) {
  Arguments arguments(call, "ctaskcommentitem::delete");
  const std::int64_t task = arguments.integer("taskId");
  delete_comment(call.portal, call.caller, task, arguments.integer("itemId"));
  return true;
}

json::value comment_get(Call& call) {
  Arguments arguments(call, "ctaskcommentitem::get");
  const Task& task = readable_task(call, arguments.integer("taskId"));
  const std::int64_t item = arguments.integer("itemId");
  for (const Comment& comment : task.comments) {
    if (comment.id == item) return comment_row(call, comment);
  }
  refuse_positional(512, "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
}

json::value comment_list(Call& call) {
  Arguments arguments(call, "ctaskcommentitem::getlist");
  const Task& task = readable_task(call, arguments.integer("taskId"));
  const json::object order = arguments.array("arOrder");
  const json::object filter = arguments.array("arFilter");
  std::vector<json::object> rows;
  for (const Comment& comment : task.comments) {
    json::object row = comment_row(call, comment);
    if (row_fits(row, filter)) rows.push_back(std::move(row));
  }
  sort_rows(rows, order);
  return to_array(std::move(rows));
}

json::object labour_row(const Call& call, const LabourRecord& record) {
  return {{"ID", std::to_string(record.id)},           {"TASK_ID", std::to_string(record.task)},
          {"USER_ID", std::to_string(record.user)},    {"COMMENT_TEXT", record.comment},
          {"SECONDS", std::to_string(record.seconds)}, {"MINUTES", std::to_string(record.seconds / 60)},
          {"SOURCE", std::to_string(record.source)},   {"CREATED_DATE", call.date(record.created)},
          {"DATE_START", call.date(record.start)},     {"DATE_STOP", call.date(record.stop)}};
}

LabourWrite labour_write(const Call& call, const json::object& fields) {
  LabourWrite write;
  if (const auto seconds = int_at(fields, "SECONDS")) {
    write.seconds = *seconds;
  } else if (const auto minutes = int_at(fields, "MINUTES")) {
    write.seconds = *minutes * 60;
  }
  if (fields.contains("COMMENT_TEXT")) write.comment = text_at(fields, "COMMENT_TEXT");
  write.user = int_at(fields, "USER_ID").value_or(0);
  write.created = read_instant(text_at(fields, "CREATED_DATE"), call.caller.offset_minutes).value_or(0);
  return write;
}

json::value labour_add(Call& call) {
  Arguments arguments(call, "ctaskelapseditem::add");
  const std::int64_t task = arguments.integer("taskId");
  return add_labour(call.portal, call.caller, task, labour_write(call, arguments.required_array("arFields")));
}

json::value labour_update(Call& call) {
  Arguments arguments(call, "ctaskelapseditem::update");
  const std::int64_t task = arguments.integer("taskId");
  const std::int64_t item = arguments.integer("itemId");
  update_labour(call.portal, call.caller, task, item,
                labour_write(call, arguments.required_array("arFields")));
  return nullptr;
}

json::value labour_delete(Call& call) {
  Arguments arguments(call, "ctaskelapseditem::delete");
  const std::int64_t task = arguments.integer("taskId");
  delete_labour(call.portal, call.caller, task, arguments.integer("itemId"));
  return nullptr;
}

json::value labour_get(Call& call) {
  Arguments arguments(call, "ctaskelapseditem::get");
  const Task& task = readable_task(call, arguments.integer("taskId"));
  const auto record = call.portal.labour.find(arguments.integer("itemId"));
  if (record == call.portal.labour.end() || record->second.task != task.id) {
    refuse_positional(512, "ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE");
  }
  return labour_row(call, record->second);
}

// A page of the whole portal's list by ascending id for those who see every record: only its rows are made.
json::value labour_page(Call& call, std::int64_t after, std::int64_t first, std::int64_t size) {
  const auto& all = call.portal.labour;
  const auto begin = all.upper_bound(after);
  call.total = all.end() - begin;
  first = std::min(first, *call.total);
  std::vector<json::object> rows;
  for (std::int64_t i = first; i < std::min(first + size, *call.total); ++i) {
    rows.push_back(labour_row(call, (begin + i)->second));
  }
  return to_array(std::move(rows));
}

// Whether a list is asked for by ascending id with no filter but a cursor.
bool by_cursor(const json::object& order, const json::object& filter) {
  const auto is_cursor = [](const auto& entry) { return entry.key() == ">ID"; };
  return order.size() == 1 && order.begin()->key() == "ID" && text_of(order.begin()->value()) == "asc" &&
         std::all_of(filter.begin(), filter.end(), is_cursor);
}

json::value labour_list(Call& call) {
  Arguments arguments(call, "ctaskelapseditem::getlist");
  std::int64_t only = 0;  // 0 or no task: the whole portal
  if (!arguments.next_is_array() && !call.params.empty()) only = arguments.integer("taskId");
  const json::object order = arguments.array("arOrder");
  const json::object filter = arguments.array("arFilter");
  arguments.array("arSelect");
  const json::object pages = object_at(arguments.array("arParams"), "NAV_PARAMS");

  const std::int64_t size = std::clamp<std::int64_t>(int_at(pages, "nPageSize").value_or(50), 1, 50);
  const std::int64_t number = std::max<std::int64_t>(1, int_at(pages, "iNumPage").value_or(1));
  const std::int64_t after = int_at(filter, ">ID").value_or(0);
  const bool sees_all = call.caller.admin && call.portal.bin.empty();
  if (only == 0 && sees_all && by_cursor(order, filter)) {
    return labour_page(call, after, (number - 1) * size, size);
  }
  std::vector<json::object> rows;
  const auto take = [&](const LabourRecord& record) {
    json::object row = labour_row(call, record);
    if (row_fits(row, filter)) rows.push_back(std::move(row));
  };
  if (only != 0) {
    for (const std::int64_t id : readable_task(call, only).labour) take(call.portal.labour.at(id));
  } else {
    for (auto entry = call.portal.labour.upper_bound(after); entry != call.portal.labour.end(); ++entry) {
      const Task* task = call.portal.tasks.find(entry->second.task);
      if (task && can_see(call.portal, call.caller, *task)) take(entry->second);
    }
  }
  sort_rows(rows, order);
  call.total = static_cast<std::int64_t>(rows.size());
  if (only == 0 || !pages.empty()) {
    const auto count = static_cast<std::int64_t>(rows.size());
    const std::int64_t first = std::min(count, (number - 1) * size), last = std::min(count, number * size);
    rows = {rows.begin() + first, rows.begin() + last};
  }
  return to_array(std::move(rows));
}

json::value labour_may(Call& call) {
  Arguments arguments(call, "ctaskelapseditem::isactionallowed");
  const std::int64_t task = arguments.integer("taskId");
  const std::int64_t item = arguments.integer("itemId");
  return labour_allowed(call.portal, call.caller, task, item,
                        static_cast<int>(arguments.integer("actionId")));
}

json::value labour_manifest(Call&) {
  return json::object{{"Manifest version", "1.1"}, {"REST: shortname alias to class", "elapseditem"}};
}

}  // namespace

void add_positional_methods(MethodTable& table) {
  table["task.commentitem.add"] = {"task", comment_add};
  table["task.commentitem.update"] = {"task", comment_update};
  table["task.commentitem.delete"] = {"task", comment_delete};
  table["task.commentitem.get"] = {"task", comment_get};
  table["task.commentitem.getlist"] = {"task", comment_list};
  table["task.elapseditem.add"] = {"task", labour_add};
  table["task.elapseditem.update"] = {"task", labour_update};
  table["task.elapseditem.delete"] = {"task", labour_delete};
  table["task.elapseditem.get"] = {"task", labour_get};
  table["task.elapseditem.getlist"] = {"task", labour_list};
  table["task.elapseditem.isactionallowed"] = {"task", labour_may};
  table["task.elapseditem.getmanifest"] = {"task", labour_manifest};
  add_checklist_methods(table);
}

}  // namespace sd::portal_double
