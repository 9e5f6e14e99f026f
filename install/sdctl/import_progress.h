// How far an import is: a bar on a terminal, a line for each tenth elsewhere.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "extension/core/clock.h"

namespace sd::sdctl {

class ImportProgress {
 public:
  ImportProgress(std::ostream& out, bool terminal, const Clock& clock)
      : out_(out), terminal_(terminal), clock_(clock), began_(clock.now()) {}

  // A new part: "group 77", "labour records". What the former one reached stands.
  void part(const std::string& name);
  void at(std::int64_t done, std::int64_t planned);
  // The part's end.
  void end();

 private:
  void draw();
  std::string pace() const;

  std::ostream& out_;
  bool terminal_;
  const Clock& clock_;
  TimePoint began_;
  std::string name_;
  std::int64_t first_ = -1, done_ = 0, planned_ = 0, tenth_ = 0;
};

}  // namespace sd::sdctl
