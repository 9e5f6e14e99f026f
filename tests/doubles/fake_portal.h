// Portal in memory: tickets with their history as a portal keeps it (stage titles, not ids), the portal's own
// rules of status, and people who act in it. For tests of use cases; one portal, one thread.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kanban/portal.h"

namespace sd::test {

class FakePortal final : public kanban::Portal {
 public:
  ~FakePortal() override;  // elsewhere, so that the class is compiled once

  using Actor = kanban::Actor;
  using Field = kanban::HistoryField;
  using StatusStep = kanban::StatusStep;
  using TaskStatus = kanban::TaskStatus;
  using Ticket = kanban::Ticket;
  using TicketRead = kanban::TicketRead;

  static constexpr std::int64_t kAdmin = 1;  // whose token background work uses

  // --- what happens in the portal ---
  TimePoint clock = from_ms(1'767'603'600'000);  // 2026-01-05 09:00 UTC
  void advance(Millis by) { clock += by; }

  void add_user(std::int64_t id, const std::string& name, bool external = false) {
    users_[UserId{id}] = {UserId{id}, name, {}, true, external};
  }
  void hide_user(std::int64_t id) { users_.erase(UserId{id}); }
  void add_company(std::int64_t id, const std::string& name) { companies_[CompanyId{id}] = name; }
  void put_stages(std::int64_t group, std::vector<kanban::PortalStage> stages) {
    stages_[GroupId{group}] = std::move(stages);
  }

  // Creates a ticket; `fill` may set anything before it is there.
  TicketId create(std::int64_t user, std::int64_t group, const std::function<void(Ticket&)>& fill = {}) {
    Ticket ticket;
    ticket.id = TicketId{next_ticket_++};
    ticket.group = GroupId{group};
    ticket.title = "Заявка";
    ticket.creator = UserId{user};
    ticket.creator_name = "name " + std::to_string(user);
    ticket.assignee = UserId{user};
    ticket.created_at = ticket.changed_at = clock;
    if (fill) fill(ticket);
    const TicketId id = ticket.id;
    tickets_[id] = {id, std::move(ticket), {}};
    log(id, UserId{user}, Field::kCreated, "", "");
    return id;
  }
  void remove(TicketId id) { tickets_.erase(id); }
  // From now on the task is shown in a form that cannot be read; `how`: as it was again, when absent.
  void spoil(TicketId id, std::optional<Error> how) { tickets_.at(id).error = std::move(how); }
  Ticket& ticket(TicketId id) { return *tickets_.at(id).ticket; }
  std::vector<kanban::HistoryRow>& history(TicketId id) { return tickets_.at(id).history; }

  void comment(std::int64_t user, TicketId id) {
    ++ticket(id).comments;
    log(id, UserId{user}, Field::kComment, "", "1");
  }
  void regroup(std::int64_t user, TicketId id, std::int64_t group) {
    const std::string from = std::to_string(ticket(id).group.value());
    ticket(id).group = GroupId{group};
    ticket(id).stage = StageId{0};
    log(id, UserId{user}, Field::kGroup, from, std::to_string(group));
  }
  Status move_as(std::int64_t user, TicketId id, std::int64_t stage) {
    Ticket& moved = ticket(id);
    const kanban::PortalStage* to = stage_of(moved.group, StageId{stage});
    if (!to) return refused("Stage not found");
    const kanban::PortalStage* from = stage_of(moved.group, moved.stage);
    moved.stage = to->id;
    log(id, UserId{user}, Field::kStage, from ? from->title : "", to->title);
    return Done{};
  }
  Status step_as(std::int64_t user, TicketId id, StatusStep step) {
    const std::optional<TaskStatus> to = after(ticket(id), UserId{user}, step);
    if (!to) return refused("Action on the task is not allowed");
    set_status(user, id, *to);
    return Done{};
  }
  void set_status(std::int64_t user, TicketId id, TaskStatus to) {
    Ticket& changed = ticket(id);
    const std::string from = number(changed.status);
    changed.status = to;
    changed.closed_at.reset();
    if (to == TaskStatus::kCompleted) changed.closed_at = clock;
    log(id, UserId{user}, Field::kStatus, from, number(to));
  }
  void write_as(std::int64_t user, TicketId id, const FieldWrite& fields) {
    const UserId by{user};
    Ticket& changed = ticket(id);
    if (fields.type) log(id, by, Field::kType, std::exchange(changed.type, *fields.type), *fields.type);
    if (fields.stopper)
      log(id, by, Field::kStopper, std::exchange(changed.stopper, *fields.stopper), *fields.stopper);
    if (fields.estimate) {
      log(id, by, Field::kEstimate, std::exchange(changed.estimate, *fields.estimate), *fields.estimate);
    }
    if (fields.important) {
      const bool was = std::exchange(changed.important, *fields.important);
      log(id, by, Field::kImportance, was ? "2" : "1", *fields.important ? "2" : "1");
    }
    if (fields.assignee) {
      const UserId was = std::exchange(changed.assignee, *fields.assignee);
      log(id, by, Field::kAssignee, std::to_string(was.value()), std::to_string(fields.assignee->value()));
    }
    if (fields.deadline) {
      changed.deadline = *fields.deadline;
      log(id, by, Field::kDeadline, "", *fields.deadline ? std::to_string(to_ms(**fields.deadline)) : "");
    }
    if (fields.title) log(id, by, Field::kTitle, std::exchange(changed.title, *fields.title), *fields.title);
  }

