// Use case: a person saves one section of the settings.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "extension/core/clock.h"
#include "extension/settings/rules/check.h"
#include "extension/settings/rules/editor.h"
#include "extension/settings/settings_tables.h"
#include "kanban/card_store.h"
#include "kanban/people.h"

namespace sd::settings {

struct SaveCommand {
  Editor editor;
  Section section = Section::kTypes;
  GroupId group;
  std::int64_t seen = 0;  // the version he saw
  std::vector<Row> rows;
  Origins origins;  // renamed rows: what they were called
  // Dictionaries: entries that are gone, and the one their tasks get instead.
  std::map<std::string, std::string> merged = {};
};

struct SaveOutcome {
  std::int64_t version = 0;
  std::vector<Wrong> wrong;      // not empty: nothing was saved
  std::vector<Saved> meanwhile;  // not empty: somebody else was first, and nothing was saved
  std::vector<Changed> changes;  // what was saved
};

class SaveSettings {
 public:
  // Told after each save that changed something.
  using Heard = std::function<void(PortalId portal, Section section, GroupId group)>;

  // What is wrong with rows besides what their description tells: asked once those checks are content.
  using Further = std::function<Result<std::vector<Wrong>>(const SaveCommand& command)>;

  // All references must outlive this object.
  SaveSettings(SettingsTables& tables, kanban::PeopleStore& people, kanban::CardStore& cards,
               const Clock& clock, Heard heard, Further further = {})
      : tables_(tables),
        people_(people),
        cards_(cards),
        clock_(clock),
        heard_(std::move(heard)),
        further_(std::move(further)) {}

  // The section as the editor may see it: managers get the rows that concern them. Errors:
  // "settings.denied" (kPermissionDenied); those of the stores.
  Result<Stored> read(const Editor& editor, Section section, GroupId group);

  // Checks and keeps. A manager's rows replace those that concern him; the others stay. Rows equal to what is
  // stored are no save: the version stays. Errors: "settings.denied" (kPermissionDenied) for a section, a
  // group or a row that is not the editor's; "settings.elsewhere" (kInvalidArgument) for a section that is
  // changed by another use case; those of the stores. Beside the checks of check(): "settings.unknown" for a
  // person, company or group nobody knows, "settings.merge" for a merge into an entry that is not there.
  Result<SaveOutcome> run(const SaveCommand& command);

 private:
  Result<std::vector<Row>> together(const SaveCommand& command, std::vector<Row> stored) const;
  Status check_known(const SaveCommand& command, std::vector<Wrong>& wrong);

  SettingsTables& tables_;
  kanban::PeopleStore& people_;
  kanban::CardStore& cards_;
  const Clock& clock_;
  const Heard heard_;
  const Further further_;
};

}  // namespace sd::settings
