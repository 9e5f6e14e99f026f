// What a portal answers: any bytes end in a value or in an error with a code, in every decoder behind it.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extension/portal/app.h"
#include "extension/portal/batch.h"
#include "extension/portal/history.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/offline_queue_rest.h"
#include "extension/portal/tasks.h"
#include "extension/portal/users.h"

namespace {

using namespace sd::portal;

template <class T>
void must_name_its_error(const sd::Result<T>& result) {
  if (!result && (result.error().code.empty() || result.error().detail.size() > 4096)) std::abort();
}

void decode_rows(const boost::json::value& result, const FieldNames& names) {
  const auto rows = ticket_rows(result);
  must_name_its_error(rows);
  if (!rows) return;
  for (const auto& row : **rows) must_name_its_error(decode_ticket(row, names));
}

void decode_everything(const boost::json::value& result) {
  static const FieldNames kNames{"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"};
  decode_rows(result, kNames);
  must_name_its_error(decode_queue_batch(result));
  must_name_its_error(decode_history(result, kNames));
  must_name_its_error(decode_app_info(result));
  (void)is_external(result);
  (void)to_text(result);
  const auto batch = BatchAnswer::decode({result, {}, {}});
  must_name_its_error(batch);
  if (!batch) return;
  for (const char* key : {"before", "behind", "h8", "write"}) {
    const auto inner = batch->result(key);
    must_name_its_error(inner);
    if (!inner) continue;
    decode_rows(**inner, kNames);
    must_name_its_error(decode_history(**inner, kNames));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const int statuses[] = {200, 400, 401, 403, 429, 500, 503, 302};
  const std::string body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto outcome = decode_answer({statuses[data[0] % 8], {}, body});
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
    if (refusal->error.code.empty() || refusal->error.detail.size() > 4096) std::abort();
  } else {
    decode_everything(std::get<Answer>(outcome).result);
  }
  return 0;
}
