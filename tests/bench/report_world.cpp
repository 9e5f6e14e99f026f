#include "tests/bench/report_world.h"

#include <chrono>

#include "kanban/group_contexts.h"
#include "kanban/rebuild_flow.h"
#include "kanban/rules/project.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_settings_store.h"
#include "tests/bench/dice.h"

namespace sd::bench {
namespace {

using kanban::Fact;
using kanban::JournalRow;
using kanban::Role;

constexpr std::size_t kBatch = 1'000;

std::int64_t stage_of(std::int64_t group, Role role) { return group * 10 + static_cast<int>(role); }

// One ticket's life, row by row.
class Life {
 public:
  Life(Dice& dice, std::int64_t group, TimePoint created, TimePoint end)
      : dice_(dice), group_(group), at_(created), end_(end) {
    add(Fact::kCreated, std::to_string(stage_of(group, Role::kIntake)));
  }

  std::vector<JournalRow> lived(std::int64_t wanted) && {
    add(Fact::kType, kTypes[static_cast<std::size_t>(dice_.below(4))]);
    if (dice_.in_a_hundred(15)) add(Fact::kImportance, "1");
    if (dice_.in_a_hundred(25)) add(Fact::kEstimate, std::to_string(dice_.below(16) + 1));
    move(Role::kTriage, kHour);
    move(Role::kQueue, 4 * kHour);
    const std::int64_t length = a_length();
    move(Role::kWork, length / 2);
    add(Fact::kStatus, "3");
    if (dice_.in_a_hundred(30)) {
      add(Fact::kStopper, kStoppers[static_cast<std::size_t>(dice_.below(4))]);
      pass(length / 2);
      add(Fact::kStopper, "");
    }
    if (dice_.in_a_hundred(50)) move(Role::kVerify, length / 4);
    move(Role::kDone, length / 2);
    add(Fact::kStatus, "5");
    if (dice_.in_a_hundred(4)) {
      move(Role::kQueue, 2 * kDay);
      move(Role::kWork, kDay);
      move(Role::kDone, kDay);
    }
    while (static_cast<std::int64_t>(rows_.size()) < wanted && at_ < end_) {
      pass(kHour);
      add(Fact::kComment, "");
    }
    return std::move(rows_);
  }

 private:
  static constexpr const char* kTypes[] = {"Отдел разработки", "Первая линия", "Аналитика", "Инфраструктура"};
  static constexpr const char* kStoppers[] = {"Ждём клиента", "Ждём поставщика", "Ждём доступ",
                                              "Ждём решения"};

  // Mostly days, seldom months, now and then more than a year.
  std::int64_t a_length() {
    const std::int64_t kind = dice_.below(100);
    return dice_.below(kind < 60 ? 3 * kDay : kind < 90 ? 20 * kDay : kind < 99 ? 90 * kDay : 500 * kDay);
  }
  void pass(std::int64_t longest) { at_ += Millis{(1 + dice_.below(longest / kMinute + 1)) * kMinute}; }
  void move(Role role, std::int64_t longest) {
    pass(longest);
    add(Fact::kStage, std::to_string(stage_of(group_, role)));
  }
  void add(Fact fact, std::string to) {
    if (at_ >= end_) return;
    const auto id = static_cast<std::int64_t>(rows_.size()) + 1;
    rows_.push_back({"h" + std::to_string(id), at_, id, UserId{dice_.below(200) + 1}, kanban::Source::kPerson,
                     fact, "", std::move(to), ""});
  }

