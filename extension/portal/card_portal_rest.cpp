#include "extension/portal/card_portal_rest.h"

#include <algorithm>

#include "extension/core/iso_time.h"
#include "extension/portal/batch.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/tasks.h"
#include "extension/portal/ticket_reading.h"

namespace sd::portal {
namespace {

using kanban::TicketComment;
using kanban::TicketFile;

constexpr std::size_t kMostComments = 50;  // what a chat gives at once

// Ascending by id, the newest kMostComments.
void settle(std::vector<TicketComment>& comments) {
  std::sort(comments.begin(), comments.end(),
            [](const TicketComment& left, const TicketComment& right) { return left.id < right.id; });
  if (comments.size() > kMostComments) {
    comments.erase(comments.begin(), comments.end() - static_cast<std::ptrdiff_t>(kMostComments));
  }
}

std::string author_name(const json::value& chat, std::int64_t author) {
  const json::value* users = member(chat, "users");
  if (users == nullptr || !users->is_array()) return {};
  for (const json::value& user : users->get_array()) {
    RowReader row(user, "user");
    if (row.integer_or("id", 0) == author) return row.text("name");
  }
  return {};
}

// The portal's own messages have no author, or say in their parameters what they are (portal-api.md 4.7).
bool of_nobody(const json::value& message, std::int64_t author) {
  const json::value* params = member(message, "params");
  const auto marked = [params](const char* name) {
    const json::value* mark = params == nullptr ? nullptr : member(*params, name);
    return mark != nullptr && !is_empty(*mark);
  };
  return author == 0 || marked("CODE") || marked("NOTIFY");
}

// Messages of people.
Result<std::vector<TicketComment>> chat_comments(const json::value& chat) {
  const json::value* messages = member(chat, "messages");
  if (messages == nullptr || !messages->is_array()) return shape_error("im.dialog.messages.get: messages");
  std::vector<TicketComment> comments;
  for (const json::value& message : messages->get_array()) {
    RowReader row(message, "message");
    const std::int64_t author = row.integer_or("author_id", 0);
    if (of_nobody(message, author)) continue;
    comments.push_back(
        {row.integer("id"), UserId{author}, author_name(chat, author), row.time("date"), row.text("text")});
    if (row.error()) return *row.error();
  }
  settle(comments);
  return comments;
}

Result<std::vector<TicketComment>> forum_comments(const json::value& list) {
  std::vector<TicketComment> comments;
  if (is_empty(list)) return comments;
  if (!list.is_array()) return shape_error("task.commentitem.getlist: result is not a list");
  for (const json::value& comment : list.get_array()) {
    RowReader row(comment, "comment");
    const std::int64_t author = row.integer_or("AUTHOR_ID", 0);
    if (author == 0) continue;
    comments.push_back({row.integer("ID"), UserId{author}, row.text("AUTHOR_NAME"), row.time("POST_DATE"),
                        row.text("POST_MESSAGE")});
    if (row.error()) return *row.error();
  }
  settle(comments);
  return comments;
}

std::vector<TicketFile> attachments(const json::value& task) {
  std::vector<TicketFile> files;
  const json::value* ids = member(task, "ufTaskWebdavFiles");
  if (ids == nullptr || !ids->is_array()) return files;
  for (const json::value& id : ids->get_array()) {
    if (const auto number = to_integer(id); number && *number > 0) files.push_back({*number, {}, 0});
  }
  if (files.size() > kBatchLimit) files.resize(kBatchLimit);
  return files;
}

Error not_found() { return {ErrorKind::kNotFound, "card.not_found", {}}; }

}  // namespace

Result<kanban::TicketTalk> CardPortalRest::talk(const Actor& actor, TicketId ticket) {
  Batch batch;
  batch.add(
      "task", "tasks.task.get",
      {{"taskId", ticket.value()}, {"select", {"ID", "DESCRIPTION", "CHAT_ID", "UF_TASK_WEBDAV_FILES"}}});
  batch.add("forum", "task.commentitem.getlist", {{"TASKID", ticket.value()}, {"ORDER", {{"ID", "desc"}}}});
  batch.add("chat", "im.dialog.messages.get",
            {{"DIALOG_ID", "chat$result[task][task][chatId]"}, {"LIMIT", kMostComments}});
  const auto answer = run(caller_, actor, batch, Effect::kRead, false);
  if (!answer) return answer.error();
  const auto got = answer->result("task");
  if (!got) return got.error();
  const json::value* task = member(**got, "task");
  if (task == nullptr) return not_found();

  kanban::TicketTalk talk;
  RowReader row(*task, "task");
  talk.description = row.text("description");
  talk.files = attachments(*task);
  const auto chat = answer->result("chat");
  const bool chatting = row.integer_or("chatId", 0) > 0 && chat;
  const auto forum = answer->result("forum");
  if (!chatting && !forum) return forum.error();
  auto comments = chatting ? chat_comments(**chat) : forum_comments(**forum);
  if (!comments) return comments.error();
  talk.comments = std::move(comments).value();
  if (!talk.files.empty()) name_files(actor, talk.files);
  return talk;
}

// Files whose names the application may not know stay without.
void CardPortalRest::name_files(const Actor& actor, std::vector<TicketFile>& files) {
  Batch batch;
  for (const TicketFile& file : files) {
    batch.add(std::to_string(file.id), "disk.attachedObject.get", {{"id", file.id}});
  }
  const auto answer = run(caller_, actor, batch, Effect::kRead, false);
  if (!answer) return;
  for (TicketFile& file : files) {
    const auto found = answer->result(std::to_string(file.id));
    if (!found) continue;
    RowReader row(**found, "file");
    file.name = row.text("NAME");
    file.bytes = row.integer_or("SIZE", 0);
  }
}

// The filter key is one the portal has and does not document, and unknown keys are ignored: a portal that
// does not know it answers with every task (portal-api.md 4.3). A word nobody writes tells such a portal.
Result<kanban::TicketsFound> CardPortalRest::search(const Actor& actor, std::span<const GroupId> groups,
                                                    const std::string& words) {
  constexpr const char* kNobodysWord = "qzxwvjkzqxwzvq";
  constexpr std::size_t kPages = 4;
  json::array wanted;
  for (const GroupId group : groups) wanted.push_back(group.value());
  std::string sought = words;
  std::replace(sought.begin(), sought.end(), '$', ' ');  // a batch takes it for a reference
  const auto query = [&wanted](const std::string& text, std::size_t start) {
    const json::object filter{{"GROUP_ID", wanted},
                              {"!REAL_STATUS", static_cast<int>(kanban::TaskStatus::kCompleted)},
                              {"SEARCH_INDEX", text}};
    return json::object{
        {"order", {{"ID", "DESC"}}}, {"filter", filter}, {"select", {"ID"}}, {"start", start}};
  };
  Batch batch;
  batch.add("nobody", "tasks.task.list", query(kNobodysWord, 0));
  for (std::size_t page = 0; page < kPages; ++page) {
    batch.add("page" + std::to_string(page), "tasks.task.list", query(sought, page * kPageSize));
  }
  const auto answer = run(caller_, actor, batch, Effect::kRead, false);
  if (!answer) return answer.error();
  const auto nobody = answer->result("nobody");
  if (!nobody) return nobody.error();
  const auto none = ticket_rows(**nobody);
  if (!none) return none.error();
  if (!(*none)->empty()) return Error{ErrorKind::kNotFound, "search.unsupported", {}};
  kanban::TicketsFound found;
  for (std::size_t page = 0; page < kPages; ++page) {
    const auto result = answer->result("page" + std::to_string(page));
    if (!result) return result.error();
    const auto rows = ticket_rows(**result);
    if (!rows) return rows.error();
    for (const json::value& row : **rows) {
      RowReader reader(row, "task");
      const TicketId id{reader.integer("id")};
      if (reader.error()) return *reader.error();
      // A page beyond the last may be the last once more.
      if (std::find(found.tickets.begin(), found.tickets.end(), id) != found.tickets.end()) return found;
      found.tickets.push_back(id);
    }
    if ((*rows)->size() < kPageSize) return found;
  }
  found.more = true;
  return found;
}

Result<kanban::TicketRead> CardPortalRest::comment(const Actor& actor, TicketId ticket,
                                                   const std::string& text, std::int64_t seen,
                                                   UserId author) {
  json::object fields{{"POST_MESSAGE", text}};
  if (author.value() != 0) fields["AUTHOR_ID"] = author.value();
  // Positional: the order of the arguments counts (portal-api.md 1.7).
  return write_ticket(caller_, actor,
                      {ticket,
                       "task.commentitem.add",
                       {{"TASKID", ticket.value()}, {"FIELDS", fields}},
                       [seen](const kanban::Ticket& read) { return read.comments > seen; }},
                      fields_);
}

Result<kanban::TicketRead> CardPortalRest::book(const Actor& actor, TicketId ticket, std::int64_t seconds,
                                                std::int64_t before, const std::string& note,
                                                std::optional<TimePoint> day) {
  json::object record{{"SECONDS", seconds}, {"COMMENT_TEXT", note}};
  if (day) record["CREATED_DATE"] = format_iso_time(*day);
  return write_ticket(
      caller_, actor,
      {ticket,
       "task.elapseditem.add",
       {{"TASKID", ticket.value()}, {"ARFIELDS", record}},
       [seconds, before](const kanban::Ticket& read) { return read.spent_seconds >= before + seconds; }},
      fields_);
}

Result<kanban::TicketRead> CardPortalRest::create(const Actor& actor, const kanban::NewTicket& ticket) {
  json::object fields{{"TITLE", ticket.title},
                      {"GROUP_ID", ticket.group.value()},
                      {"RESPONSIBLE_ID", ticket.assignee.value()}};
  if (ticket.stage.value() != 0) fields["STAGE_ID"] = ticket.stage.value();
  if (!ticket.description.empty()) fields["DESCRIPTION"] = ticket.description;
  if (!ticket.type.empty()) fields[fields_.type] = ticket.type;
  if (!ticket.estimate.empty()) fields[fields_.estimate] = ticket.estimate;
  if (ticket.important) fields["PRIORITY"] = 2;
  if (ticket.creator.value() != 0) fields["CREATED_BY"] = ticket.creator.value();
  if (ticket.control) fields["TASK_CONTROL"] = "Y";
  json::array bound;
  if (ticket.company.value() != 0)
    bound.push_back(json::string("CO_" + std::to_string(ticket.company.value())));
  if (ticket.contact.value() != 0)
    bound.push_back(json::string("C_" + std::to_string(ticket.contact.value())));
  if (!bound.empty()) fields["UF_CRM_TASK"] = std::move(bound);
  const auto answer = caller_.call(actor, {"tasks.task.add", {{"fields", fields}}, Effect::kWrite});
  if (!answer) return answer.error();
  const json::value* task = member(answer->result, "task");
  if (task == nullptr) return shape_error("tasks.task.add: no task");
  RowReader row(*task, "task");
  const TicketId id{row.integer("id")};
  if (row.error()) return *row.error();
  auto reads = read_tickets(caller_, actor, std::span(&id, 1), fields_);
  if (!reads) return reads.error();
  if (reads->empty()) return not_found();
  return std::move(reads->front());
}

}  // namespace sd::portal
