// One import of one portal, wired: the portal's database on one side, our stores on the other, and between
// them the use cases that the REST back-fill runs.
#pragma once

#include <memory>
#include <span>

#include "extension/portal_db/box_database.h"
#include "extension/storage/database.h"
#include "install/sdctl/import_progress.h"
#include "kanban/import_tickets.h"

namespace sd::sdctl {

class ImportRun {
 public:
  // Told after every step; false stops the run with "fill.stopped".
  using GoOn = std::function<bool()>;

  // All of them outlive the run.
  ImportRun(storage::Database& database, portal_db::BoxDatabase& box, PortalId portal, const Clock& clock,
            std::size_t step = kanban::ImportTickets::kStep);
  ~ImportRun();

  // The groups in their order, then what concerns the portal as a whole. Errors: those of the use cases.
  // False: some connected group is not filled, and labour records and the rest are left to the service.
  Result<bool> run(std::span<const GroupId> groups, ImportProgress& progress, const GoOn& go_on);

 private:
  struct Parts;
  Status fill(std::span<const GroupId> groups, ImportProgress& progress, const GoOn& go_on);

  std::unique_ptr<Parts> parts_;
};

}  // namespace sd::sdctl
