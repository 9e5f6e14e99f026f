// A portal's offline queue in memory that breaks off where it is told to: before a request is carried out,
// or behind it, when the answer is lost.
#pragma once

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "webhooks/offline_queue.h"

namespace sd::webhooks {

class FakeQueue final : public OfflineQueue {
 public:
  struct Row {
    QueueRow row;
    std::string process;
    bool failed = false;
  };
  enum class Break { kBefore, kBehind };

  // A task was changed at `second`: one row until it is reserved.
  void change(std::int64_t ticket, std::int64_t second) {
    QueueRow row;
    row.event = "ONTASKUPDATE";
    row.message_id = std::string(32 - std::to_string(ticket).size(), 'm') + std::to_string(ticket);
    row.changed_at = from_ms(1'760'000'000'000 + second * 1'000);
    row.data["data[FIELDS_AFTER][ID]"] = std::to_string(ticket);
    for (Row& known : rows) {
      if (known.process.empty() && known.row.message_id == row.message_id) {
        known.row.changed_at = row.changed_at;
        return;
      }
    }
    row.number = next_number++;
    rows.push_back({row, {}, false});
  }

  Result<QueueBatch> reserve(PortalId, std::size_t limit, bool failed, const QueueBatch* cleared) override {
    return request<QueueBatch>(cleared ? "clear+reserve" : "reserve", [&]() -> Result<QueueBatch> {
      if (!licensed) return Error{ErrorKind::kPermissionDenied, "portal.unlicensed", {}};
      if (cleared) erase(*cleared);
      QueueBatch batch;
      batch.process = "p" + std::to_string(next_process++);
      for (Row& row : rows) {
        if (!row.process.empty() || row.failed != failed || batch.rows.size() == limit) continue;
        row.process = silent ? "gone" : batch.process;
        batch.rows.push_back(row.row);
      }
      if (silent) {
        batch.process.clear();
        std::erase_if(rows, [](const Row& row) { return row.process == "gone"; });
      }
      return batch;
    });
  }
  Result<QueueBatch> reserved(PortalId, const std::string& process, std::size_t limit) override {
    return request<QueueBatch>("reserved", [&]() -> Result<QueueBatch> {
      if (!licensed) return Error{ErrorKind::kPermissionDenied, "portal.unlicensed", {}};
      QueueBatch batch{process, {}};
      for (const Row& row : rows) {
        if (row.process == process && batch.rows.size() < limit) batch.rows.push_back(row.row);
      }
      return batch;
    });
  }
  Result<QueueBatch> take(PortalId, std::size_t limit) override {
    return request<QueueBatch>("take", [&]() -> Result<QueueBatch> {
      QueueBatch batch;
      std::erase_if(rows, [&](const Row& row) {
        if (!row.process.empty() || row.failed || batch.rows.size() == limit) return false;
        batch.rows.push_back(row.row);
        return true;
      });
      return batch;
    });
  }
  Status clear(PortalId, const QueueBatch& batch) override {
    return request<Done>("clear", [&]() -> Result<Done> {
      if (!deaf) erase(batch);
      return Done{};
    });
  }
  Result<QueueLeftovers> leftovers(PortalId) override {
    return request<QueueLeftovers>("leftovers", [&]() -> Result<QueueLeftovers> {
      std::set<std::string> processes;
      QueueLeftovers left;
      for (const Row& row : rows) {
        if (!row.process.empty()) processes.insert(row.process);
        left.failed = left.failed || row.failed;
      }
      left.processes.assign(processes.begin(), processes.end());
      return left;
    });
  }

  std::vector<Row> rows;
  std::vector<std::string> requests;
  std::size_t break_at = 0;  // the request that breaks off, from 1
  Break how = Break::kBefore;
  bool licensed = true;
  bool silent = false;            // takes "clear=0" for "clear=1"
  bool deaf = false;              // says that it clears and does not
  std::function<void()> between;  // after each request
  std::int64_t next_number = 51, next_process = 1;

 private:
  template <class T, class Body>
  Result<T> request(const char* name, Body body) {
    requests.emplace_back(name);
    const bool breaks = requests.size() == break_at;
    if (breaks && how == Break::kBefore) return Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
    Result<T> answer = body();
    if (between) between();
    if (breaks) return Error{ErrorKind::kUnavailable, "portal.lost", {}};
    return answer;
  }

  void erase(const QueueBatch& batch) {
    const bool whole =
        std::any_of(batch.rows.begin(), batch.rows.end(), [](const QueueRow& row) { return !row.has_key(); });
    std::erase_if(rows, [&](const Row& row) {
      return row.process == batch.process &&
             (whole || std::any_of(batch.rows.begin(), batch.rows.end(), [&](const QueueRow& cleared) {
                return cleared.message_id == row.row.message_id;
              }));
    });
  }
};

}  // namespace sd::webhooks
