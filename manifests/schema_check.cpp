#include "manifests/schema_check.h"

#include <boost/json/serialize.hpp>
#include <exception>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace sd::manifests {
namespace {

namespace json = boost::json;
constexpr std::size_t kQuotedBytes = 80;

// valijson's path {"<root>", "[key]", "[0]"} as a JSON pointer.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string& part = context[i];
    pointer = step(pointer, std::string_view(part).substr(1, part.size() - 2));
  }
  return pointer;
}

// Errors of a value around the one that is wrong say only that something inside is.
bool is_wrapper(const std::string& description) {
  return description.starts_with("Failed to validate") || description.starts_with("Cannot validate");
}

std::string quoted(const json::value* value) {
  if (value == nullptr) return "the value";
  std::string text = json::serialize(*value);
  if (text.size() > kQuotedBytes) {
    std::size_t cut = kQuotedBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    text = text.substr(0, cut) + "…";
  }
  return text;
}

const json::value* find(const json::value& root, const std::string& pointer) {
  boost::system::error_code error;
  return root.find_pointer(pointer, error);
}

std::string between_quotes(const std::string& text) {
  const std::size_t first =
      text.find('\'', text.rfind("constraints: ") == std::string::npos ? 0 : text.rfind("constraints: "));
  const std::size_t last = text.rfind('\'');
  if (first == std::string::npos || last <= first) return {};
  return text.substr(first + 1, last - first - 1);
}

Error in_words(const JsonText& document, const std::string& schema,
               const valijson::ValidationResults::Error& error) {
  std::string pointer = pointer_of(error.context);
  const std::string value = quoted(find(document.root, pointer));
  const std::string& words = error.description;
  std::string reason = words;
  if (words.starts_with("Object contains a property")) {
    pointer = step(pointer, between_quotes(words));
    reason = "no such key is known here";
  } else if (words.starts_with("Missing required property")) {
    reason = "the key '" + between_quotes(words) + "' is missing";
  } else if (words.starts_with("Value type not permitted")) {
    reason = value + " is of the wrong type";
  } else if (words.starts_with("Failed to match against any enum")) {
    reason = value + " is none of the allowed values";
  } else if (words.starts_with("Failed to match regex")) {
    reason = value + " is not written in the required form";
  }
  return document.refuse("schema", pointer, reason + " (see " + schema + ")");
}

}  // namespace

Status check_schema(const JsonText& document, const JsonText& schema) {
  try {
    valijson::Schema compiled;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(schema.root), compiled);

    valijson::Validator validator;
    valijson::ValidationResults results;
    const valijson::adapters::BoostJsonAdapter target(document.root);
    if (validator.validate(compiled, target, &results)) return Done{};
    for (const auto& error : results) {
      if (!is_wrapper(error.description)) return in_words(document, schema.name, error);
    }
    return document.refuse("schema", "", "does not fit " + schema.name);
  } catch (const std::exception& failure) {
    return schema.refuse("bad_schema", "", std::string("the schema cannot be used: ") + failure.what());
  }
}

}  // namespace sd::manifests
