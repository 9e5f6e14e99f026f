// Ids as the list of IN (...): one statement for hundreds of them, where a server's round trip for each would
// cost more than all the rest.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

#include "extension/core/ids.h"

namespace sd::storage {

// Calls `run` with "1, 2, 3" for at most 500 of `ids` at a time.
template <class Tag, class Run>
void in_lists(std::span<const Id<Tag, std::int64_t>> ids, Run&& run) {
  constexpr std::size_t kAtOnce = 500;
  for (std::size_t from = 0; from < ids.size(); from += kAtOnce) {
    std::string list;
    for (const auto& id : ids.subspan(from, std::min(kAtOnce, ids.size() - from))) {
      if (!list.empty()) list += ", ";
      list += std::to_string(id.value());
    }
    run(list);
  }
}

}  // namespace sd::storage
