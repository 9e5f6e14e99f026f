// What a save changes, in the words of the journal of settings.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "extension/settings/rules/section.h"

namespace sd::settings {

struct Changed {
  std::string row;    // name_of() the row as it is afterwards, or as it was when it is gone; "": the order
  std::string field;  // its name; "added", "removed" and "order" for rows as a whole
  std::string before;
  std::string after;

  friend bool operator==(const Changed&, const Changed&) = default;
};

// Where the row of `after` came from: the name it had, by its position. Rows that are not named came from the
// row of the same name, or are new.
using Origins = std::map<std::size_t, std::string>;

// A row that is new or gone is one change, followed by its fields that are not empty. Changed fields in the
// order of the description; the order of rows, where it means something, last. O(n log n).
std::vector<Changed> difference(const Description& description, std::span<const Row> before,
                                std::span<const Row> after, const Origins& origins = {});

}  // namespace sd::settings
