#include "extension/portal/ticket_reading.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <map>

#include "extension/portal/history.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/query_encoding.h"
#include "extension/portal/tasks.h"

namespace sd::portal {
namespace {

using kanban::Ticket;
using kanban::TicketRead;

constexpr std::size_t kTicketsPerBatch = kBatchLimit - 2;  // one history each, a list before, a list behind
constexpr std::size_t kWritesPerBatch = (kBatchLimit - 2) / 2;
constexpr int kRereads = 2;

std::string history_key(TicketId id) { return "h" + std::to_string(id.value()); }

void add_reads(Batch& batch, std::span<const TicketId> ids, const FieldNames& names) {
  batch.add("before", "tasks.task.list", tickets_query(ids, names));
  for (const TicketId id : ids) {
    batch.add(history_key(id), "tasks.task.history.list", {{"taskId", id.value()}});
  }
  batch.add("behind", "tasks.task.list", tickets_query(ids, names));
}

// One of the two lists: what it shows of each task.
struct Listed {
  std::map<TicketId, Ticket> tickets;
  std::map<TicketId, Error> unreadable;
  std::optional<Error> nameless;  // a row that does not even say whose it is
};

Result<Listed> tickets_of(const BatchAnswer& answer, const std::string& key, const FieldNames& names) {
  const auto result = answer.result(key);
  if (!result) return result.error();
  const auto rows = ticket_rows(**result);
  if (!rows) return rows.error();
  Listed listed;
  for (const json::value& row : **rows) {
    auto ticket = decode_ticket(row, names);
    if (ticket) {
      listed.tickets.emplace(ticket->id, std::move(*ticket));
      continue;
    }
    const auto id = member(row, "id") ? to_integer(*member(row, "id")) : std::nullopt;
    if (id) {
      listed.unreadable.emplace(TicketId{*id}, ticket.error());
    } else {
      listed.nameless = ticket.error();
    }
  }
  return listed;
}

// Why nothing can be said of the task, if so. A task that is not shown may be the one without a name.
std::optional<Error> unreadable(const Listed& listed, TicketId id) {
  const auto found = listed.unreadable.find(id);
  if (found != listed.unreadable.end()) return found->second;
  return listed.tickets.contains(id) ? std::nullopt : listed.nameless;
}

// The tasks that stood still and those that cannot be read, with the ids of those that moved.
Status decode_reads(const BatchAnswer& answer, std::span<const TicketId> ids, const FieldNames& names,
                    bool accept_moving, std::map<TicketId, TicketRead>& reads,
                    std::vector<TicketId>& moving) {
  const auto before = tickets_of(answer, "before", names);
  if (!before) return before.error();
  const auto behind = tickets_of(answer, "behind", names);
  if (!behind) return behind.error();
  for (const TicketId id : ids) {
    TicketRead read{id, std::nullopt, {}};
    const auto first = before->tickets.find(id);
    const auto last = behind->tickets.find(id);
    read.error = unreadable(*behind, id);
    if (last != behind->tickets.end()) {
      const bool moved = first == before->tickets.end() || first->second != last->second;
      if (!accept_moving && moved && !unreadable(*before, id)) {
        moving.push_back(id);
        continue;
      }
      const auto rows = answer.result(history_key(id));
      if (!rows && rows.error().kind == ErrorKind::kUnavailable && rows.error().code != "portal.shape") {
        return rows.error();
      }
      auto history =
          rows ? decode_history(**rows, names) : Result<std::vector<kanban::HistoryRow>>(rows.error());
      if (history) {
        read.ticket = last->second;
        read.history = std::move(history).value();
      } else {
        read.error = history.error();
      }
    }
    reads.insert_or_assign(id, std::move(read));
  }
  return Done{};
}

// Halves a request that fails for what it asks for, until the task is alone.
Status read_some(Caller& caller, const Actor& actor, std::vector<TicketId> ids, const FieldNames& names,
                 std::map<TicketId, TicketRead>& reads) {
  for (int round = 0; !ids.empty(); ++round) {
    Batch batch;
    add_reads(batch, ids, names);
    const auto answer = run(caller, actor, batch, Effect::kRead, false);
    if (!answer && answer.error().code == "portal.unreadable") {
      if (ids.size() == 1) {
        reads.insert_or_assign(ids.front(), TicketRead{ids.front(), std::nullopt, {}, answer.error()});
        return Done{};
      }
      const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2);
      if (auto done = read_some(caller, actor, {ids.begin(), middle}, names, reads); !done) return done;
      return read_some(caller, actor, {middle, ids.end()}, names, reads);
    }
    if (!answer) return answer.error();
    std::vector<TicketId> moving;
    if (auto done = decode_reads(*answer, ids, names, round >= kRereads, reads, moving); !done) return done;
    ids = std::move(moving);
  }
  return Done{};
}

bool fits_a_batch(const json::object& params) { return !holds_reference(json::serialize(params)); }

Result<TicketRead> read_one(Caller& caller, const Actor& actor, TicketId id, const FieldNames& names) {
  auto reads = read_tickets(caller, actor, std::span(&id, 1), names);
  if (!reads) return reads.error();
  return std::move(reads->front());
}

std::string write_key(TicketId id) { return "w" + std::to_string(id.value()); }

// At most kWritesPerBatch; `ids` are those of `writes`.
std::vector<Result<TicketRead>> write_some(Caller& caller, const Actor& actor,
                                           std::span<const TicketWrite> writes, std::span<const TicketId> ids,
                                           const FieldNames& names) {
  Batch batch;
  for (const TicketWrite& write : writes) batch.add(write_key(write.ticket), write.method, write.params);
  add_reads(batch, ids, names);
  const auto answer = run(caller, actor, batch, Effect::kWrite, false);
  if (!answer && answer.error().code != "portal.lost") {
    return std::vector<Result<TicketRead>>(writes.size(), answer.error());
  }
  std::map<TicketId, TicketRead> reads;
  std::vector<TicketId> moving;
  if (!answer || !decode_reads(*answer, ids, names, true, reads, moving)) {
    // Done perhaps, or done and not read: what was written must not be told as failed.
    const auto back = read_tickets(caller, actor, ids, names);
    if (!back) return std::vector<Result<TicketRead>>(writes.size(), answer ? back.error() : answer.error());
    for (const TicketRead& read : *back) reads.insert_or_assign(read.id, read);
  }
  std::vector<Result<TicketRead>> answers;
  for (const TicketWrite& write : writes) {
    const TicketRead& read = reads.at(write.ticket);
    const auto written =
        answer ? answer->result(write_key(write.ticket)) : Result<const json::value*>(answer.error());
    const bool done = answer ? written.has_value() : read.ticket && write.done(*read.ticket);
    answers.push_back(done ? Result<TicketRead>(read) : Result<TicketRead>(written.error()));
  }
  return answers;
}

}  // namespace

