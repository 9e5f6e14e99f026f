// Reads a long list by id, page after page, with as few requests as can be: each page begins behind the last
// row of the one before (portal-api.md 1.5, 1.6).
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <string>

#include "extension/portal/batch.h"

namespace sd::portal {

// A list whose rows come ascending by id.
struct ChainedList {
  std::string method;
  // Parameters of the page behind the row `after`: a number, or a reference to one. Uncounted (start -1),
  // unless `counted`.
  std::function<boost::json::object(const boost::json::value& after, bool counted)> page;
  std::string last_id;  // where a full page's result holds its last id, e.g. "[tasks][49][id]"
  // Takes a page's rows; says whether it was full. Errors: "portal.shape".
  std::function<Result<bool>(const boost::json::value& result)> take;
};

struct ChainEnd {
  bool last = false;                  // nothing is left behind what was taken
  std::optional<std::int64_t> total;  // of the whole list, where the portal counted
};

// One page, in a request of its own.
Result<ChainEnd> read_page(Caller& caller, const Actor& actor, const ChainedList& list, std::int64_t after,
                           bool counted);

// Up to kBatchLimit pages in one request. Behind a short page a portal runs the rest of the commands all the
// same, with nonsense for an id; their rows are not looked at.
Result<ChainEnd> read_chain(Caller& caller, const Actor& actor, const ChainedList& list, std::int64_t after,
                            std::size_t pages);

// With `expected` 0 a counted page, otherwise a chain of no more pages than that many rows and the end need.
Result<ChainEnd> read_expected(Caller& caller, const Actor& actor, const ChainedList& list,
                               std::int64_t after, std::int64_t expected);

}  // namespace sd::portal
