#include "webhooks/rules/event.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sd::webhooks {
namespace {

struct KindName {
  EventKind kind;
  std::string_view text;
};
constexpr std::array<KindName, 9> kKinds{{{EventKind::kTicket, "ticket"},
                                          {EventKind::kGroup, "group"},
                                          {EventKind::kGroupGone, "group_gone"},
                                          {EventKind::kCompany, "company"},
                                          {EventKind::kUser, "user"},
                                          {EventKind::kApplication, "application"},
                                          {EventKind::kQueue, "queue"},
                                          {EventKind::kUnreadable, "unreadable"},
                                          {EventKind::kIgnored, "ignored"}}};

// Where an event keeps the id of its object; `instead` is looked at when `id` is not there.
struct Known {
  std::string_view name;
  EventKind kind;
  std::string_view id;
  std::string_view instead = {};
};
constexpr std::string_view kAfter = "data[FIELDS_AFTER][ID]";
constexpr std::string_view kBefore = "data[FIELDS_BEFORE][ID]";
constexpr std::string_view kTaskAfter = "data[FIELDS_AFTER][TASK_ID]";
constexpr std::string_view kTaskBefore = "data[FIELDS_BEFORE][TASK_ID]";
constexpr std::string_view kFields = "data[FIELDS][ID]";
constexpr std::array<Known, 18> kKnown{{
    {"ONTASKUPDATE", EventKind::kTicket, kAfter, kBefore},
    {"ONTASKADD", EventKind::kTicket, kAfter},
    {"ONTASKDELETE", EventKind::kTicket, kBefore, kAfter},
    {"ONTASKCOMMENTADD", EventKind::kTicket, kTaskAfter, kTaskBefore},
    {"ONTASKCOMMENTUPDATE", EventKind::kTicket, kTaskAfter, kTaskBefore},
    {"ONTASKCOMMENTDELETE", EventKind::kTicket, kTaskAfter, kTaskBefore},
    {"ONSONETGROUPADD", EventKind::kGroup, kFields},
    {"ONSONETGROUPUPDATE", EventKind::kGroup, kFields},
    {"ONSONETGROUPDELETE", EventKind::kGroupGone, kFields},
    {"ONCRMCOMPANYADD", EventKind::kCompany, kFields},
    {"ONCRMCOMPANYUPDATE", EventKind::kCompany, kFields},
    {"ONCRMCOMPANYDELETE", EventKind::kCompany, kFields},
    {"ONUSERADD", EventKind::kUser, "data[ID]"},
    {"ONOFFLINEEVENT", EventKind::kQueue, {}},
    {"ONAPPINSTALL", EventKind::kApplication, {}},
    {"ONAPPUPDATE", EventKind::kApplication, {}},
    {"ONAPPUNINSTALL", EventKind::kApplication, {}},
    {"ONAPPTEST", EventKind::kIgnored, {}},
}};

Error refuse(const char* code) { return {ErrorKind::kInvalidArgument, code, {}}; }

bool letters_and_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

std::optional<std::int64_t> object_id(const EventValue& value, std::string_view name) {
  if (name.empty()) return std::nullopt;
  const std::optional<std::string_view> text = value(name);
  std::int64_t id = 0;
  if (!text) return std::nullopt;
  const auto parsed = std::from_chars(text->data(), text->data() + text->size(), id);
  if (parsed.ec != std::errc{} || parsed.ptr != text->data() + text->size() || id <= 0) return std::nullopt;
  return id;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

std::string_view to_string(EventKind kind) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& each) { return each.kind == kind; });
  return found == kKinds.end() ? "ignored" : found->text;
}

std::optional<EventKind> event_kind_from(std::string_view text) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& each) { return each.text == text; });
  if (found == kKinds.end()) return std::nullopt;
  return found->kind;
}

Result<Subject> subject_of(std::string_view event, const EventValue& value) {
  const auto known =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& each) { return each.name == event; });
  if (known == kKnown.end()) return Subject{};
  if (known->id.empty()) return Subject{known->kind, 0};
  std::optional<std::int64_t> id = object_id(value, known->id);
  if (!id) id = object_id(value, known->instead);
  if (!id) return refuse("event.object");
  return Subject{known->kind, *id};
}

Result<Event> event_of(const Form& form) {
  const std::optional<std::string_view> name = form.find("event");
  if (!name || name->empty() || name->size() > 64 || !letters_and_digits(*name)) return refuse("event.name");
  Event event;
  event.name = upper(*name);

  const std::optional<std::string_view> member = form.find("auth[member_id]");
  if (!member || member->empty() || member->size() > 64 || !letters_and_digits(*member)) {
    return refuse("event.member");
  }
  event.member_id = *member;
  const std::optional<std::string_view> token = form.find("auth[application_token]");
  if ((!token || token->empty()) && !event.first_contact()) return refuse("event.token");
  event.application_token = token.value_or("");

  const Result<Subject> subject =
      subject_of(event.name, [&form](std::string_view field) { return form.find(field); });
  if (!subject) return subject.error();
  event.kind = subject->kind;
  event.object_id = subject->object_id;
  return event;
}

bool same_token(std::string_view known, std::string_view given) {
  if (known.empty() || known.size() != given.size()) return false;
  unsigned difference = 0;
  for (std::size_t at = 0; at < known.size(); ++at) {
    difference |=
        static_cast<unsigned>(static_cast<unsigned char>(known[at]) ^ static_cast<unsigned char>(given[at]));
  }
  return difference == 0;
}

}  // namespace sd::webhooks
