#include "extension/portal_db/ticket_page.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <unordered_map>

#include "extension/portal/wire_words.h"
#include "extension/portal_db/values.h"

namespace sd::portal_db {
namespace {

using kanban::AsideRow;
using kanban::HistoryRow;
using kanban::Ticket;
using kanban::TicketRead;

// Journals keep at most 1,000 bytes of a value.
constexpr const char* kHistory =
    "SELECT l.TASK_ID, l.ID, l.CREATED_DATE, l.USER_ID, l.FIELD, LEFT(l.FROM_VALUE, 4000), LEFT(l.TO_VALUE, "
    "4000)"
    " FROM b_tasks t STRAIGHT_JOIN b_tasks_log l ON l.TASK_ID = t.ID"
    " WHERE t.GROUP_ID = ? AND t.ID > ? AND t.ID <= ? AND t.ZOMBIE = 'N' ORDER BY t.ID";

// The columns of ticket_query().
enum TicketColumn : unsigned {
  kId = 1,
  kTitle,
  kPriority,
  kStatus,
  kAssignee,
  kCreator,
  kDeadline,
  kCreated,
  kChanged,
  kClosed,
  kStage,
  kControl,
  kXmlId,
  kType,
  kStopper,
  kEstimate,
  kCompanies,
  kSpent,
  kComments,
  kTags,
};

std::string words_of(DateFault fault) { return fault == DateFault::kZero ? "is 0000-00-00" : "is no date"; }

// Reads the columns of one ticket; the first that is not understood is the reason to leave it out.
class TicketReader {
 public:
  TicketReader(const Row& row, const ServerZone& zone) : row_(row), zone_(zone) {}

  std::string text(TicketColumn column, const char* name) {
    std::string value = row_.text(column);
    if (!is_utf8(value)) fail(std::string(name) + " is not UTF-8");
    return value;
  }

  // The box writes no zeroes where it means nothing: NULL. Old ones did, and meant the same.
  std::optional<TimePoint> instant(TicketColumn column, const char* name) {
    if (row_.null(column)) return std::nullopt;
    DateFault fault = DateFault::kNone;
    const auto at = zone_.instant(row_.text(column), fault);
    if (fault == DateFault::kWrong) fail(std::string(name) + " " + words_of(fault));
    return at;
  }

  TimePoint needed_instant(TicketColumn column, const char* name) {
    DateFault fault = DateFault::kZero;
    const auto at = row_.null(column) ? std::nullopt : zone_.instant(row_.text(column), fault);
    if (!at) fail(std::string(name) + " " + (row_.null(column) ? "is empty" : words_of(fault)));
    return at.value_or(TimePoint{});
  }

  std::vector<CompanyId> companies() {
    std::vector<CompanyId> found;
    const auto bindings = php_list(row_.text(kCompanies));
    if (!bindings) {
      fail("UF_CRM_TASK is no serialised list");
      return found;
    }
    for (const std::string& binding : *bindings) {
      if (const auto company = portal::bound_company(binding)) found.push_back(*company);
    }
    return found;
  }

  void fail(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }
  const std::string& reason() const { return reason_; }

 private:
  const Row& row_;
  const ServerZone& zone_;
  std::string reason_;
};

// A tag holds no comma.
std::vector<std::string> split(const std::string& names) {
  std::vector<std::string> tags;
  for (std::size_t from = 0; from < names.size();) {
    const std::size_t comma = std::min(names.find(',', from), names.size());
    tags.push_back(names.substr(from, comma - from));
    from = comma + 1;
  }
  return tags;
}

// The ticket of a row, or why there is none.
Ticket ticket_of(const Row& row, GroupId group, const ServerZone& zone, std::string& reason) {
  TicketReader reader(row, zone);
  Ticket ticket;
  ticket.id = TicketId{row.integer(kId)};
  ticket.group = group;
  ticket.stage = StageId{row.integer(kStage)};
  ticket.title = with_emoji(reader.text(kTitle, "TITLE"));
  ticket.xml_id = reader.text(kXmlId, "XML_ID");
  const auto status = portal::task_status(row.integer(kStatus));
  if (!status) reader.fail("STATUS is not a known number");
  ticket.status = status.value_or(kanban::TaskStatus::kPending);
  ticket.important = row.integer(kPriority) == 2;
  ticket.task_control = row.text(kControl) == "Y";
  ticket.creator = UserId{row.integer(kCreator)};
  ticket.assignee = UserId{row.integer(kAssignee)};
  ticket.created_at = reader.needed_instant(kCreated, "CREATED_DATE");
  ticket.changed_at = reader.instant(kChanged, "CHANGED_DATE").value_or(ticket.created_at);
  ticket.closed_at = reader.instant(kClosed, "CLOSED_DATE");
  ticket.deadline = reader.instant(kDeadline, "DEADLINE");
  ticket.spent_seconds = row.integer(kSpent);
  ticket.comments = row.integer(kComments);
  ticket.companies = reader.companies();
  ticket.tags = split(with_emoji(reader.text(kTags, "the tags")));
  ticket.type = reader.text(kType, "the type");
  ticket.stopper = reader.text(kStopper, "the stopper");
  ticket.estimate = reader.text(kEstimate, "the estimate");
  reason = reader.reason();
  return ticket;
}

// The codes of a portal's history are few: each is looked up once.
class Fields {
 public:
  explicit Fields(const portal::FieldNames& names) : names_(names) {}
  kanban::HistoryField of(const std::string& code) {
    const auto found = known_.find(code);
    return found != known_.end() ? found->second
                                 : known_.emplace(code, portal::history_field(code, names_)).first->second;
  }

