// The portal's codes of our three custom task fields; the manifests name them, nothing else does.
#pragma once

#include <string>

namespace sd::portal {

struct FieldNames {
  std::string type;
  std::string stopper;
  std::string estimate;
};

}  // namespace sd::portal
