// What `sdctl health` says of each concern, in one plain sentence with what to do.
#pragma once

#include <string>

#include "extension/health/rules/concerns.h"

namespace sd::sdctl {

std::string in_words(const health::Concern& concern);

}  // namespace sd::sdctl
