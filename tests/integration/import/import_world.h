// A portal double full of Russian service-desk work, the same content as a boxed portal's own database on
// MariaDB, and stores of this service to be filled from either. Time is the test's.
#pragma once

#include <string>
#include <vector>

#include "extension/portal_db/box_database.h"
#include "install/sdctl/import_run.h"
#include "kanban/sql/soci_import_aside.h"
#include "tests/integration/import/box.h"
#include "tests/integration/import/store.h"
#include "tests/integration/portal/first_fill.h"

namespace sd::test {

class ImportWorld : public portal::FirstFill {
 protected:
  // `tasks`: open ones; five times as many closed ones beside them.
  explicit ImportWorld(int tasks = 40);

  void fill_over_rest(Store& store);
  portal_db::BoxOptions box_options(const Box& box) const;
  portal_db::BoxOptions box_options() const { return box_options(box_); }
  // Errors: those of the run.
  Result<bool> import_from(const Box& box, Store& store, std::size_t step,
                           const sdctl::ImportRun::GoOn& may_go_on);
  Result<bool> import(
      Store& store, std::size_t step = 50, const sdctl::ImportRun::GoOn& may_go_on = [] { return true; }) {
    return import_from(box_, store, step, may_go_on);
  }

  const std::vector<GroupId> groups_{GroupId{77}, GroupId{78}};
  TimePoint bound_at_;
  Box box_;
};

}  // namespace sd::test
