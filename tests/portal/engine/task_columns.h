// What the keys of a filter and of an order stand for (portal-api 4.3).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/portal/engine/task_query.h"

namespace sd::portal_double {

struct Evaluation {
  const Portal& portal;
  const Caller& caller;
};

using NumberOf = std::function<std::int64_t(const Evaluation&, const Task&)>;
using TextOf = std::function<std::string(const Evaluation&, const Task&)>;
using IdsOf = std::function<std::vector<std::int64_t>(const Task&)>;

// By key.
const std::unordered_map<std::string, NumberOf>& numbers();
const std::unordered_map<std::string, NumberOf>& dates();
const std::unordered_map<std::string, TextOf>& texts();
const std::unordered_map<std::string, IdsOf>& id_lists();

}  // namespace sd::portal_double
