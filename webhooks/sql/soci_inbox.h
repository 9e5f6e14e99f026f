// Inbox on SOCI, in a database of its own. Thread-safe: each call leases a session, and append()
// keeps one.
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "extension/storage/database.h"
#include "extension/storage/sealer.h"
#include "extension/storage/standing_write.h"
#include "webhooks/inbox.h"
#include "webhooks/sql/insert_row.h"

namespace sd::webhooks {

// The options of the inbox's own database. On SQLite it is a file beside the board's and not in it, so that
// accepting an event never waits for a board being written; commits overwrite a log that is long enough, and
// the drain tidies. On a server the inbox is a table beside the board's, reached by sessions of its own.
inline storage::DatabaseOptions inbox_options(const std::string& url) {
  storage::DatabaseOptions options;
  options.url = url;
  options.auto_checkpoint = false;
  options.log_bytes = 32 * 1024 * 1024;
  return options;
}

class SociInbox final : public Inbox {
 public:
  // `database` holds the schema of storage::inbox_migrations(). Errors: "db.*".
  static Result<std::unique_ptr<SociInbox>> open(storage::Database& database, const storage::Sealer& sealer);

  Status append(std::span<const NewRow> rows) override;
  Result<std::size_t> append_once(std::span<const NewQueueRow> rows) override;
  Result<std::vector<Waiting>> waiting() override;
  Result<std::vector<std::int64_t>> waiting_objects(PortalId portal, EventKind kind) override;
  Result<std::vector<InboxRow>> due(PortalId portal, TimePoint now, std::size_t limit) override;
  Status settle(PortalId portal, std::span<const Settlement> settlements, TimePoint now) override;
  Result<std::int64_t> purge(TimePoint done_before, TimePoint aside_before, std::size_t limit) override;
  Status tidy() override;
  Result<InboxCounts> counts() override;

 private:
  SociInbox(storage::Database& database, const storage::Sealer& sealer, std::optional<long long> last_id)
      : database_(database), sealer_(sealer), appending_(database) {
    if (last_id) last_id_.emplace(*last_id);
  }
  std::optional<long long> next_id();

  storage::Database& database_;
  const storage::Sealer& sealer_;
  std::optional<std::atomic<long long>> last_id_;  // none: the server numbers the rows
  storage::StandingWrite<InsertRow> appending_;
};

}  // namespace sd::webhooks
