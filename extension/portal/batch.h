// Several calls in one request (portal-api.md 1.6). Commands run in order; a later one may refer to the
// result of an earlier one by "$result[key][...]".
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <utility>
#include <vector>

#include "extension/portal/caller.h"

namespace sd::portal {

constexpr std::size_t kBatchLimit = 50;
constexpr std::size_t kPageSize = 50;  // of every v2 list

class Batch {
 public:
  // The caller adds at most kBatchLimit commands with different keys. Texts of people must be checked with
  // holds_reference() before.
  void add(const std::string& key, const std::string& method, const boost::json::object& params = {});
  std::size_t size() const { return commands_.size(); }

  // `halt`: nothing is run after the first command that fails.
  Call call(Effect effect, bool halt) const;

 private:
  std::vector<std::pair<std::string, std::string>> commands_;
  boost::json::object lines_;
};

class BatchAnswer {
 public:
  // Errors: "portal.shape".
  static Result<BatchAnswer> decode(Answer answer);

  // The command's result. Errors: the command's own; "portal.shape" when there is neither.
  Result<const boost::json::value*> result(const std::string& key) const;

 private:
  boost::json::value body_;
};

// Runs the batch and decodes its frame.
Result<BatchAnswer> run(Caller& caller, const Actor& actor, const Batch& batch, Effect effect, bool halt);

}  // namespace sd::portal
