// The portal's form encoding: `data[FIELDS_AFTER][ID]=8017&auth[member_id]=…`. Whoever can reach us can send
// anything, so everything that has no single meaning is refused. Pure. Source: portal-api.md 1.2, 3.3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/result.h"

namespace sd::webhooks {

struct FormLimits {
  std::size_t bytes = 64 * 1024;
  std::size_t fields = 256;
  std::size_t depth = 8;         // brackets in one name
  std::size_t name_bytes = 256;  // decoded
};

struct FormField {
  std::string name;  // decoded: "auth[member_id]"; `list[]` becomes `list[0]`, `list[1]`, ...
  std::string value;

  friend bool operator==(const FormField&, const FormField&) = default;
};

class Form {
 public:
  Form() = default;
  // `fields` sorted by name, names unique.
  explicit Form(std::vector<FormField> fields) : fields_(std::move(fields)) {}

  std::optional<std::string_view> find(std::string_view name) const;
  const std::vector<FormField>& fields() const { return fields_; }

 private:
  std::vector<FormField> fields_;
};

// Errors, all kInvalidArgument; `detail` is "field N" (from 1) and never holds a byte of the body:
// "form.too_large", "form.too_many_fields", "form.name_too_long", "form.too_deep",
// "form.bad_percent" ('%' without two hex digits), "form.not_utf8", "form.bad_name" (empty, or a control
// character), "form.bad_nesting" (brackets that do not pair up), "form.duplicate" (a name twice),
// "form.conflict" (a name that is both a value and a container).
Result<Form> decode_form(std::string_view body, const FormLimits& limits = {});

bool is_utf8(std::string_view text);

}  // namespace sd::webhooks