  // --- what a test may ask or order ---
  std::map<std::string, int> calls;
  std::vector<Actor> writers;               // of moves, steps and field writes, in order
  std::function<void()> before_answer;      // runs after a read has been taken, before it is handed out
  std::function<void()> before_side_write;  // runs before the next write_sides() is done
  std::string lost_answer;                  // "step": the next one is done, its answer does not arrive
  void fail(const std::string& call, Error error, int count = 1) {
    failures_[call] = {std::move(error), count};
  }

  // --- Portal ---
  Result<std::vector<TicketRead>> read(const Actor&, std::span<const TicketId> ids) override {
    if (const auto error = failing("read")) return *error;
    std::vector<TicketRead> reads;
    for (const TicketId id : ids) reads.push_back(look(id));
    if (before_answer) std::exchange(before_answer, nullptr)();
    return reads;
  }
  Result<kanban::TicketPage> list_ids(const Actor&, GroupId group, TicketId after) override {
    return page("list_ids", group, after, TimePoint::min());
  }
  Result<kanban::StampPage> stamps(const Actor&, std::span<const GroupId> groups,
                                   std::optional<TimePoint> since, TicketId after) override {
    if (const auto error = failing("stamps")) return *error;
    kanban::StampPage answer;
    answer.last = true;
    for (auto it = tickets_.upper_bound(after); it != tickets_.end(); ++it) {
      const Ticket& ticket = *it->second.ticket;
      const TimePoint changed = std::chrono::floor<std::chrono::seconds>(ticket.changed_at);
      if (std::find(groups.begin(), groups.end(), ticket.group) == groups.end()) continue;
      if (since && changed < *since) continue;
      if (answer.rows.size() == page_size) {
        answer.last = false;
        break;
      }
      if (it->second.error) {
        answer.rows.push_back({it->first, {}, {}, {}, false});
      } else {
        answer.rows.push_back({it->first, ticket.group, ticket.stage, changed});
      }
    }
    return answer;
  }
  Result<kanban::TicketRows> list_rows(const Actor&, GroupId group, kanban::TicketShare share, TicketId after,
                                       std::int64_t expected) override {
    if (const auto error = failing("list_rows")) return *error;
    kanban::TicketRows rows;
    std::int64_t total = 0;
    const std::size_t limit = expected == 0 ? 50 : page_size;
    rows.last = true;
    for (const auto& [id, kept] : tickets_) {
      const bool closed = kept.ticket->status == TaskStatus::kCompleted;
      if (kept.ticket->group != group || (share == kanban::TicketShare::kOpen && closed)) continue;
      ++total;
      if (id <= after) continue;
      if (rows.tickets.size() == limit) {
        rows.last = false;
      } else {
        rows.tickets.push_back(*kept.ticket);
      }
    }
    if (expected == 0) rows.total = total;
    if (before_answer) std::exchange(before_answer, nullptr)();
    return rows;
  }
  Result<kanban::UserPage> list_users(const Actor&, UserId after, std::int64_t) override {
    if (const auto error = failing("list_users")) return *error;
    kanban::UserPage page;
    page.last = true;
    for (const auto& [id, user] : users_) {
      if (id > after) page.users.push_back(user);
    }
    page.total = static_cast<std::int64_t>(users_.size());
    return page;
  }
  Result<std::vector<UserId>> background_people(PortalId) override { return std::vector{UserId{kAdmin}}; }
  std::int64_t requests(PortalId) override {
    std::int64_t sum = 0;
    for (const auto& [call, count] : calls) sum += count;
    return sum;
  }
  Result<std::vector<kanban::PortalStage>> stages(const Actor&, GroupId group) override {
    if (const auto error = failing("stages")) return *error;
    return stages_[group];
  }
  Result<StageId> add_stage(const Actor&, GroupId group, const std::string& title, const std::string& color,
                            StageId after_stage) override {
    std::vector<kanban::PortalStage>& all = stages_[group];
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.id == after_stage; });
    const StageId id{next_stage_++};
    all.insert(place == all.end() ? all.begin() : place + 1, {id, title, color, 0});
    renumber(all);
    return id;
  }
  Status update_stage(const Actor&, StageId stage, const std::string& title, const std::string& color,
                      std::optional<StageId> after_stage) override {
    if (const auto error = failing("update_stage")) return *error;
    for (auto& [group, all] : stages_) {
      const auto is = [](StageId id) { return [id](const auto& known) { return known.id == id; }; };
      const auto found = std::find_if(all.begin(), all.end(), is(stage));
      if (found == all.end()) continue;
      if (!title.empty()) found->title = title;
      if (!color.empty()) found->color = color;
      if (after_stage) {
        const kanban::PortalStage moved = *found;
        all.erase(found);
        const auto left = std::find_if(all.begin(), all.end(), is(*after_stage));
        all.insert(left == all.end() ? all.begin() : left + 1, moved);
        renumber(all);
      }
      return Done{};
    }
    return refused("NOT_FOUND");
  }
  Status delete_stage(const Actor&, StageId stage) override {
    for (auto& [group, all] : stages_) {
      std::erase_if(all, [&](const auto& known) { return known.id == stage; });
    }
    for (auto& [id, kept] : tickets_) {
      if (kept.ticket->stage == stage) kept.ticket->stage = StageId{0};
    }
    return Done{};
  }
  Result<TicketRead> move(const Actor& actor, TicketId id, StageId to) override {
    return written("move", actor, id, [&] { return move_as(person(actor), id, to.value()); });
  }
  Result<TicketRead> move_beside(const Actor& actor, TicketId id, StageId to, const Beside& beside) override {
    besides.push_back(beside);
    return move(actor, id, to);
  }
  std::vector<Beside> besides;  // as move_beside() was asked
  Result<TicketRead> step(const Actor& actor, TicketId id, StatusStep step) override {
    return written("step", actor, id, [&] { return step_as(person(actor), id, step); });
  }
  std::vector<Result<TicketRead>> write_sides(const Actor& actor,
                                              std::span<const SideWrite> writes) override {
    if (before_side_write) std::exchange(before_side_write, nullptr)();
    std::vector<Result<TicketRead>> answers;
    for (const SideWrite& write : writes) {
      const auto* to = std::get_if<StageId>(&write.what);
      answers.push_back(to ? move(actor, write.ticket, *to)
                           : step(actor, write.ticket, std::get<StatusStep>(write.what)));
    }
    return answers;
  }
  Result<TicketRead> write(const Actor& actor, TicketId id, const FieldWrite& fields) override {
    return written("write", actor, id, [&] {
      write_as(person(actor), id, fields);
      return Status(Done{});
    });
  }
  Result<std::vector<kanban::PortalUser>> users(const Actor&, std::span<const UserId> ids) override {
    if (const auto error = failing("users")) return *error;
    std::vector<kanban::PortalUser> known;
    for (const UserId id : ids) {
      if (users_.contains(id)) known.push_back(users_[id]);
    }
    return known;
  }
  Result<std::vector<std::pair<CompanyId, std::string>>> companies(const Actor&,
                                                                   std::span<const CompanyId> ids) override {
    if (const auto error = failing("companies")) return *error;
    std::vector<std::pair<CompanyId, std::string>> known;
    for (const CompanyId id : ids) {
      if (companies_.contains(id)) known.emplace_back(id, companies_[id]);
    }
    return known;
  }
  Result<std::vector<kanban::PortalGroup>> groups(const Actor&) override {
    std::vector<kanban::PortalGroup> all;
    for (const auto& [id, stages] : stages_) all.push_back({id, "Группа", false});
    return all;
  }
  Result<std::vector<kanban::GroupMember>> members(const Actor&, GroupId) override {
    return std::vector<kanban::GroupMember>{};
  }
  TimePoint now(PortalId) override { return clock; }

  std::size_t page_size = 2500;

 private:
  static std::string number(TaskStatus status) { return std::to_string(static_cast<int>(status)); }
  static Error refused(const char* words) { return {ErrorKind::kPermissionDenied, "portal.refused", words}; }
  static std::int64_t person(const Actor& actor) {
    return actor.person.value() == 0 ? kAdmin : actor.person.value();
  }

  static std::optional<TaskStatus> after(const Ticket& ticket, UserId user, StatusStep step) {
    const TaskStatus now = ticket.status;
    const bool open =
        now == TaskStatus::kPending || now == TaskStatus::kInProgress || now == TaskStatus::kDeferred;
    const bool checked = now == TaskStatus::kAwaitingCheck;
    switch (step) {
      case StatusStep::kStart:
        return now == TaskStatus::kPending ? std::optional(TaskStatus::kInProgress) : std::nullopt;
      case StatusStep::kPause:
        return now == TaskStatus::kInProgress ? std::optional(TaskStatus::kPending) : std::nullopt;
      case StatusStep::kComplete:
        if (!open) return std::nullopt;
        return ticket.task_control && user != ticket.creator ? TaskStatus::kAwaitingCheck
                                                             : TaskStatus::kCompleted;
      case StatusStep::kRenew:
        return open && now != TaskStatus::kDeferred ? std::nullopt : std::optional(TaskStatus::kPending);
      case StatusStep::kApprove: return checked ? std::optional(TaskStatus::kCompleted) : std::nullopt;
      case StatusStep::kDisapprove: return checked ? std::optional(TaskStatus::kPending) : std::nullopt;
    }
    return std::nullopt;
  }

  // 0 is the first stage.
  const kanban::PortalStage* stage_of(GroupId group, StageId id) {
    const std::vector<kanban::PortalStage>& all = stages_[group];
    if (id == StageId{0}) return all.empty() ? nullptr : &all.front();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& stage) { return stage.id == id; });
    return found == all.end() ? nullptr : &*found;
  }
  static void renumber(std::vector<kanban::PortalStage>& stages) {
    int sort = 0;
    for (kanban::PortalStage& stage : stages) stage.sort = sort += 100;
  }
  void log(TicketId id, UserId user, Field field, const std::string& from, const std::string& to) {
    ticket(id).changed_at = clock;
    history(id).push_back({next_row_++, clock, user, field, "FIELD", from, to});
  }
  TicketRead look(TicketId id) const {
    const auto found = tickets_.find(id);
    if (found == tickets_.end()) return TicketRead{id, std::nullopt, {}};
    if (found->second.error) return TicketRead{id, std::nullopt, {}, found->second.error};
    return found->second;
  }
  std::optional<Error> failing(const std::string& call) {
    ++calls[call];
    const auto found = failures_.find(call);
    if (found == failures_.end() || found->second.second-- <= 0) return std::nullopt;
    return found->second.first;
  }
  template <class Act>
  Result<TicketRead> written(const char* call, const Actor& actor, TicketId id, Act act) {
    if (const auto error = failing(call)) return *error;
    if (!tickets_.contains(id)) return refused("Task not found");
    writers.push_back(actor);
    const Status done = act();
    if (!done) return done.error();
    if (call == std::exchange(lost_answer, {})) return Error{ErrorKind::kUnavailable, "portal.lost", {}};
    return look(id);
  }
  Result<kanban::TicketPage> page(const char* call, GroupId group, TicketId after_id, TimePoint since) {
    if (const auto error = failing(call)) return *error;
    kanban::TicketPage answer;
    answer.last = true;
    for (auto it = tickets_.upper_bound(after_id); it != tickets_.end(); ++it) {
      if (it->second.ticket->group != group || it->second.ticket->changed_at < since) continue;
      if (answer.ids.size() == page_size) {
        answer.last = false;
        break;
      }
      answer.ids.push_back(it->first);
    }
    return answer;
  }

  std::map<TicketId, TicketRead> tickets_;
  std::map<GroupId, std::vector<kanban::PortalStage>> stages_;
  std::map<UserId, kanban::PortalUser> users_;
  std::map<CompanyId, std::string> companies_;
  std::map<std::string, std::pair<Error, int>> failures_;
  std::int64_t next_ticket_ = 1001;
  std::int64_t next_stage_ = 901;
  std::int64_t next_row_ = 1;
};

}  // namespace sd::test
