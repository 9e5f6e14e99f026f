// Scripted faults, per method (portal-api 11.5). Each is used up after `count` requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sd::portal_double {

struct Fault {
  std::string method;  // lower case, "*", or "oauth" for the token endpoint
  std::string kind;    // 503 429 expired 500 html html200 slow reset_after_commit half garbage empty
  int count = 1;
  int ms = 0;  // of "slow"
};

class Faults {
 public:
  void add(Fault fault) { faults_.push_back(std::move(fault)); }
  void clear() { faults_.clear(); }
  // The first fault meant for the method; its count goes down.
  std::optional<Fault> take(const std::string& method, bool inside_batch);

 private:
  std::vector<Fault> faults_;
};

}  // namespace sd::portal_double
