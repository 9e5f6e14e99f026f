#include "extension/settings/save_settings.h"

#include <algorithm>
#include <set>

namespace sd::settings {
namespace {

bool is_dictionary(const Description& description) { return !description.dictionary.empty(); }

// Old title -> new one, of renamed and merged entries.
std::vector<std::pair<std::string, std::string>> renames_of(const SaveCommand& command) {
  std::vector<std::pair<std::string, std::string>> renames;
  for (const auto& [at, was] : command.origins) {
    if (at < command.rows.size() && text_of(command.rows[at], 0) != was) {
      renames.emplace_back(was, text_of(command.rows[at], 0));
    }
  }
  for (const auto& [from, into] : command.merged) renames.emplace_back(from, into);
  return renames;
}

std::vector<Wrong> check_merges(const SaveCommand& command) {
  std::set<std::string> titles;
  for (const Row& row : command.rows) titles.insert(text_of(row, 0));
  for (const auto& [from, into] : command.merged) {
    if (titles.contains(from) || !titles.contains(into)) return {{0, "", "settings.merge"}};
  }
  return {};
}

}  // namespace

Result<Stored> SaveSettings::read(const Editor& editor, Section section, GroupId group) {
  const Description& description = describe(section);
  if (!may_change(editor, description, group)) return denied();
  Result<Stored> stored = tables_.read(editor.portal, section, description.of_group ? group : GroupId{});
  if (!stored) return stored;
  std::erase_if(stored->rows, [&](const Row& row) { return !may_touch(editor, description, row); });
  return stored;
}

// What a manager does not see stays as it is; what he sends in its place is refused.
Result<std::vector<Row>> SaveSettings::together(const SaveCommand& command, std::vector<Row> stored) const {
  const Description& description = describe(command.section);
  const auto his = [&](const Row& row) { return may_touch(command.editor, description, row); };
  if (!std::all_of(command.rows.begin(), command.rows.end(), his)) return denied();
  std::erase_if(stored, his);
  std::vector<Row> rows = command.rows;
  rows.insert(rows.end(), stored.begin(), stored.end());
  return rows;
}

Status SaveSettings::check_known(const SaveCommand& command, std::vector<Wrong>& wrong) {
  const Description& description = describe(command.section);
  std::set<std::int64_t> people, companies, groups;
  for (std::size_t i = 0; i < description.fields.size(); ++i) {
    for (const Row& row : command.rows) {
      if (description.fields[i].kind == Kind::kPerson) people.insert(number_of(row, i));
      if (description.fields[i].kind == Kind::kCompany) companies.insert(number_of(row, i));
      if (description.fields[i].kind == Kind::kGroup) groups.insert(number_of(row, i));
    }
  }
  const std::vector<UserId> users(people.begin(), people.end());
  const auto known_users = people_.users(command.editor.portal, users);
  if (!known_users) return known_users.error();
  const std::vector<CompanyId> ids(companies.begin(), companies.end());
  const auto known_companies = people_.companies(command.editor.portal, ids);
  if (!known_companies) return known_companies.error();
  const auto bound = cards_.groups(command.editor.portal);
  if (!bound) return bound.error();
  people.clear();
  companies.clear();
  groups.clear();
  for (const auto& user : *known_users) people.insert(user.id.value());
  for (const auto& company : *known_companies) companies.insert(company.first.value());
  for (const auto& group : *bound) groups.insert(group.group.value());

  for (std::size_t at = 0; at < command.rows.size(); ++at) {
    for (std::size_t i = 0; i < description.fields.size(); ++i) {
      const Field& field = description.fields[i];
      if (field.kind < Kind::kPerson || field.kind == Kind::kStage) continue;
      const std::int64_t id = number_of(command.rows[at], i);
      const std::set<std::int64_t>& known = field.kind == Kind::kPerson    ? people
                                            : field.kind == Kind::kCompany ? companies
                                                                           : groups;
      if (id != 0 && !known.contains(id)) wrong.push_back({at, std::string(field.name), "settings.unknown"});
    }
  }
  return Done{};
}

Result<SaveOutcome> SaveSettings::run(const SaveCommand& command) {
  const Description& description = describe(command.section);
  if (description.table.empty() || command.section == Section::kStages) {
    return Error{ErrorKind::kInvalidArgument, "settings.elsewhere", {}};
  }
  const GroupId group = description.of_group ? command.group : GroupId{};
  if (!may_change(command.editor, description, group)) return denied();

  SaveOutcome outcome;
  outcome.wrong = check(description, command.rows);
  if (outcome.wrong.empty() && is_dictionary(description)) outcome.wrong = check_merges(command);
  if (outcome.wrong.empty()) {
    if (const Status looked = check_known(command, outcome.wrong); !looked) return looked.error();
  }
  if (outcome.wrong.empty() && further_) {
    Result<std::vector<Wrong>> wrong = further_(command);
    if (!wrong) return wrong.error();
    outcome.wrong = std::move(wrong).value();
  }
  if (!outcome.wrong.empty()) return outcome;

  const PortalId portal = command.editor.portal;
  Result<Stored> stored = tables_.read(portal, command.section, group);
  if (!stored) return stored.error();
  const Result<std::vector<Row>> rows = together(command, stored->rows);
  if (!rows) return rows.error();
  const auto meanwhile = [&]() -> Result<SaveOutcome> {
    Result<std::vector<Saved>> saves = tables_.since(portal, command.section, group, command.seen);
    if (!saves) return saves.error();
    outcome.meanwhile = std::move(saves).value();
    return outcome;
  };
  if (stored->version != command.seen) return meanwhile();
  outcome.version = stored->version;
  outcome.changes = difference(description, stored->rows, *rows, command.origins);
  if (outcome.changes.empty() && command.merged.empty()) return outcome;

  Save save{command.section, group, command.seen, *rows, outcome.changes, command.editor.user, clock_.now()};
  if (is_dictionary(description)) save.renamed = renames_of(command);
  const Result<std::int64_t> version = tables_.write(portal, save);
  if (!version && version.error().code == "settings.stale") return meanwhile();
  if (!version) return version.error();
  outcome.version = *version;
  heard_(portal, command.section, group);
  return outcome;
}

}  // namespace sd::settings
