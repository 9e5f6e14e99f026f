#include "extension/portal_db/box_database.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <thread>

#include "extension/portal_db/ticket_page.h"
#include "extension/portal_db/values.h"

namespace sd::portal_db {
namespace {

using kanban::AsideRow;

constexpr int kAttempts = 6;

// Accounts of programs: the portal does not list them among its people.
constexpr const char* kNoPeople =
    "('bot', 'imconnector', 'replica', 'rest_system', 'controller', 'sale', 'saleanonymous', 'shop',"
    " 'document_editor', 'calendar_sharing')";

constexpr const char* kMembers =
    " FROM b_sonet_user2group m JOIN b_user u ON u.ID = m.USER_ID AND u.ACTIVE = 'Y' WHERE m.GROUP_ID = ?"
    " AND m.ROLE IN ('A', 'E', 'K')";

std::string user_query(const std::string& condition) {
  return "SELECT u.ID, u.ACTIVE, u.NAME, u.LAST_NAME, u.EMAIL, u.EXTERNAL_AUTH_ID, d.UF_DEPARTMENT FROM "
         "b_user u"
         " LEFT JOIN b_uts_user d ON d.VALUE_ID = u.ID WHERE " +
         condition;
}

// Text that is shown only: what is not UTF-8 is left out of it.
std::string shown(std::string text) { return is_utf8(text) ? text : std::string(); }

kanban::PortalUser user_of(const Row& row) {
  kanban::PortalUser user;
  user.id = UserId{row.integer(1)};
  user.active = row.text(2) == "Y";
  user.name = shown(row.text(3));
  const std::string last = shown(row.text(4));
  if (!user.name.empty() && !last.empty()) user.name += ' ';
  user.name += last;
  if (user.name.empty()) user.name = shown(row.text(5));
  // An employee has a department; who came by mail has none either.
  const auto departments = php_list(row.text(7));
  user.external =
      row.text(6) == "email" ||
      !(departments && std::any_of(departments->begin(), departments->end(),
                                   [](const std::string& id) { return !id.empty() && id != "0"; }));
  return user;
}

}  // namespace

BoxDatabase::BoxDatabase(const BoxOptions& options, kanban::ImportAside& aside, const Clock& clock,
                         ServerZone zone, const Schema& schema, std::unique_ptr<Connection> others,
                         std::unique_ptr<Connection> tickets)
    : portal_(options.portal),
      pause_(options.repeat_pause),
      aside_(aside),
      clock_(clock),
      names_(options.names),
      zone_(zone),
      tickets_zone_(std::move(zone)),
      ticket_query_(ticket_query(schema, options.names)),
      others_(std::move(others)),
      tickets_(std::move(tickets)) {}

Result<std::unique_ptr<BoxDatabase>> BoxDatabase::open(const BoxOptions& options, kanban::ImportAside& aside,
                                                       const Clock& clock) {
  auto others = Connection::open(options.address, options.password, options.tls_ca_file);
  if (!others) return others.error();
  const auto schema = check_schema(**others, options.names);
  if (!schema) return schema.error();
  auto zone = ServerZone::named(options.zone.empty() ? schema->server_zone : options.zone);
  if (!zone && options.zone.empty()) {
    return Error{ErrorKind::kInvalidArgument, "portal_db.zone",
                 "the database server calls its zone \"" + schema->server_zone + "\"; name one with --zone"};
  }
  if (!zone) return zone.error();
  auto tickets = Connection::open(options.address, options.password, options.tls_ca_file);
  if (!tickets) return tickets.error();
  std::unique_ptr<BoxDatabase> box(new BoxDatabase(options, aside, clock, std::move(zone).value(), *schema,
                                                   std::move(others).value(), std::move(tickets).value()));
  if (const Status fits = box->check_zone(); !fits) return fits.error();
  return box;
}

template <class Body>
auto BoxDatabase::repeated(Connection& connection, Body&& body) -> decltype(body()) {
  for (int attempt = 1;; ++attempt) {
    auto result = body();
    if (result || result.error().kind != ErrorKind::kUnavailable || attempt >= kAttempts) return result;
    std::this_thread::sleep_for(pause_ * (1 << (attempt - 1)));
    // A server that is not back yet is asked again with the next attempt, which fails at once.
    if (const Status opened = connection.reopen();
        !opened && opened.error().kind != ErrorKind::kUnavailable) {
      return opened.error();
    }
  }
}

Result<std::int64_t> BoxDatabase::number(const std::string& query,
                                         std::initializer_list<std::int64_t> values) {
  return repeated(*others_, [&]() -> Result<std::int64_t> {
    std::int64_t value = 0;
    const Status read = others_->select(query, values, [&](const Row& row) { value = row.integer(1); });
    if (!read) return read.error();
    return value;
  });
}

// The history of a deadline holds instants, the task's column the same ones as the server's zone shows them:
// what most of the latest agree on is the zone's offset.
Status BoxDatabase::check_zone() {
  std::map<std::int64_t, int> offsets;  // minutes by which the zone is off
  int seen = 0;
  const Status read = others_->select(
      "SELECT l.TO_VALUE, t.DEADLINE FROM b_tasks_log l JOIN b_tasks t ON t.ID = l.TASK_ID"
      " WHERE l.FIELD = 'DEADLINE' AND t.DEADLINE IS NOT NULL AND"
      " l.ID > (SELECT COALESCE(MAX(ID), 0) FROM b_tasks_log) - ? ORDER BY l.ID DESC LIMIT 200",
      {std::int64_t{200'000}}, [&](const Row& row) {
        const std::string text = row.text(1);
        std::int64_t seconds = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
        DateFault wrong = DateFault::kNone;
        const auto at = zone_.instant(row.text(2), wrong);
        if (fault != std::errc{} || end != text.data() + text.size() || seconds < 1'000'000'000 || !at)
          return;
        ++seen;
        ++offsets[(to_ms(*at) / 1'000 - seconds) / 60];
      });
  if (!read) return read;
  for (const auto& [minutes, count] : offsets) {
    if (minutes == 0 || count * 2 <= seen || count < 3) continue;
    return Error{
        ErrorKind::kInvalidArgument, "portal_db.zone",
        "deadlines in the database are " + std::to_string(minutes) + " minutes off in " + zone_.name()};
  }
  std::string newest;
  const Status asked =
      others_->select("SELECT CREATED_DATE FROM b_tasks_log ORDER BY ID DESC LIMIT 1",
                      std::initializer_list<std::int64_t>{}, [&](const Row& row) { newest = row.text(1); });
  if (!asked) return asked;
  DateFault fault = DateFault::kNone;
  const auto at = zone_.instant(newest, fault);
  if (at && *at > clock_.now() + std::chrono::minutes{10}) {
    return Error{ErrorKind::kInvalidArgument, "portal_db.zone",
                 "the newest change lies in the future in " + zone_.name()};
  }
  return Done{};
}

Status BoxDatabase::check_group(GroupId group, std::span<const kanban::Stage> known) {
  const auto there = number("SELECT COUNT(*) FROM b_sonet_group WHERE ID = ?", {group.value()});
  if (!there) return there.error();
  const std::string name = "group " + std::to_string(group.value());
  if (*there == 0) return Error{ErrorKind::kConflict, "portal_db.other_portal", name + " is not there"};
  const auto found = stages(kanban::background(portal_), group);
  if (!found) return found.error();
  for (const kanban::Stage& stage : known) {
    if (std::any_of(found->begin(), found->end(), [&](const auto& one) { return one.id == stage.id; }))
      continue;
    return Error{ErrorKind::kConflict, "portal_db.other_portal",
                 name + " has no stage " + std::to_string(stage.id.value())};
  }
  return Done{};
}

Result<std::vector<kanban::PortalStage>> BoxDatabase::stages(const Actor&, GroupId group) {
  return repeated(*others_, [&]() -> Result<std::vector<kanban::PortalStage>> {
    std::vector<kanban::PortalStage> stages;
    const Status read = others_->select(
        "SELECT ID, TITLE, COLOR, SORT FROM b_tasks_stages WHERE ENTITY_TYPE = 'G' AND ENTITY_ID = ?"
        " ORDER BY SORT, ID",
        {group.value()}, [&](const Row& row) {
          stages.push_back({StageId{row.integer(1)}, shown(row.text(2)), shown(row.text(3)),
                            static_cast<int>(std::clamp<std::int64_t>(row.integer(4), 0, 1'000'000'000))});
        });
    if (!read) return read.error();
    return stages;
  });
}

Result<std::vector<kanban::PortalUser>> BoxDatabase::users(const Actor&, std::span<const UserId> ids) {
  return repeated(*others_, [&]() -> Result<std::vector<kanban::PortalUser>> {
    const std::string query = user_query("u.ID = ?");
    std::vector<kanban::PortalUser> users;
    for (const UserId id : ids) {
      const Status read =
          others_->select(query, {id.value()}, [&](const Row& row) { users.push_back(user_of(row)); });
      if (!read) return read.error();
    }
    return users;
  });
}

Result<kanban::UserPage> BoxDatabase::list_users(const Actor&, UserId after, std::int64_t expected) {
  const std::string people =
      std::string("(u.EXTERNAL_AUTH_ID IS NULL OR u.EXTERNAL_AUTH_ID NOT IN ") + kNoPeople + ")";
  kanban::UserPage page;
  if (expected == 0) {
    const auto total =
        number("SELECT COUNT(*) FROM b_user u WHERE " + people + " AND u.ID > ?", {after.value()});
    if (!total) return total.error();
    page.total = *total;
  }
  const Status read = repeated(*others_, [&]() -> Status {
    page.users.clear();
    return others_->select(user_query(people + " AND u.ID > ? ORDER BY u.ID LIMIT ?"),
                           {after.value(), kUserPage},
                           [&](const Row& row) { page.users.push_back(user_of(row)); });
  });
  if (!read) return read.error();
  page.last = static_cast<std::int64_t>(page.users.size()) < kUserPage;
  return page;
}

Result<std::vector<std::pair<CompanyId, std::string>>> BoxDatabase::companies(
    const Actor&, std::span<const CompanyId> ids) {
  using Companies = std::vector<std::pair<CompanyId, std::string>>;
  return repeated(*others_, [&]() -> Result<Companies> {
    Companies companies;
    for (const CompanyId id : ids) {
      const Status read =
          others_->select("SELECT TITLE FROM b_crm_company WHERE ID = ?", {id.value()},
                          [&](const Row& row) { companies.emplace_back(id, shown(row.text(1))); });
      if (!read) return read.error();
    }
    return companies;
  });
}

Result<std::vector<kanban::PortalGroup>> BoxDatabase::groups(const Actor&) {
  return repeated(*others_, [&]() -> Result<std::vector<kanban::PortalGroup>> {
    std::vector<kanban::PortalGroup> groups;
    const Status read =
        others_->select("SELECT ID, NAME FROM b_sonet_group WHERE CLOSED <> 'Y' ORDER BY ID",
                        std::initializer_list<std::int64_t>{}, [&](const Row& row) {
                          groups.push_back({GroupId{row.integer(1)}, shown(row.text(2)), false});
                        });
    if (!read) return read.error();
    return groups;
  });
}

Result<std::vector<kanban::GroupMember>> BoxDatabase::members(const Actor&, GroupId group) {
  return repeated(*others_, [&]() -> Result<std::vector<kanban::GroupMember>> {
    std::vector<kanban::GroupMember> members;
    // Invited and banned ones are none, and the portal does not list who has left.
    const Status read =
        others_->select(std::string("SELECT m.USER_ID, m.ROLE") + kMembers + " ORDER BY m.USER_ID",
                        {group.value()}, [&](const Row& row) {
                          members.push_back({UserId{row.integer(1)}, row.text(2).front()});
                        });
    if (!read) return read.error();
    return members;
  });
}

Result<reports::LabourPage> BoxDatabase::list(PortalId, reports::LabourId after, std::int64_t expected) {
  reports::LabourPage page;
  if (expected == 0) {
    const auto total = number("SELECT COUNT(*) FROM b_tasks_elapsed_time WHERE ID > ?", {after.value()});
    if (!total) return total.error();
    page.total = *total;
  }
  std::vector<AsideRow> aside;
  std::int64_t seen = 0;
  const Status read = repeated(*others_, [&]() -> Status {
    page.records.clear();
    aside.clear();
    seen = 0;
    return others_->select(
        "SELECT ID, TASK_ID, USER_ID, IF(SECONDS > 0, SECONDS, MINUTES * 60), CREATED_DATE, DATE_START"
        " FROM b_tasks_elapsed_time WHERE ID > ? ORDER BY ID LIMIT ?",
        {after.value(), kLabourPage}, [&](const Row& row) {
          ++seen;
          reports::LabourRecord record;
          record.id = reports::LabourId{row.integer(1)};
          record.ticket = TicketId{row.integer(2)};
          record.user = UserId{row.integer(3)};
          record.seconds = row.integer(4);
          DateFault fault = DateFault::kNone;
          const auto worked = zone_.instant(row.text(5), fault);
          const auto made = zone_.instant(row.text(6), fault);
          if (!worked) {
            aside.push_back({"labour", record.id.value(), "CREATED_DATE is no date"});
            record.ticket = TicketId{0};  // of no ticket that is known: the page's end stays its last record
          }
          record.work_at = worked.value_or(TimePoint{});
          record.created_at = made.value_or(record.work_at);
          page.records.push_back(record);
        });
  });
  if (!read) return read.error();
  if (!aside.empty()) {
    if (const Status noted = aside_.put(portal_, aside); !noted) return noted.error();
  }
  page.last = seen < kLabourPage;
  return page;
}

Result<std::int64_t> BoxDatabase::count(GroupId group) {
  return number("SELECT COUNT(*) FROM b_tasks WHERE GROUP_ID = ? AND ZOMBIE = 'N'", {group.value()});
}

Result<kanban::ArchivePage> BoxDatabase::tickets(GroupId group, TicketId after, std::size_t limit) {
  std::vector<AsideRow> aside;
  auto page = repeated(*tickets_, [&] {
    aside.clear();
    return read_page(*tickets_, ticket_query_, tickets_zone_, names_, group, after, limit, aside);
  });
  if (!page) return page;
  if (!aside.empty()) {
    if (const Status noted = aside_.put(portal_, aside); !noted) return noted.error();
  }
  return page;
}

Result<kanban::ArchiveCounts> BoxDatabase::counts(std::span<const GroupId> groups) {
  constexpr const char* kOurs = " t.GROUP_ID = ? AND t.ZOMBIE = 'N'";
  kanban::ArchiveCounts all;
  all.groups = static_cast<std::int64_t>(groups.size());
  const auto add = [&](std::int64_t& sum, const std::string& query, GroupId group) -> Status {
    const auto found = number(query, {group.value()});
    if (!found) return found.error();
    sum += *found;
    return Done{};
  };
  for (const GroupId group : groups) {
    for (const auto& [sum, query] :
         {std::pair{
              &all.stages,
              std::string("SELECT COUNT(*) FROM b_tasks_stages WHERE ENTITY_TYPE = 'G' AND ENTITY_ID = ?")},
          std::pair{&all.tickets, std::string("SELECT COUNT(*) FROM b_tasks t WHERE") + kOurs},
          std::pair{&all.with_fields, std::string("SELECT COUNT(*) FROM b_tasks t JOIN b_uts_tasks_task u ON"
                                                  " u.VALUE_ID = t.ID WHERE") +
                                          kOurs},
          std::pair{&all.members, std::string("SELECT COUNT(*)") + kMembers},
          std::pair{&all.history, std::string("SELECT COUNT(*) FROM b_tasks t STRAIGHT_JOIN b_tasks_log l ON"
                                              " l.TASK_ID = t.ID WHERE") +
                                      kOurs},
          std::pair{&all.labour,
                    std::string("SELECT COUNT(*) FROM b_tasks t STRAIGHT_JOIN b_tasks_elapsed_time e"
                                " ON e.TASK_ID = t.ID WHERE") +
                        kOurs}}) {
      if (const Status added = add(*sum, query, group); !added) return added.error();
    }
  }
  const auto users = number(std::string("SELECT COUNT(*) FROM b_user WHERE EXTERNAL_AUTH_ID IS NULL OR"
                                        " EXTERNAL_AUTH_ID NOT IN ") +
                                kNoPeople,
                            {});
  if (!users) return users.error();
  all.users = *users;
  const auto companies = number("SELECT COUNT(*) FROM b_crm_company", {});
  if (!companies) return companies.error();
  all.companies = *companies;
  return all;
}

}  // namespace sd::portal_db
