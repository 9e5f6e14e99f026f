#include "extension/portal/tasks.h"

#include <cctype>

#include "extension/portal/chain.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/wire_words.h"

namespace sd::portal {
namespace {

using kanban::TaskStatus;

// Commands of a chained read behind the first page, so that one call brings 2,500 rows at most.
constexpr std::size_t kChain = kBatchLimit - 1;

std::vector<CompanyId> companies(const json::value* bindings) {
  std::vector<CompanyId> found;
  if (bindings == nullptr || !bindings->is_array()) return found;
  for (const json::value& binding : bindings->get_array()) {
    if (const auto company = bound_company(to_text(binding))) found.push_back(*company);
  }
  return found;
}

// `{"35":{"id":35,"title":"vip"}}`, `[]` when there are none; a list of texts where a portal sends one.
std::vector<std::string> tags(const json::value* given) {
  std::vector<std::string> found;
  const auto take = [&found](const json::value& tag) {
    const json::value* title = member(tag, "title");
    found.push_back(to_text(title == nullptr ? tag : *title));
  };
  if (given == nullptr) return found;
  if (given->is_object()) {
    for (const auto& entry : given->get_object()) take(entry.value());
  } else if (given->is_array()) {
    for (const json::value& tag : given->get_array()) take(tag);
  }
  return found;
}

std::string embedded_name(const json::value& row, std::string_view key) {
  const json::value* user = member(row, key);
  const json::value* name = user == nullptr ? nullptr : member(*user, "name");
  return name == nullptr ? "" : to_text(*name);
}

// A list of tasks behind `after`; `select` as tasks.task.list takes it.
ChainedList task_list(json::object filter, json::array select,
                      std::function<Result<bool>(const json::value&)> take) {
  const auto page = [filter = std::move(filter), select = std::move(select)](const json::value& after,
                                                                             bool counted) {
    json::object above = filter;
    above[">ID"] = after;
    return json::object{
        {"order", {{"ID", "ASC"}}}, {"filter", above}, {"select", select}, {"start", counted ? 0 : -1}};
  };
  return {"tasks.task.list", page, "[tasks][49][id]", std::move(take)};
}

TicketId id_of(const TicketId& id) { return id; }
TicketId id_of(const kanban::TicketStamp& stamp) { return stamp.id; }

// Appends what `decode` makes of the rows of one page; true when the page was full. `decode` notes an error
// in the reader only when it does not even know whose row it is.
template <class Row, class Decode>
Result<bool> append_page(const json::value& result, Decode decode, std::vector<Row>& list) {
  const auto page = ticket_rows(result);
  if (!page) return page.error();
  for (const json::value& row : **page) {
    RowReader reader(row, "task");
    Row decoded = decode(row, reader);
    if (reader.error()) return *reader.error();
    if (!list.empty() && id_of(decoded) <= id_of(list.back())) {
      return shape_error("tasks.task.list: ids do not ascend");
    }
    list.push_back(std::move(decoded));
  }
  return (*page)->size() >= kPageSize;
}

// Appends up to 2,500 rows above `after` that pass `filter`, in at most two requests; true when there are no
// more behind them. Mostly one page is all there is: a chain is begun behind a full one only.
template <class Row, class Decode>
Result<bool> walk(Caller& caller, const Actor& actor, const json::object& filter, const json::array& fields,
                  TicketId after, Decode decode, std::vector<Row>& list) {
  const ChainedList pages =
      task_list(filter, fields, [&](const json::value& result) { return append_page(result, decode, list); });
  const auto first = read_page(caller, actor, pages, after.value(), false);
  if (!first) return first.error();
  if (first->last) return true;
  const auto rest = read_chain(caller, actor, pages, id_of(list.back()).value(), kChain);
  if (!rest) return rest.error();
  return rest->last;
}

// The same with whole rows; one that cannot be understood holds back no other.
Result<bool> append_rows(const json::value& result, const FieldNames& names, kanban::TicketRows& rows,
                         TicketId& last) {
  const auto page = ticket_rows(result);
  if (!page) return page.error();
  for (const json::value& row : **page) {
    RowReader reader(row, "task");
    const TicketId id{reader.integer("id")};
    if (reader.error()) return *reader.error();
    if (id <= last) return shape_error("tasks.task.list: ids do not ascend");
    last = id;
    auto ticket = decode_ticket(row, names);
    if (ticket) {
      rows.tickets.push_back(std::move(ticket).value());
    } else {
      rows.unreadable.push_back(id);
    }
  }
  return (*page)->size() >= kPageSize;
}

}  // namespace

std::string camel_case(const std::string& upper) {
  std::string camel;
  bool capital = false;
  for (const char letter : upper) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter != '_') camel += static_cast<char>(capital ? std::toupper(byte) : std::tolower(byte));
    capital = letter == '_';
  }
  return camel;
}

json::array ticket_fields(const FieldNames& names) {
  return {"ID",
          "TITLE",
          "XML_ID",
          "STATUS",
          "PRIORITY",
          "TASK_CONTROL",
          "CREATED_BY",
          "RESPONSIBLE_ID",
          "GROUP_ID",
          "STAGE_ID",
          "CREATED_DATE",
          "CHANGED_DATE",
          "CLOSED_DATE",
          "DEADLINE",
          "TIME_SPENT_IN_LOGS",
          "COMMENTS_COUNT",
          "TAGS",
          "UF_CRM_TASK",
          json::value(names.type),
          json::value(names.stopper),
          json::value(names.estimate)};
}

