// Plays a file of case histories into the portal: the clock moves to each row's instant and an employee
// does what the row says (data/README.md, "Playing it").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extension/core/result.h"
#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

struct CaseRow {
  std::string case_id;
  int activity = 0;  // 1..13
  Ms at = 0;
};

// Decodes "CaseID,ActivityID,CompleteTimestamp" with local times of `zone` and sorts by instant, equal
// instants in file order. An ambiguous local time is the earlier instant; a skipped one takes the offset
// before the gap. Errors (kInvalidArgument, detail names the line): "csv.empty", "csv.header",
// "csv.columns", "csv.case", "csv.activity", "csv.time", "csv.zone".
Result<std::vector<CaseRow>> decode_history(const std::string& text, const std::string& zone);
// Adds "csv.file" (kNotFound).
Result<std::vector<CaseRow>> load_history(const std::string& file, const std::string& zone);

struct PlayOptions {
  std::int64_t group = 77;
  std::optional<Ms> until;  // later rows are not played; the clock stands here at the end
};

class HistoryPlayer {
 public:
  HistoryPlayer(Portal& portal, std::vector<CaseRow> rows, PlayOptions options);

  // Plays the next row; false when there is none left.
  bool step();

  std::size_t total() const { return rows_.size(); }
  std::size_t done() const { return next_; }
  std::size_t cases() const { return cases_.size(); }

 private:
  enum class Role { kIntake, kTriage, kQueue, kWork, kVerify, kDone };
  struct Case {
    std::int64_t task = 0, employee = 0;
    Role role = Role::kIntake;
    bool left_intake = false;
    std::string stopper;
  };

  void prepare();
  void set_up_stages();
  void set_up_fields();
  void begin(const CaseRow& row, Case& known);
  void apply(const CaseRow& row, Case& known, bool first);

  Portal& portal_;
  std::vector<CaseRow> rows_;
  PlayOptions options_;
  std::size_t next_ = 0;
  bool prepared_ = false;
  std::vector<std::int64_t> employees_;
  std::map<Role, std::int64_t> stages_;
  std::map<std::string, Case> cases_;
};

}  // namespace sd::portal_double
