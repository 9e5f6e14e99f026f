#include "kanban/sql/card_row.h"

namespace sd::kanban::sql {
namespace {

using soci::into;
using soci::use;

void put(const std::optional<TimePoint>& from, long long& value, soci::indicator& state) {
  state = from ? soci::i_ok : soci::i_null;
  value = from ? to_ms(*from) : 0;
}

std::optional<TimePoint> instant(long long value, soci::indicator state) {
  if (state != soci::i_ok) return std::nullopt;
  return from_ms(value);
}

ClassReason reason_from(const std::string& text) {
  for (const ClassReason reason : {ClassReason::kImportant, ClassReason::kEstimate, ClassReason::kOverride}) {
    if (to_string(reason) == text) return reason;
  }
  return ClassReason::kOtherwise;
}

Agreement agreement_from(const std::string& text) {
  for (const Agreement state : {Agreement::kAsked, Agreement::kAgreed, Agreement::kDeclined}) {
    if (to_string(state) == text) return state;
  }
  return Agreement::kNone;
}

Speaker speaker_from(const std::string& text) {
  for (const Speaker speaker : {Speaker::kStaff, Speaker::kClient}) {
    if (to_string(speaker) == text) return speaker;
  }
  return Speaker::kNobody;
}

}  // namespace

const char* const kCardColumns =
    "ticket, group_id, stage_id, role, status, title, xml_id, assignee, creator, company, important, "
    "task_control,"
    " class, class_reason, override_reason, type, type_known, stopper, stopper_known, stopper_since_ms, "
    "stopper_by,"
    " estimate_minutes, estimate_invalid, agreement, spent_minutes, created_ms, deadline_ms, closed_ms,"
    " last_update_ms, last_speaker, work_since_ms, done_ms, stopped_before_ms, cycle, comments, "
    "awaiting_check,"
    " history_read, tags, revision";

void bind_into(soci::statement& statement, CardRow& row) {
  for (long long* number : {&row.ticket, &row.group, &row.stage}) statement.exchange(into(*number));
  statement.exchange(into(row.role));
  statement.exchange(into(row.status));
  statement.exchange(into(row.title));
  statement.exchange(into(row.xml_id));
  for (long long* number : {&row.assignee, &row.creator, &row.company, &row.important, &row.task_control}) {
    statement.exchange(into(*number));
  }
  for (std::string* text : {&row.card_class, &row.class_reason, &row.override_reason, &row.type}) {
    statement.exchange(into(*text));
  }
  statement.exchange(into(row.type_known));
  statement.exchange(into(row.stopper));
  statement.exchange(into(row.stopper_known));
  statement.exchange(into(row.stopper_since, row.stopper_since_state));
  statement.exchange(into(row.stopper_by));
  statement.exchange(into(row.estimate, row.estimate_state));
  statement.exchange(into(row.estimate_invalid));
  statement.exchange(into(row.agreement));
  statement.exchange(into(row.spent));
  statement.exchange(into(row.created));
  statement.exchange(into(row.deadline, row.deadline_state));
  statement.exchange(into(row.closed, row.closed_state));
  statement.exchange(into(row.last_update));
  statement.exchange(into(row.last_speaker));
  statement.exchange(into(row.work_since, row.work_since_state));
  statement.exchange(into(row.done, row.done_state));
  for (long long* number :
       {&row.stopped_before, &row.cycle, &row.comments, &row.awaiting_check, &row.history_read}) {
    statement.exchange(into(*number));
  }
  statement.exchange(into(row.tags));
  statement.exchange(into(row.revision));
}

void append(storage::BulkInsert& insert, const CardRow& row) {
  const auto maybe = [&insert](long long value, soci::indicator state) {
    state == soci::i_ok ? insert.number(value) : insert.null();
  };
  insert.number(row.ticket).number(row.group).number(row.stage).text(row.role).number(row.status);
  insert.text(row.title).text(row.xml_id).number(row.assignee).number(row.creator).number(row.company);
  insert.number(row.important).number(row.task_control).text(row.card_class).text(row.class_reason);
  insert.text(row.override_reason).text(row.type).number(row.type_known).text(row.stopper);
  insert.number(row.stopper_known);
  maybe(row.stopper_since, row.stopper_since_state);
  insert.number(row.stopper_by);
  maybe(row.estimate, row.estimate_state);
  insert.text(row.estimate_invalid).text(row.agreement).number(row.spent).number(row.created);
  maybe(row.deadline, row.deadline_state);
  maybe(row.closed, row.closed_state);
  insert.number(row.last_update).text(row.last_speaker);
  maybe(row.work_since, row.work_since_state);
  maybe(row.done, row.done_state);
  insert.number(row.stopped_before).number(row.cycle).number(row.comments).number(row.awaiting_check);
  insert.number(row.history_read).text(row.tags).number(row.revision);
}

CardRow to_row(const Card& card) {
  CardRow row;
  row.ticket = card.ticket.value();
  row.group = card.group.value();
  row.stage = card.stage.value();
  row.role = to_string(card.role);
  row.status = static_cast<int>(card.status);
  row.title = card.title;
  row.xml_id = card.xml_id;
  row.assignee = card.assignee.value();
  row.creator = card.creator.value();
  row.company = card.company.value();
  row.important = card.important;
  row.task_control = card.task_control;
  row.card_class = to_string(card.card_class);
  row.class_reason = to_string(card.class_reason);
  row.override_reason = card.override_reason;
  row.type = card.type;
  row.type_known = card.type_known;
  row.stopper = card.stopper;
  row.stopper_known = card.stopper_known;
  put(card.stopper_since, row.stopper_since, row.stopper_since_state);
  row.stopper_by = card.stopper_by.value();
  row.estimate_state = card.estimate_minutes ? soci::i_ok : soci::i_null;
  row.estimate = card.estimate_minutes.value_or(0);
  row.estimate_invalid = card.estimate_invalid;
  row.agreement = to_string(card.agreement);
  row.spent = card.spent_minutes;
  row.created = to_ms(card.created_at);
  put(card.deadline, row.deadline, row.deadline_state);
  put(card.closed_at, row.closed, row.closed_state);
  row.last_update = to_ms(card.last_update_at);
  row.last_speaker = to_string(card.last_speaker);
  put(card.work_since, row.work_since, row.work_since_state);
  put(card.done_at, row.done, row.done_state);
  row.stopped_before = card.stopped_before_ms;
  row.cycle = card.cycle;
  row.comments = card.comments;
  row.awaiting_check = card.awaiting_check;
  row.history_read = card.history_read;
  row.tags = card.tags;
  row.revision = card.revision;
  return row;
}

Card from_row(const CardRow& row) {
  Card card;
  card.ticket = TicketId{row.ticket};
  card.group = GroupId{row.group};
  card.stage = StageId{row.stage};
  card.role = role_from(row.role).value_or(Role::kIntake);
  card.status = static_cast<TaskStatus>(row.status);
  card.title = row.title;
  card.xml_id = row.xml_id;
  card.assignee = UserId{row.assignee};
  card.creator = UserId{row.creator};
  card.company = CompanyId{row.company};
  card.important = row.important != 0;
  card.task_control = row.task_control != 0;
  card.card_class = class_from(row.card_class).value_or(CardClass::kService);
  card.class_reason = reason_from(row.class_reason);
  card.override_reason = row.override_reason;
  card.type = row.type;
  card.type_known = row.type_known != 0;
  card.stopper = row.stopper;
  card.stopper_known = row.stopper_known != 0;
  card.stopper_since = instant(row.stopper_since, row.stopper_since_state);
  card.stopper_by = UserId{row.stopper_by};
  if (row.estimate_state == soci::i_ok) card.estimate_minutes = row.estimate;
  card.estimate_invalid = row.estimate_invalid;
  card.agreement = agreement_from(row.agreement);
  card.spent_minutes = row.spent;
  card.created_at = from_ms(row.created);
  card.deadline = instant(row.deadline, row.deadline_state);
  card.closed_at = instant(row.closed, row.closed_state);
  card.last_update_at = from_ms(row.last_update);
  card.last_speaker = speaker_from(row.last_speaker);
  card.work_since = instant(row.work_since, row.work_since_state);
  card.done_at = instant(row.done, row.done_state);
  card.stopped_before_ms = row.stopped_before;
  card.cycle = static_cast<int>(row.cycle);
  card.comments = row.comments;
  card.awaiting_check = row.awaiting_check != 0;
  card.history_read = row.history_read != 0;
  card.tags = row.tags;
  card.revision = row.revision;
  return card;
}

const char* const kJournalColumns =
    "fact_key, at_ms, tie_order, actor, source, fact, from_value, to_value, note";

void append(storage::BulkInsert& insert, const JournalRow& row) {
  insert.text(row.key).number(to_ms(row.at)).number(row.order).number(row.actor.value());
  insert.text(to_string(row.source)).text(to_string(row.fact)).text(row.from).text(row.to).text(row.note);
}

JournalRow journal_row(const storage::BulkSelect& read, std::size_t first) {
  JournalRow row;
  row.key = read.text(first);
  row.at = from_ms(read.number(first + 1));
  row.order = read.number(first + 2);
  row.actor = UserId{read.number(first + 3)};
  row.source = source_from(read.text(first + 4)).value_or(Source::kPerson);
  row.fact = fact_from(read.text(first + 5)).value_or(Fact::kOther);
  row.from = read.text(first + 6);
  row.to = read.text(first + 7);
  row.note = read.text(first + 8);
  return row;
}

}  // namespace sd::kanban::sql