  Dice& dice_;
  std::int64_t group_;
  TimePoint at_, end_;
  std::vector<JournalRow> rows_;
};

void bind_groups(kanban::CardStore& cards, const WorldSize& size) {
  constexpr Role kRoles[] = {Role::kIntake, Role::kTriage, Role::kQueue,
                             Role::kWork,   Role::kVerify, Role::kDone};
  for (const GroupId group : groups_of(size)) {
    kanban::BoundGroup bound;
    bound.group = group;
    bound.name = "Group " + std::to_string(group.value());
    must(cards.bind(kWorldPortal, bound));
    std::vector<kanban::Stage> stages;
    for (const Role role : kRoles) {
      const std::int64_t id = stage_of(group.value(), role);
      stages.push_back(
          {StageId{id}, group, std::string(kanban::to_string(role)), "", static_cast<int>(id), role});
    }
    must(cards.put_stages(kWorldPortal, group, stages, from_ms(0)));
  }
}

// What the portal would say of a ticket with such a journal.
kanban::Ticket ticket_of(std::int64_t id, GroupId group, const std::vector<JournalRow>& rows) {
  kanban::Ticket ticket;
  ticket.id = TicketId{id};
  ticket.group = group;
  ticket.title = "Не печатает принтер в бухгалтерии, этаж " + std::to_string(id);
  ticket.created_at = rows.front().at;
  ticket.changed_at = rows.back().at;
  for (const JournalRow& row : rows) {
    if (row.fact == Fact::kImportance) ticket.important = row.to == "1";
    if (row.fact == Fact::kEstimate) ticket.estimate = row.to;
    if (row.fact == Fact::kType) ticket.type = row.to;
    if (row.fact == Fact::kStopper) ticket.stopper = row.to;
  }
  return ticket;
}

}  // namespace

std::chrono::sys_days begin_of(const WorldSize& size) {
  return kWorldEnd - std::chrono::days{365 * size.years};
}

std::vector<GroupId> groups_of(const WorldSize& size) {
  std::vector<GroupId> groups;
  for (std::int64_t i = 0; i < size.groups; ++i) groups.emplace_back(70 + i);
  return groups;
}

double make_world(storage::Database& database, const WorldSize& size) {
  kanban::sql::SociCardStore cards(database);
  kanban::sql::SociSettingsStore settings(database);
  bind_groups(cards, size);
  const kanban::GroupContexts contexts = must(kanban::GroupContexts::load(cards, settings, kWorldPortal));
  kanban::sql::SociFlowRebuild rebuilds(database);
  must(kanban::RebuildFlow(cards, settings, rebuilds)
           .run(kWorldPortal, from_ms(0), [](const kanban::FlowPoint&) { return true; }));

  Dice dice;
  const kanban::Clients nobody;
  const TimePoint begin{begin_of(size)}, end{kWorldEnd};
  const std::int64_t minutes = (end - begin).count() / kMinute;
  std::vector<kanban::CardChange> changes;
  std::chrono::steady_clock::duration storing{};
  const auto flush = [&] {
    const auto started = std::chrono::steady_clock::now();
    must(cards.store(kWorldPortal, changes, {}));
    storing += std::chrono::steady_clock::now() - started;
    changes.clear();
  };
  for (std::int64_t id = 1; id <= size.tasks; ++id) {
    const GroupId group{70 + dice.below(size.groups)};
    const TimePoint created = begin + Millis{minutes * (id - 1) / size.tasks * kMinute};
    const kanban::GroupView view = contexts.find(group)->view(nobody);
    kanban::CardChange& change = changes.emplace_back();
    change.new_rows = Life(dice, group.value(), created, end).lived(size.rows_a_task);
    kanban::Ticket ticket = ticket_of(id, group, change.new_rows);
    ticket.assignee = UserId{dice.below(size.employees) + 1};
    ticket.creator = UserId{dice.below(size.employees) + 1};
    if (!dice.in_a_hundred(10)) ticket.companies = {CompanyId{dice.below(size.companies) + 1}};
    change.card = kanban::project(ticket, change.new_rows, view);
    change.card_changed = true;
    change.changed_at = ticket.changed_at;
    change.flow = kanban::ticket_flow(change.new_rows, view);
    change.flow_basis = contexts.find(group)->flow_basis;
    if (changes.size() == kBatch) flush();
  }
  if (!changes.empty()) flush();
  return std::chrono::duration<double>(storing).count();
}

}  // namespace sd::bench