Result<std::vector<TicketRead>> read_tickets(Caller& caller, const Actor& actor,
                                             std::span<const TicketId> ids, const FieldNames& names) {
  std::vector<TicketId> wanted(ids.begin(), ids.end());
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::map<TicketId, TicketRead> reads;
  for (std::size_t from = 0; from < wanted.size(); from += kTicketsPerBatch) {
    const auto begin = wanted.begin() + static_cast<std::ptrdiff_t>(from);
    const auto count = std::min(kTicketsPerBatch, wanted.size() - from);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    if (auto done = read_some(caller, actor, {begin, end}, names, reads); !done) return done.error();
  }
  std::vector<TicketRead> ordered;
  ordered.reserve(ids.size());
  for (const TicketId id : ids) ordered.push_back(reads.at(id));
  return ordered;
}

Result<TicketRead> write_ticket(Caller& caller, const Actor& actor, const TicketWrite& write,
                                const FieldNames& names) {
  const TicketId ticket = write.ticket;
  std::optional<Error> lost;
  if (fits_a_batch(write.params)) {
    Batch batch;
    batch.add("write", write.method, write.params);
    add_reads(batch, std::span(&ticket, 1), names);
    const auto answer = run(caller, actor, batch, Effect::kWrite, true);
    if (answer) {
      if (const auto written = answer->result("write"); !written) return written.error();
      std::map<TicketId, TicketRead> reads;
      std::vector<TicketId> moving;
      const auto decoded = decode_reads(*answer, std::span(&ticket, 1), names, true, reads, moving);
      if (decoded) return std::move(reads.at(ticket));
      // Written, but the reading part failed: the write must not be told as failed.
      return read_one(caller, actor, ticket, names);
    }
    if (answer.error().code != "portal.lost") return answer.error();
    lost = answer.error();
  } else {
    const auto answer = caller.call(actor, {write.method, write.params, Effect::kWrite});
    if (!answer && answer.error().code != "portal.lost") return answer.error();
    if (!answer) lost = answer.error();
  }
  auto read = read_one(caller, actor, ticket, names);
  if (lost && (!read || !read->ticket || !write.done(*read->ticket))) return *lost;
  return read;
}

std::vector<Result<TicketRead>> write_tickets(Caller& caller, const Actor& actor,
                                              std::span<const TicketWrite> writes, const FieldNames& names) {
  std::vector<Result<TicketRead>> answers;
  for (std::size_t from = 0; from < writes.size(); from += kWritesPerBatch) {
    const auto some = writes.subspan(from, std::min(kWritesPerBatch, writes.size() - from));
    std::vector<TicketId> ids;
    for (const TicketWrite& write : some) ids.push_back(write.ticket);
    for (Result<TicketRead>& answer : write_some(caller, actor, some, ids, names)) {
      answers.push_back(std::move(answer));
    }
  }
  return answers;
}

}  // namespace sd::portal