 private:
  const portal::FieldNames& names_;
  std::unordered_map<std::string, kanban::HistoryField> known_;
};

HistoryRow history_of(const Row& row, const ServerZone& zone, Fields& fields, std::string& reason) {
  HistoryRow history;
  history.id = row.integer(2);
  DateFault fault = DateFault::kZero;
  const auto at = row.null(3) ? std::nullopt : zone.instant(row.text(3), fault);
  const std::string name = "history row " + std::to_string(history.id);
  if (!at) reason = name + ": CREATED_DATE " + words_of(fault);
  history.at = at.value_or(TimePoint{});
  history.user = UserId{row.integer(4)};
  history.raw_field = row.text(5);
  history.field = fields.of(history.raw_field);
  history.from = row.text(6);
  history.to = row.text(7);
  if (!is_utf8(history.raw_field) || !is_utf8(history.from) || !is_utf8(history.to)) {
    reason = name + " is not UTF-8";
  }
  return history;
}

}  // namespace

std::string ticket_query(const Schema& schema, const portal::FieldNames& names) {
  return "SELECT t.ID, t.TITLE, t.PRIORITY, t.STATUS, t.RESPONSIBLE_ID, t.CREATED_BY, t.DEADLINE, "
         "t.CREATED_DATE,"
         " t.CHANGED_DATE, t.CLOSED_DATE, t.STAGE_ID, t.TASK_CONTROL, t.XML_ID, u." +
         names.type + ", u." + names.stopper + ", CAST(u." + names.estimate + " AS CHAR), " +
         (schema.crm_bindings ? "u.UF_CRM_TASK" : "NULL") +
         ", (SELECT CAST(SUM(IF(e.SECONDS > 0, e.SECONDS, e.MINUTES * 60)) AS SIGNED)"
         " FROM b_tasks_elapsed_time e WHERE e.TASK_ID = t.ID),"
         " IF(t.FORUM_TOPIC_ID > 0, (SELECT COUNT(*) FROM b_forum_message m WHERE m.TOPIC_ID = "
         "t.FORUM_TOPIC_ID"
         " AND m.NEW_TOPIC = 'N'), 0), " +
         (schema.tags ? "(SELECT GROUP_CONCAT(l.NAME ORDER BY l.ID SEPARATOR ',') FROM b_tasks_task_tag g"
                        " JOIN b_tasks_label l ON l.ID = g.TAG_ID WHERE g.TASK_ID = t.ID)"
                      : "NULL") +
         " FROM b_tasks t LEFT JOIN b_uts_tasks_task u ON u.VALUE_ID = t.ID"
         " WHERE t.GROUP_ID = ? AND t.ID > ? AND t.ZOMBIE = 'N' ORDER BY t.ID LIMIT ?";
}

Result<kanban::ArchivePage> read_page(Connection& connection, const std::string& query,
                                      const ServerZone& zone, const portal::FieldNames& names, GroupId group,
                                      TicketId after, std::size_t limit, std::vector<AsideRow>& aside) {
  kanban::ArchivePage page;
  page.upto = after;
  std::map<TicketId, std::string> broken;
  if (const Status begun = connection.begin(); !begun) return begun.error();
  const Status listed = connection.select(
      query, {group.value(), after.value(), static_cast<std::int64_t>(limit)}, [&](const Row& row) {
        std::string reason;
        Ticket ticket = ticket_of(row, group, zone, reason);
        page.upto = ticket.id;
        ++page.seen;
        if (reason.empty()) {
          page.reads.push_back({ticket.id, std::move(ticket), {}});
        } else {
          broken.emplace(ticket.id, std::move(reason));
        }
      });
  if (!listed) return listed.error();
  page.last = page.seen < static_cast<std::int64_t>(limit);
  Fields fields(names);
  auto at = page.reads.begin();
  const Status told =
      connection.select(kHistory, {group.value(), after.value(), page.upto.value()}, [&](const Row& row) {
        const TicketId ticket{row.integer(1)};
        if (at == page.reads.end() || at->id > ticket) at = page.reads.begin();
        at = std::lower_bound(at, page.reads.end(), ticket,
                              [](const TicketRead& read, TicketId id) { return read.id < id; });
        if (at == page.reads.end() || at->id != ticket) return;
        std::string reason;
        at->history.push_back(history_of(row, zone, fields, reason));
        if (!reason.empty()) broken.emplace(ticket, std::move(reason));
      });
  if (!told) return told.error();
  if (const Status ended = connection.end(); !ended) return ended.error();

  if (!broken.empty())
    std::erase_if(page.reads, [&](const TicketRead& read) { return broken.contains(read.id); });
  for (auto& [ticket, reason] : broken) aside.push_back({"task", ticket.value(), std::move(reason)});
  for (TicketRead& read : page.reads) {
    // By id, not by instant: a portal's clock may be put back.
    std::sort(read.history.begin(), read.history.end(),
              [](const HistoryRow& left, const HistoryRow& right) { return left.id < right.id; });
  }
  return page;
}

}  // namespace sd::portal_db
