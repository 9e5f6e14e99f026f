// Custom task fields: their definitions (portal-api 7). Values sit in the tasks.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/portal/engine/people.h"

namespace sd::portal_double {

class Portal;

struct UserField {
  std::int64_t id = 0;
  std::string name, type, xml_id;
  int sort = 100;
  bool multiple = false, mandatory = false;
  bool system = false;
  std::map<std::string, std::string> edit_label;  // by language
  std::map<std::string, std::string> settings;
};

class Fields {
 public:
  Fields();

  const std::map<std::int64_t, UserField>& all() const { return fields_; }
  const UserField* find(std::int64_t id) const;
  const UserField* named(const std::string& name) const;
  UserField* editable(std::int64_t id);

  // Checks type and name, adds the UF_ prefix. Throws Refusal.
  std::int64_t add(UserField field);
  void erase(std::int64_t id) { fields_.erase(id); }

 private:
  std::map<std::int64_t, UserField> fields_;
  std::int64_t next_id_ = 1325;
};

// Drops the definition and the values of all tasks. Administrators only; throws Refusal.
void delete_user_field(Portal& portal, const Caller& caller, std::int64_t id);

}  // namespace sd::portal_double
