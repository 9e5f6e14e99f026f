// Who is on the portal and which groups, departments, companies and contacts it has.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/portal/engine/clock.h"

namespace sd::portal_double {

enum class UserKind { kEmployee, kExtranet, kEmail };

struct User {
  std::int64_t id = 0;
  UserKind kind = UserKind::kEmployee;
  bool admin = false;
  bool active = true;
  std::string name, last_name, second_name, email, position, work_company;
  char gender = 'M';
  std::vector<std::int64_t> departments;
  std::string time_zone = "Europe/Moscow";
  int offset_minutes = 180;
  Ms registered = 0;
  std::map<std::string, std::string> uf;  // UF_USR_*

  bool staff() const { return kind == UserKind::kEmployee; }
  std::string full_name() const { return last_name.empty() ? name : name + " " + last_name; }
};

struct Department {
  std::int64_t id = 0;
  std::string name;
  std::int64_t parent = 0, head = 0;
};

struct Group {
  std::int64_t id = 0;
  std::string name, description, keywords;
  std::int64_t owner = 1;
  Ms created = 0, updated = 0, active_at = 0;
  bool visible = true, opened = false, closed = false, project = false, extranet = false;
  std::map<std::int64_t, char> members;  // user -> role A, E, K
};

struct Company {
  std::int64_t id = 0;
  std::string title, type = "CUSTOMER", phone, email;
  bool mine = false;
  Ms created = 0, modified = 0;
};

struct Contact {
  std::int64_t id = 0;
  std::string name, last_name, email, phone;
  std::int64_t company = 0;
};

// Plain tables; ids are handed out by the owner of the table.
struct Directory {
  std::map<std::int64_t, User> users;
  std::map<std::int64_t, Department> departments;
  std::map<std::int64_t, Group> groups;
  std::map<std::int64_t, Company> companies;
  std::map<std::int64_t, Contact> contacts;
  std::int64_t next_group = 77;

  const User* user(std::int64_t id) const {
    const auto found = users.find(id);
    return found == users.end() ? nullptr : &found->second;
  }
  const Group* group(std::int64_t id) const {
    const auto found = groups.find(id);
    return found == groups.end() ? nullptr : &found->second;
  }
  // 'A', 'E', 'K', or 0 when `user` is not in the group.
  char role(std::int64_t group_id, std::int64_t user_id) const {
    const Group* found = group(group_id);
    if (!found) return 0;
    const auto member = found->members.find(user_id);
    return member == found->members.end() ? '\0' : member->second;
  }
};

// In whose name and from where a call is made.
struct Caller {
  std::int64_t user = 0;  // 0: a robot
  bool admin = false;
  std::string app;        // client_id; "" = session, webhook or robot
  std::string connector;  // auth_connector
  int offset_minutes = 180;
  bool webhook = false;
  bool session = false;  // the portal's own pages
};

}  // namespace sd::portal_double
