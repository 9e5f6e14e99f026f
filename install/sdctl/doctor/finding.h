// What the doctor has to say: one sentence about what is wrong, one about what to do.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace sd::sdctl {

enum class Weight {
  kProblem,  // something does not work; the exit code says so
  kNote,     // worth knowing
};

struct Finding {
  Weight weight = Weight::kProblem;
  std::string code;    // stable, for scripts: "config.wrong", "clock.off"
  std::string what;    // in plain words; holds no secret
  std::string advice;  // what to do

  friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

inline void append(Findings& all, Findings more) {
  for (Finding& one : more) all.push_back(std::move(one));
}

inline Finding problem(std::string code, std::string what, std::string advice) {
  return {Weight::kProblem, std::move(code), std::move(what), std::move(advice)};
}
inline Finding note(std::string code, std::string what, std::string advice) {
  return {Weight::kNote, std::move(code), std::move(what), std::move(advice)};
}

}  // namespace sd::sdctl
