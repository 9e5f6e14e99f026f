#include "kanban/http/panel_json.h"

#include <boost/json.hpp>
#include <charconv>
#include <set>

#include "kanban/http/instant_json.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;

json::array journal(const std::vector<JournalRow>& rows) {
  json::array out;
  for (const JournalRow& row : rows) {
    out.push_back(json::object{{"at_ms", to_ms(row.at)},
                               {"by", row.actor.value()},
                               {"source", to_string(row.source)},
                               {"fact", to_string(row.fact)},
                               {"from", row.from},
                               {"to", row.to},
                               {"note", row.note}});
  }
  return out;
}

json::array stages(const std::vector<StageInterval>& intervals) {
  json::array out;
  for (const StageInterval& interval : intervals) {
    out.push_back(json::object{{"stage", interval.stage.value()},
                               {"title", interval.title},
                               {"role", to_string(interval.role)},
                               {"from_ms", to_ms(interval.from)},
                               {"to_ms", instant(interval.to)},
                               {"by", interval.by.value()}});
  }
  return out;
}

json::array stoppers(const std::vector<StopperInterval>& intervals) {
  json::array out;
  for (const StopperInterval& interval : intervals) {
    out.push_back(json::object{{"stopper", interval.stopper},
                               {"from_ms", to_ms(interval.from)},
                               {"to_ms", instant(interval.to)},
                               {"by", interval.by.value()}});
  }
  return out;
}

json::array notes(const std::vector<InnerNote>& notes) {
  json::array out;
  for (const InnerNote& note : notes) {
    out.push_back(json::object{{"at_ms", to_ms(note.at)}, {"by", note.author.value()}, {"text", note.text}});
  }
  return out;
}

json::value talk(const CardDetails& details) {
  if (!details.talk) return nullptr;
  json::array comments, files;
  for (const TicketComment& comment : details.talk->comments) {
    comments.push_back(json::object{{"id", comment.id},
                                    {"by", comment.author.value()},
                                    {"name", comment.author_name},
                                    {"at_ms", to_ms(comment.at)},
                                    {"text", comment.text}});
  }
  for (const TicketFile& file : details.talk->files) {
    files.push_back(json::object{{"id", file.id}, {"name", file.name}, {"bytes", file.bytes}});
  }
  return json::object{{"description", details.talk->description},
                      {"comments", std::move(comments)},
                      {"files", std::move(files)}};
}

// The user a journal's value names, 0 when it is none.
UserId user_in(const std::string& value) {
  std::int64_t id = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), id);
  return UserId{fault == std::errc{} && end == value.data() + value.size() ? id : 0};
}

}  // namespace

std::string details_json(TimePoint now, const CardDetails& details, const BoardNames& names) {
  json::object users;
  for (const auto& [id, user] : names.users) users[std::to_string(id.value())] = user.name;
  json::object out{
      {"now_ms", to_ms(now)},
      {"revision", details.card.revision},
      {"journal", journal(details.journal)},
      {"journal_cut", details.journal_cut},
      {"stages", stages(details.stages)},
      {"stoppers", stoppers(details.stoppers)},
      {"talk", talk(details)},
      {"notes", notes(details.notes)},
      {"company_note", json::object{{"vip", details.company_note.vip}, {"text", details.company_note.text}}},
      {"users", std::move(users)}};
  out["talk_error"] = details.talk_error ? json::value(details.talk_error->code) : json::value(nullptr);
  return json::serialize(out);
}

std::vector<UserId> users_of(const CardDetails& details) {
  std::set<UserId> out;
  for (const JournalRow& row : details.journal) {
    out.insert(row.actor);
    if (row.fact == Fact::kAssignee) {
      out.insert(user_in(row.from));
      out.insert(user_in(row.to));
    }
  }
  for (const StageInterval& interval : details.stages) out.insert(interval.by);
  for (const StopperInterval& interval : details.stoppers) out.insert(interval.by);
  if (details.talk) {
    for (const TicketComment& comment : details.talk->comments) out.insert(comment.author);
  }
  for (const InnerNote& note : details.notes) out.insert(note.author);
  out.erase(UserId{0});
  return {out.begin(), out.end()};
}

}  // namespace sd::kanban
