// Finding people and companies by what is typed of their names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sd::settings {

struct Named {
  std::int64_t id = 0;
  std::string name;

  friend bool operator==(const Named&, const Named&) = default;
};

struct NamedPage {
  std::vector<Named> rows;
  bool more = false;  // others follow
};

// Those of `all` in whose names every typed word occurs, whatever the case, ё being е: by name, the same
// names by id, `most` of them from the place `from` on. Nothing typed finds all.
NamedPage find_by_name(std::vector<Named> all, std::string_view typed, std::size_t from, std::size_t most);

}  // namespace sd::settings
