// Parameters the way PHP reads them: nested keys, repeated "[]", '+' for a space, order kept
// (portal-api 1.2). Nothing here is an error: a bad percent code stays as it stands.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace sd::portal_double {

namespace json = boost::json;

// "a%2" and "a%zz" keep their percent sign.
std::string percent_decode(std::string_view text, bool plus_is_space = true);
std::string percent_encode(std::string_view text);

// Collects parameters into nested objects and lists.
class FormReader {
 public:
  FormReader();
  ~FormReader();
  // `key` as in "filter[>ID]" or "select[]", decoded.
  void add(const std::string& key, std::string value);
  json::object take() const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

// Reads "a=1&b[x][]=2". Lists are arrays; keys keep their order.
json::object read_query(std::string_view query);

// Objects below `value` whose keys are 0, 1, 2, … become arrays.
void lists_to_arrays(json::value& value);

bool valid_utf8(std::string_view text);

// The scalar values of `value` as "key%5Bsub%5D=text&…", the way the portal posts events.
class FormWriter {
 public:
  void add(std::string_view key, std::string_view value);
  void add(const std::string& prefix, const std::vector<std::string>& path, std::string_view value);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace sd::portal_double
