#include "webhooks/rules/form.h"

#include <algorithm>
#include <map>

namespace sd::webhooks {
namespace {

Error refuse_form(const char* code, std::size_t field = 0) {
  return {ErrorKind::kInvalidArgument, code, field == 0 ? "" : "field " + std::to_string(field)};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// False: a '%' without two hex digits.
bool unescape(std::string_view text, std::string& out) {
  out.clear();
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      out += ' ';
    } else if (text[at] != '%') {
      out += text[at];
    } else {
      if (text.size() - at < 3) return false;
      const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
      if (high < 0 || low < 0) return false;
      out += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return true;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// The code of what is wrong with a decoded name, or nullptr. `list`: whether it has an empty bracket pair.
const char* name_fault(const std::string& name, const FormLimits& limits, bool& list) {
  if (name.size() > limits.name_bytes) return "form.name_too_long";
  if (has_control(name)) return "form.bad_name";
  std::size_t at = std::min(name.find('['), name.size());
  if (at == 0) return "form.bad_name";
  if (name.find(']') < at) return "form.bad_nesting";
  std::size_t depth = 0;
  while (at < name.size()) {
    const std::size_t close = name.find(']', at);
    if (name[at] != '[' || close == std::string::npos || name.find('[', at + 1) < close) {
      return "form.bad_nesting";
    }
    if (close == at + 1) list = true;
    if (++depth > limits.depth) return "form.too_deep";
    at = close + 1;
  }
  return nullptr;
}

// Numbers the empty brackets of the names of one body.
class ListIndex {
 public:
  void number(std::string& name) {
    for (std::size_t at = name.find("[]"); at != std::string::npos; at = name.find("[]", at + 1)) {
      name.insert(at + 1, std::to_string(next_[name.substr(0, at)]++));
    }
  }

 private:
  std::map<std::string, std::size_t> next_;
};

bool by_name(const FormField& left, const FormField& right) { return left.name < right.name; }

bool has_name(const std::vector<FormField>& sorted, std::string_view name) {
  const auto found =
      std::lower_bound(sorted.begin(), sorted.end(), name,
                       [](const FormField& field, std::string_view wanted) { return field.name < wanted; });
  return found != sorted.end() && found->name == name;
}

// A value and a container under one name: `data=x&data[ID]=1`.
bool conflicts(const std::vector<FormField>& sorted) {
  return std::any_of(sorted.begin(), sorted.end(), [&](const FormField& field) {
    for (std::size_t at = field.name.find('['); at != std::string::npos; at = field.name.find('[', at + 1)) {
      if (has_name(sorted, std::string_view(field.name).substr(0, at))) return true;
    }
    return false;
  });
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const std::size_t extra = lead >= 0xc2 && lead <= 0xdf   ? 1
                              : lead >= 0xe0 && lead <= 0xef ? 2
                              : lead >= 0xf0 && lead <= 0xf4 ? 3
                                                             : 0;
    if (extra == 0 || text.size() - at <= extra) return false;
    for (std::size_t next = 1; next <= extra; ++next) {
      if ((static_cast<unsigned char>(text[at + next]) & 0xc0) != 0x80) return false;
    }
    const unsigned char second = static_cast<unsigned char>(text[at + 1]);
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
        (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) {
      return false;  // over-long, a surrogate, or beyond U+10FFFF
    }
    at += extra + 1;
  }
  return true;
}

std::optional<std::string_view> Form::find(std::string_view name) const {
  const auto found =
      std::lower_bound(fields_.begin(), fields_.end(), name,
                       [](const FormField& field, std::string_view wanted) { return field.name < wanted; });
  if (found == fields_.end() || found->name != name) return std::nullopt;
  return found->value;
}

Result<Form> decode_form(std::string_view body, const FormLimits& limits) {
  if (body.size() > limits.bytes) return refuse_form("form.too_large");
  std::vector<FormField> fields;
  fields.reserve(32);
  ListIndex lists;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('&', at), body.size());
    const std::string_view pair = body.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    const std::size_t number = fields.size() + 1;
    if (number > limits.fields) return refuse_form("form.too_many_fields");
    const std::size_t equals = std::min(pair.find('='), pair.size());
    FormField field;
    if (!unescape(pair.substr(0, equals), field.name) ||
        !unescape(pair.substr(std::min(equals + 1, pair.size())), field.value)) {
      return refuse_form("form.bad_percent", number);
    }
    if (!is_utf8(field.name) || !is_utf8(field.value)) return refuse_form("form.not_utf8", number);
    bool list = false;
    if (const char* fault = name_fault(field.name, limits, list)) return refuse_form(fault, number);
    if (list) lists.number(field.name);
    fields.push_back(std::move(field));
  }
  std::sort(fields.begin(), fields.end(), by_name);
  const auto twice =
      std::adjacent_find(fields.begin(), fields.end(),
                         [](const auto& left, const auto& right) { return left.name == right.name; });
  if (twice != fields.end()) return refuse_form("form.duplicate");
  if (conflicts(fields)) return refuse_form("form.conflict");
  return Form(std::move(fields));
}

}  // namespace sd::webhooks
