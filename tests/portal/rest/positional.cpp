#include "tests/portal/rest/positional.h"

#include "tests/portal/engine/discussion.h"

namespace sd::portal_double {
namespace {

Refusal fault(const std::string& text) {
  return core_error("TASKS_ERROR_EXCEPTION_#256; " + text + "; 256/TE/WRONG_ARGUMENTS<br>");
}

}  // namespace

Arguments::Arguments(const Call& call, const char* method)
    : params_(call.params), at_(params_.begin()), method_(method) {}

const json::value* Arguments::take() {
  if (at_ == params_.end()) return nullptr;
  ++index_;
  const json::value& value = at_->value();
  ++at_;
  return &value;
}

void Arguments::wrong_type(const char* name, const char* type) const {
  throw fault("Param #" + std::to_string(index_ - 1) + " (" + name + ") for method " + method_ +
              "() expected to be of type \"" + type + "\", but given something else.");
}

void Arguments::missing(const char* name) const {
  throw fault("Param #" + std::to_string(index_) + " (" + name + ") expected by method " + method_ +
              "(), but not given.");
}

std::int64_t Arguments::integer(const char* name) {
  const json::value* value = take();
  if (!value) missing(name);
  const std::optional<std::int64_t> number = int_of(*value);
  if (!number) wrong_type(name, "integer");
  return *number;
}

std::string Arguments::text(const char* name) {
  const json::value* value = take();
  if (!value) missing(name);
  if (value->is_object() || value->is_array()) wrong_type(name, "string");
  return text_of(*value);
}

json::object Arguments::array(const char* name) {
  const json::value* value = take();
  if (!value || value->is_null()) return {};
  if (value->is_object()) return value->get_object();
  if (value->is_array()) {
    json::object out;
    std::size_t index = 0;
    for (const json::value& item : value->get_array()) out[std::to_string(index++)] = item;
    return out;
  }
  if (text_of(*value).empty()) return {};
  wrong_type(name, "array");
}

json::object Arguments::required_array(const char* name) {
  if (at_ == params_.end()) missing(name);
  return array(name);
}

bool Arguments::next_is_array() const {
  return at_ != params_.end() && (at_->value().is_object() || at_->value().is_array());
}

const Task& readable_task(Call& call, std::int64_t id) {
  const Task* task = call.portal.tasks.find(id);
  if (!task || !can_see(call.portal, call.caller, *task))
    refuse_positional(1, "TASK_NOT_FOUND_OR_NOT_ACCESSIBLE");
  return *task;
}

}  // namespace sd::portal_double
