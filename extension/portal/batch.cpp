#include "extension/portal/batch.h"

#include "extension/portal/json_reading.h"
#include "extension/portal/query_encoding.h"

namespace sd::portal {

void Batch::add(const std::string& key, const std::string& method, const boost::json::object& params) {
  commands_.emplace_back(key, method);
  lines_[key] = method + "?" + encode_query(params);
}

Call Batch::call(Effect effect, bool halt) const {
  Call call{"batch"};
  call.params = {{"halt", halt ? 1 : 0}, {"cmd", lines_}};
  call.effect = effect;
  call.commands = commands_;
  return call;
}

Result<BatchAnswer> BatchAnswer::decode(Answer answer) {
  if (member(answer.result, "result") == nullptr) return shape_error("batch.result");
  BatchAnswer batch;
  batch.body_ = std::move(answer.result);
  return batch;
}

Result<const boost::json::value*> BatchAnswer::result(const std::string& key) const {
  if (const json::value* errors = member(body_, "result_error")) {
    if (const json::value* error = member(*errors, key)) {
      if (auto refusal = read_refusal(0, *error)) return std::move(refusal->error);
    }
  }
  const json::value* result = member(*member(body_, "result"), key);
  if (result == nullptr) return shape_error("batch.result." + key);
  return result;
}

Result<BatchAnswer> run(Caller& caller, const Actor& actor, const Batch& batch, Effect effect, bool halt) {
  auto answer = caller.call(actor, batch.call(effect, halt));
  if (!answer) return answer.error();
  return BatchAnswer::decode(std::move(answer).value());
}

}  // namespace sd::portal
