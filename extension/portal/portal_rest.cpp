#include "extension/portal/portal_rest.h"

#include <charconv>

#include "extension/core/iso_time.h"
#include "extension/portal/crm.h"
#include "extension/portal/groups.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/stages.h"
#include "extension/portal/tasks.h"
#include "extension/portal/ticket_reading.h"
#include "extension/portal/users.h"

namespace sd::portal {
namespace {

using kanban::StatusStep;
using kanban::TaskStatus;
using kanban::Ticket;

const char* method_of(StatusStep step) {
  switch (step) {
    case StatusStep::kStart: return "tasks.task.start";
    case StatusStep::kPause: return "tasks.task.pause";
    case StatusStep::kComplete: return "tasks.task.complete";
    case StatusStep::kRenew: return "tasks.task.renew";
    case StatusStep::kApprove: return "tasks.task.approve";
    case StatusStep::kDisapprove: return "tasks.task.disapprove";
  }
  return "";
}

// Whether the task stands where the step leads. Completion may wait for the creator's approval.
bool shows(StatusStep step, const Ticket& ticket) {
  switch (step) {
    case StatusStep::kStart: return ticket.status == TaskStatus::kInProgress;
    case StatusStep::kPause:
    case StatusStep::kRenew:
    case StatusStep::kDisapprove: return ticket.status == TaskStatus::kPending;
    case StatusStep::kComplete:
      return ticket.status == TaskStatus::kCompleted || ticket.status == TaskStatus::kAwaitingCheck;
    case StatusStep::kApprove: return ticket.status == TaskStatus::kCompleted;
  }
  return false;
}

TicketWrite move_of(TicketId ticket, StageId to) {
  return {ticket,
          "task.stages.movetask",
          {{"id", ticket.value()}, {"stageId", to.value()}},
          [to](const Ticket& read) { return read.stage == to; }};
}

TicketWrite step_of(TicketId ticket, StatusStep step) {
  return {ticket, method_of(step), {{"taskId", ticket.value()}}, [step](const Ticket& read) {
            return shows(step, read);
          }};
}

// "1.5" and "1.50" are one number.
bool same_number(const std::string& left, const std::string& right) {
  const auto number = [](const std::string& text) {
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
  };
  return left == right || (number(left) && number(left) == number(right));
}

}  // namespace

Result<std::vector<kanban::TicketRead>> PortalRest::read(const Actor& actor, std::span<const TicketId> ids) {
  return read_tickets(caller_, actor, ids, fields_);
}

Result<kanban::TicketPage> PortalRest::list_ids(const Actor& actor, GroupId group, TicketId after) {
  return list_ticket_ids(caller_, actor, {{"GROUP_ID", group.value()}}, after);
}

Result<kanban::StampPage> PortalRest::stamps(const Actor& actor, std::span<const GroupId> groups,
                                             std::optional<TimePoint> since, TicketId after) {
  json::array wanted;
  for (const GroupId group : groups) wanted.push_back(group.value());
  json::object filter{{"GROUP_ID", wanted}};
  if (since) filter[">=CHANGED_DATE"] = format_iso_time(*since);
  return list_stamps(caller_, actor, filter, after);
}

Result<kanban::TicketRows> PortalRest::list_rows(const Actor& actor, GroupId group, kanban::TicketShare share,
                                                 TicketId after, std::int64_t expected) {
  return list_ticket_rows(caller_, actor, group_filter(group, share), after, expected, fields_);
}

Result<std::vector<kanban::PortalStage>> PortalRest::stages(const Actor& actor, GroupId group) {
  return list_stages(caller_, actor, group);
}

Result<StageId> PortalRest::add_stage(const Actor& actor, GroupId group, const std::string& title,
                                      const std::string& color, StageId after) {
  return portal::add_stage(caller_, actor, group, title, color, after);
}

Status PortalRest::update_stage(const Actor& actor, StageId stage, const std::string& title,
                                const std::string& color, std::optional<StageId> after) {
  return portal::update_stage(caller_, actor, stage, title, color, after);
}

Status PortalRest::delete_stage(const Actor& actor, StageId stage) {
  return portal::delete_stage(caller_, actor, stage);
}

Result<kanban::TicketRead> PortalRest::move(const Actor& actor, TicketId ticket, StageId to) {
  return write_ticket(caller_, actor, move_of(ticket, to), fields_);
}

Result<kanban::TicketRead> PortalRest::move_beside(const Actor& actor, TicketId ticket, StageId to,
                                                   const Beside& beside) {
  TicketWrite write = move_of(ticket, to);
  write.params[beside.before ? "before" : "after"] = beside.ticket.value();
  return write_ticket(caller_, actor, write, fields_);
}

Result<kanban::TicketRead> PortalRest::step(const Actor& actor, TicketId ticket, StatusStep step) {
  return write_ticket(caller_, actor, step_of(ticket, step), fields_);
}

std::vector<Result<kanban::TicketRead>> PortalRest::write_sides(const Actor& actor,
                                                                std::span<const SideWrite> writes) {
  std::vector<TicketWrite> wanted;
  for (const SideWrite& write : writes) {
    const auto* to = std::get_if<StageId>(&write.what);
    wanted.push_back(to ? move_of(write.ticket, *to)
                        : step_of(write.ticket, std::get<StatusStep>(write.what)));
  }
  return write_tickets(caller_, actor, wanted, fields_);
}

Result<kanban::TicketRead> PortalRest::write(const Actor& actor, TicketId ticket, const FieldWrite& fields) {
  json::object values;
  if (fields.type) values[fields_.type] = *fields.type;
  if (fields.stopper) values[fields_.stopper] = *fields.stopper;
  if (fields.estimate) values[fields_.estimate] = *fields.estimate;
  if (fields.important) values["PRIORITY"] = *fields.important ? 2 : 1;
  if (fields.assignee) values["RESPONSIBLE_ID"] = fields.assignee->value();
  if (fields.deadline) values["DEADLINE"] = *fields.deadline ? format_iso_time(**fields.deadline) : "";
  if (fields.title) values["TITLE"] = *fields.title;
  const auto done = [fields](const Ticket& read) {
    return (!fields.type || read.type == *fields.type) &&
           (!fields.stopper || read.stopper == *fields.stopper) &&
           (!fields.estimate || same_number(read.estimate, *fields.estimate)) &&
           (!fields.important || read.important == *fields.important) &&
           (!fields.assignee || read.assignee == *fields.assignee) &&
           (!fields.deadline || read.deadline == *fields.deadline) &&
           (!fields.title || read.title == *fields.title);
  };
  return write_ticket(caller_, actor,
                      {ticket, "tasks.task.update", {{"taskId", ticket.value()}, {"fields", values}}, done},
                      fields_);
}

Result<std::vector<kanban::PortalUser>> PortalRest::users(const Actor& actor, std::span<const UserId> ids) {
  return portal::list_users(caller_, actor, ids);
}

Result<std::vector<std::pair<CompanyId, std::string>>> PortalRest::companies(const Actor& actor,
                                                                             std::span<const CompanyId> ids) {
  return list_companies(caller_, actor, ids);
}

Result<std::vector<kanban::PortalGroup>> PortalRest::groups(const Actor& actor) {
  return list_groups(caller_, actor);
}

Result<std::vector<kanban::GroupMember>> PortalRest::members(const Actor& actor, GroupId group) {
  return list_members(caller_, actor, group);
}

Result<kanban::UserPage> PortalRest::list_users(const Actor& actor, UserId after, std::int64_t expected) {
  return list_all_users(caller_, actor, after, expected);
}

TimePoint PortalRest::now(PortalId portal) { return caller_.now(portal); }

Result<std::vector<UserId>> PortalRest::background_people(PortalId portal) {
  return caller_.background_people(portal);
}

std::int64_t PortalRest::requests(PortalId portal) { return caller_.requests(portal); }

}  // namespace sd::portal
