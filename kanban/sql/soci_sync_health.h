// SyncHealth on SOCI: gathers in memory and writes in one relaxed transaction per flush(), so that recording
// costs no commit. Thread-safe. Several instances may record for one portal: counts are added in the
// database, and reads see what the others wrote. Figures of a portal that is not in the table `portal` are
// dropped when they are flushed.
#pragma once

#include <mutex>
#include <utility>

#include "extension/storage/database.h"
#include "kanban/sync_health.h"

namespace sd::kanban::sql {

class SociSyncHealth final : public SyncHealth {
 public:
  explicit SociSyncHealth(storage::Database& database) : database_(database) {}

  using SyncHealth::set;
  void set(PortalId portal, Figure figure, std::int64_t value) override;
  void add(PortalId portal, Figure figure, std::int64_t delta) override;
  Result<Figures> all(PortalId portal) override;

  // Writes what was recorded since the last one; to be called about once a second and at the end. What could
  // not be written waits for the next flush. Errors: "db.*".
  Status flush(TimePoint now);

 private:
  // `value` replaces what is in the database when `replaces`, else it is added.
  struct Change {
    bool replaces = false;
    std::int64_t value = 0;
  };
  using Changes = std::map<std::pair<PortalId, Figure>, Change>;
  static void put(Changes& changes, std::pair<PortalId, Figure> key, Change later);
  Status write(const Changes& changes, TimePoint now);

  storage::Database& database_;
  std::mutex flush_mutex_;  // taken before mutex_; held while what is being written is in neither place
  std::mutex mutex_;
  Changes changes_;
};

}  // namespace sd::kanban::sql
