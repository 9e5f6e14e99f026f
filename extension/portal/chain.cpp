#include "extension/portal/chain.h"

#include <algorithm>

namespace sd::portal {
namespace json = boost::json;

Result<ChainEnd> read_page(Caller& caller, const Actor& actor, const ChainedList& list, std::int64_t after,
                           bool counted) {
  const auto answer = caller.call(actor, {list.method, list.page(after, counted)});
  if (!answer) return answer.error();
  const auto full = list.take(answer->result);
  if (!full) return full.error();
  return ChainEnd{!*full, counted ? answer->total : std::nullopt};
}

Result<ChainEnd> read_expected(Caller& caller, const Actor& actor, const ChainedList& list,
                               std::int64_t after, std::int64_t expected) {
  if (expected <= 0) return read_page(caller, actor, list, after, true);
  const auto pages = static_cast<std::size_t>(expected) / kPageSize + 1;
  return read_chain(caller, actor, list, after, std::min(kBatchLimit, pages));
}

Result<ChainEnd> read_chain(Caller& caller, const Actor& actor, const ChainedList& list, std::int64_t after,
                            std::size_t pages) {
  Batch batch;
  json::value behind = after;
  for (std::size_t i = 0; i < pages; ++i) {
    const std::string key = "c" + std::to_string(i);
    batch.add(key, list.method, list.page(behind, false));
    behind = json::string("$result[" + key + "]" + list.last_id);
  }
  const auto answer = run(caller, actor, batch, Effect::kRead, false);
  if (!answer) return answer.error();
  for (std::size_t i = 0; i < pages; ++i) {
    const auto result = answer->result("c" + std::to_string(i));
    if (!result) return result.error();
    const auto full = list.take(**result);
    if (!full) return full.error();
    if (!*full) return ChainEnd{true, std::nullopt};
  }
  return ChainEnd{false, std::nullopt};
}

}  // namespace sd::portal
