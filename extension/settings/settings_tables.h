// Port: where settings and the journal of their changes are kept. Implemented by SociSettingsTables.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"
#include "extension/settings/rules/difference.h"
#include "extension/settings/rules/section.h"

namespace sd::settings {

struct Stored {
  std::int64_t version = 0;  // 0: nobody has saved it yet
  std::vector<Row> rows;
};

// One save: the rows as they are to be, and what it says in the journal.
struct Save {
  Section section = Section::kTypes;
  GroupId group;          // 0: of the whole portal
  std::int64_t seen = 0;  // the version the person saw
  std::vector<Row> rows;
  std::vector<Changed> changes;
  UserId by;
  TimePoint at;
  // Dictionaries: titles that tasks may still hold, and what they are called from now on.
  std::vector<std::pair<std::string, std::string>> renamed = {};
};

// A save as the journal tells it.
struct Saved {
  Section section = Section::kTypes;
  GroupId group;
  std::int64_t version = 0;
  UserId by;
  TimePoint at;
  std::vector<Changed> changes;
};

class SettingsTables {
 public:
  virtual ~SettingsTables() = default;

  virtual Result<Stored> read(PortalId portal, Section section, GroupId group) = 0;
  // Replaces the section's rows and tells it in the journal, both or neither. Returns the new version.
  // Errors: "settings.stale" (kConflict) when somebody has saved since `seen`.
  virtual Result<std::int64_t> write(PortalId portal, const Save& save) = 0;
  // Saves of one section after a version, oldest first.
  virtual Result<std::vector<Saved>> since(PortalId portal, Section section, GroupId group,
                                           std::int64_t version) = 0;
  // Saves of the whole portal before an instant, newest first, at most `most`; those of the last instant are
  // given whole.
  virtual Result<std::vector<Saved>> journal(PortalId portal, TimePoint before, std::size_t most) = 0;
};

}  // namespace sd::settings
