// im.notify*, task chats through im.dialog.messages.get and im.message.add (portal-api 4.7, 5.7).
#include <algorithm>

#include "tests/portal/engine/discussion.h"
#include "tests/portal/rest/call.h"
#include "tests/portal/rest/task_json.h"

namespace sd::portal_double {
namespace {

std::int64_t notify(Call& call, std::int64_t author) {
  Notice notice;
  const json::value* user = find_any(call.params, {"USER_ID", "TO"});
  notice.user = user ? int_of(*user).value_or(0) : 0;
  if (notice.user == 0) throw Refusal(400, "USER_ID_EMPTY", "User ID can't be empty");
  notice.message = text_at(call.params, "MESSAGE");
  if (notice.message.empty()) throw Refusal(400, "MESSAGE_EMPTY", "Message can't be empty");
  notice.author = author;
  notice.tag = text_at(call.params, "TAG");
  notice.sub_tag = text_at(call.params, "SUB_TAG");
  if (!notice.tag.empty()) {
    std::erase_if(call.portal.notices, [&](const auto& entry) { return entry.second.tag == notice.tag; });
  }
  notice.id = call.portal.next_notice++;
  call.portal.notices[notice.id] = notice;
  return notice.id;
}

json::value notify_system(Call& call) { return notify(call, 0); }
json::value notify_personal(Call& call) { return notify(call, call.caller.user); }
json::value notify_any(Call& call) {
  return notify(call, text_at(call.params, "TYPE") == "SYSTEM" ? 0 : call.caller.user);
}

json::value notify_delete(Call& call) {
  const std::string tag = text_at(call.params, "TAG"), sub_tag = text_at(call.params, "SUB_TAG");
  const std::int64_t id = int_at(call.params, "ID").value_or(0);
  return std::erase_if(call.portal.notices, [&](const auto& entry) {
           return entry.first == id || (!tag.empty() && entry.second.tag == tag) ||
                  (!sub_tag.empty() && entry.second.sub_tag == sub_tag);
         }) != 0;
}

// The task whose chat "chat<id>" is; only its members may look.
Task& task_of_dialog(Call& call) {
  const std::string dialog = text_at(call.params, "DIALOG_ID");
  const std::int64_t chat =
      dialog.starts_with("chat") ? int_of(json::value(dialog.substr(4))).value_or(0) : 0;
  if (chat == 0) throw Refusal(400, "DIALOG_ID_EMPTY", "Dialog ID can't be empty");
  Task* task = call.portal.tasks.find(chat - 100'000);
  const User* user = call.portal.directory.user(call.caller.user);
  const bool member =
      task && (takes_part(*task, call.caller.user) ||
               (user && user->staff() && call.portal.directory.role(task->group, user->id) != 0));
  if (!member) throw Refusal(403, "ACCESS_ERROR", "You do not have access to the specified dialog");
  return *task;
}

json::value dialog_messages(Call& call) {
  const Task& task = task_of_dialog(call);
  const std::int64_t before = int_at(call.params, "LAST_ID").value_or(0);
  const std::int64_t after = int_at(call.params, "FIRST_ID").value_or(0);
  const auto limit =
      static_cast<std::size_t>(std::clamp<std::int64_t>(int_at(call.params, "LIMIT").value_or(20), 1, 50));
  std::vector<const Comment*> found;
  for (const Comment& comment : task.comments) {
    if ((before == 0 || comment.id < before) && (after == 0 || comment.id > after)) found.push_back(&comment);
  }
  if (after == 0 && found.size() > limit)
    found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(limit));
  if (found.size() > limit) found.resize(limit);
  std::reverse(found.begin(), found.end());
  json::array messages, users;
  std::vector<std::int64_t> authors;
  for (const Comment* comment : found) {
    messages.push_back(json::object{{"id", comment->id},
                                    {"chat_id", chat_of(task)},
                                    {"author_id", comment->author},
                                    {"date", call.date(comment->at)},
                                    {"text", comment->text},
                                    {"unread", false},
                                    {"uuid", nullptr},
                                    {"replaces", json::array{}},
                                    {"params", json::array{}},
                                    {"disappearing_date", nullptr}});
    if (std::find(authors.begin(), authors.end(), comment->author) == authors.end())
      authors.push_back(comment->author);
  }
  for (const std::int64_t id : authors) {
    const User* user = call.portal.directory.user(id);
    users.push_back(json::object{{"id", id},
                                 {"name", user ? user->full_name() : ""},
                                 {"extranet", user && !user->staff()},
                                 {"bot", false}});
  }
  return json::object{{"chat_id", chat_of(task)},
                      {"messages", std::move(messages)},
                      {"users", std::move(users)},
                      {"files", json::array{}}};
}

json::value message_add(Call& call) {
  const std::string text = text_at(call.params, "MESSAGE");
  if (text.empty()) throw Refusal(400, "MESSAGE_EMPTY", "Message can't be empty");
  if (!text_at(call.params, "DIALOG_ID").starts_with("chat")) return call.portal.next_comment++;
  return add_comment(call.portal, call.caller, task_of_dialog(call).id, text);
}

json::value im_user_get(Call& call) {
  const std::int64_t id = int_at(call.params, "ID").value_or(call.caller.user);
  const User* user = call.portal.directory.user(id);
  if (!user) throw Refusal(400, "USER_NOT_EXISTS", "User not found");
  return json::object{{"id", id},
                      {"name", user->full_name()},
                      {"active", user->active},
                      {"extranet", !user->staff()},
                      {"bot", false},
                      {"departments", json::value_from(user->departments)}};
}

}  // namespace

void add_message_methods(MethodTable& table) {
  table["im.notify"] = {"im", notify_any, false, false, true};
  table["im.notify.system.add"] = {"im", notify_system, false, false, true};
  table["im.notify.personal.add"] = {"im", notify_personal, false, false, true};
  table["im.notify.delete"] = {"im", notify_delete, false, false, true};
  table["im.dialog.messages.get"] = {"im", dialog_messages};
  table["im.message.add"] = {"im", message_add};
  table["im.user.get"] = {"im", im_user_get};
}

}  // namespace sd::portal_double