json::object tickets_query(std::span<const TicketId> ids, const FieldNames& names) {
  json::array wanted;
  for (const TicketId id : ids) wanted.push_back(id.value());
  return {{"order", {{"ID", "ASC"}}},
          {"filter", {{"ID", wanted}}},
          {"select", ticket_fields(names)},
          {"start", -1}};
}

Result<kanban::Ticket> decode_ticket(const json::value& row, const FieldNames& names) {
  RowReader reader(row, "task");
  kanban::Ticket ticket;
  ticket.id = TicketId{reader.integer("id")};
  ticket.group = GroupId{reader.integer_or("groupId", 0)};
  ticket.stage = StageId{reader.integer_or("stageId", 0)};
  ticket.title = reader.text("title");
  ticket.xml_id = reader.text("xmlId");
  const auto status = task_status(reader.integer("status"));
  ticket.important = reader.integer_or("priority", 1) == 2;
  ticket.task_control = reader.flag("taskControl");
  ticket.creator = UserId{reader.integer_or("createdBy", 0)};
  ticket.assignee = UserId{reader.integer_or("responsibleId", 0)};
  ticket.creator_name = embedded_name(row, "creator");
  ticket.assignee_name = embedded_name(row, "responsible");
  ticket.created_at = reader.time("createdDate");
  ticket.changed_at = reader.time_or_none("changedDate").value_or(ticket.created_at);
  ticket.closed_at = reader.time_or_none("closedDate");
  ticket.deadline = reader.time_or_none("deadline");
  ticket.spent_seconds = reader.integer_or("timeSpentInLogs", 0);
  ticket.comments = reader.integer_or("commentsCount", 0);
  ticket.companies = companies(member(row, "ufCrmTask"));
  ticket.tags = tags(member(row, "tags"));
  ticket.type = reader.text(camel_case(names.type));
  ticket.stopper = reader.text(camel_case(names.stopper));
  ticket.estimate = reader.text(camel_case(names.estimate));
  if (reader.error()) return *reader.error();
  if (!status) return shape_error("task.status is not a known number");
  ticket.status = *status;
  return ticket;
}

Result<const json::array*> ticket_rows(const json::value& result) {
  const json::value* tasks = member(result, "tasks");
  if (tasks == nullptr || !tasks->is_array())
    return shape_error("tasks.task.list: result.tasks is not a list");
  return &tasks->get_array();
}

Result<kanban::TicketPage> list_ticket_ids(Caller& caller, const Actor& actor, json::object filter,
                                           TicketId after) {
  kanban::TicketPage page;
  const auto decode = [](const json::value&, RowReader& named) { return TicketId{named.integer("id")}; };
  const auto last = walk(caller, actor, filter, {"ID"}, after, decode, page.ids);
  if (!last) return last.error();
  page.last = *last;
  return page;
}

Result<kanban::StampPage> list_stamps(Caller& caller, const Actor& actor, json::object filter,
                                      TicketId after) {
  kanban::StampPage page;
  const auto decode = [](const json::value& row, RowReader& named) {
    kanban::TicketStamp stamp;
    stamp.id = TicketId{named.integer("id")};
    RowReader rest(row, "task");
    stamp.group = GroupId{rest.integer_or("groupId", 0)};
    stamp.stage = StageId{rest.integer_or("stageId", 0)};
    stamp.changed_at = rest.time("changedDate");
    if (rest.error()) stamp = {stamp.id, {}, {}, {}, false};
    return stamp;
  };
  const auto last =
      walk(caller, actor, filter, {"ID", "GROUP_ID", "STAGE_ID", "CHANGED_DATE"}, after, decode, page.rows);
  if (!last) return last.error();
  page.last = *last;
  return page;
}

Result<kanban::TicketRows> list_ticket_rows(Caller& caller, const Actor& actor, json::object filter,
                                            TicketId after, std::int64_t expected, const FieldNames& names) {
  kanban::TicketRows page;
  TicketId behind = after;
  const ChainedList list = task_list(std::move(filter), ticket_fields(names), [&](const json::value& result) {
    return append_rows(result, names, page, behind);
  });
  const auto end = read_expected(caller, actor, list, after.value(), expected);
  if (!end) return end.error();
  page.last = end->last;
  page.total = end->total;
  return page;
}

json::object group_filter(GroupId group, kanban::TicketShare share) {
  json::object filter{{"GROUP_ID", group.value()}};
  if (share == kanban::TicketShare::kOpen) filter["!REAL_STATUS"] = static_cast<int>(TaskStatus::kCompleted);
  return filter;
}

Result<reports::SpentPage> list_time_spent(Caller& caller, const Actor& actor, json::object filter,
                                           TicketId after, std::int64_t expected) {
  reports::SpentPage page;
  const auto take = [&page](const json::value& result) -> Result<bool> {
    const auto list = ticket_rows(result);
    if (!list) return list.error();
    for (const json::value& row : **list) {
      RowReader reader(row, "task");
      const reports::TicketSpent spent{TicketId{reader.integer("id")},
                                       reader.integer_or("timeSpentInLogs", 0)};
      if (reader.error()) return *reader.error();
      if (!page.tickets.empty() && spent.ticket <= page.tickets.back().ticket) {
        return shape_error("tasks.task.list: ids do not ascend");
      }
      page.tickets.push_back(spent);
    }
    return (*list)->size() >= kPageSize;
  };
  const ChainedList list = task_list(std::move(filter), {"ID", "TIME_SPENT_IN_LOGS"}, take);
  const auto end = read_expected(caller, actor, list, after.value(), expected);
  if (!end) return end.error();
  page.last = end->last;
  page.total = end->total;
  return page;
}

}  // namespace sd::portal
