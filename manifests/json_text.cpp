#include "manifests/json_text.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <set>
#include <vector>

namespace sd::manifests {
namespace {

namespace json = boost::json;

// Hears the parser's events, line by line. Keeps the first refusal; the parser itself goes on to the end
// of the line.
class LineKeeper {
 public:
  static constexpr std::size_t max_object_size = 100'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_key_size = 1 << 20;
  static constexpr std::size_t max_string_size = 1 << 20;

  explicit LineKeeper(const JsonLimits& limits) : limits_(limits) { text_.reserve(64); }

  int line = 1;
  std::map<std::string, int, std::less<>> lines;
  std::string code;  // of the first refusal; empty = none
  std::string pointer;
  std::string reason;
  int refused_line = 0;

  using Code = boost::system::error_code;
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return open(true); }
  bool on_object_end(std::size_t, Code&) { return close(); }
  bool on_array_begin(Code&) { return open(false); }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_key_part(json::string_view part, std::size_t, Code&) { return keep(part); }
  bool on_key(json::string_view part, std::size_t, Code&) {
    keep(part);
    Level& level = levels_.back();
    if (text_.size() > limits_.key_bytes) {
      refuse("long_string", level.pointer,
             "a key is longer than " + std::to_string(limits_.key_bytes) + " bytes");
      text_.resize(limits_.key_bytes);
    }
    level.next = step(level.pointer, text_);
    if (!level.keys.insert(text_).second) {
      refuse("duplicate_key", level.next, "the key occurs a second time; only one can count");
    }
    lines.emplace(level.next, line);
    text_.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, Code&) { return keep(part); }
  bool on_string(json::string_view part, std::size_t, Code&) {
    keep(part);
    const std::string at = begin_value();
    if (text_.size() > limits_.string_bytes) {
      refuse("long_string", at, "the text is longer than " + std::to_string(limits_.string_bytes) + " bytes");
    }
    text_.clear();
    return true;
  }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return value(); }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return value(); }
  bool on_double(double, json::string_view, Code&) { return value(); }
  bool on_bool(bool, Code&) { return value(); }
  bool on_null(Code&) { return value(); }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }

 private:
  struct Level {
    std::string pointer;
    bool object = false;
    std::size_t index = 0;  // of the next item of an array
    std::string next;       // pointer of the next value of an object
    std::set<std::string, std::less<>> keys;
  };

  bool keep(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool value() {
    begin_value();
    return true;
  }
  // Notes the line of the value that begins here and returns its pointer.
  std::string begin_value() {
    std::string at;
    if (!levels_.empty()) {
      Level& level = levels_.back();
      at = level.object ? level.next : step(level.pointer, std::to_string(level.index++));
    }
    lines.emplace(at, line);
    return at;
  }
  bool open(bool object) {
    Level level;
    level.pointer = begin_value();
    level.object = object;
    levels_.push_back(std::move(level));
    return true;
  }
  bool close() {
    levels_.pop_back();
    return true;
  }
  void refuse(std::string what, std::string at, std::string why) {
    if (!code.empty()) return;
    code = std::move(what);
    pointer = std::move(at);
    reason = std::move(why);
    refused_line = line;
  }

  JsonLimits limits_;
  std::vector<Level> levels_;
  std::string text_;  // of the key or string being read
};

Error refused(const std::string& name, int line, std::string code, const std::string& reason) {
  return {ErrorKind::kInvalidArgument, "manifest." + std::move(code),
          name + ":" + std::to_string(line) + ": " + reason};
}

}  // namespace

std::string step(std::string_view pointer, std::string_view key) {
  std::string result(pointer);
  result += '/';
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

int JsonText::line_of(std::string_view pointer) const {
  for (;;) {
    if (const auto found = lines.find(pointer); found != lines.end()) return found->second;
    const std::size_t slash = pointer.rfind('/');
    if (slash == std::string_view::npos) return 1;
    pointer = pointer.substr(0, slash);
  }
}

Error JsonText::refuse(std::string code, std::string_view pointer, std::string_view reason) const {
  std::string words(pointer);
  words += words.empty() ? "" : ": ";
  words += reason;
  return refused(name, line_of(pointer), std::move(code), words);
}

Result<JsonText> parse_json(std::string name, std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return refused(name, 1, "too_large",
                   "the file is larger than " + std::to_string(limits.bytes) + " bytes");
  }
  json::basic_parser<LineKeeper> parser(json::parse_options{}, limits);
  LineKeeper& keeper = parser.handler();
  std::size_t begin = 0;
  do {
    const std::size_t newline = text.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    boost::system::error_code error;
    const std::size_t used = parser.write_some(end < text.size(), text.data() + begin, end - begin, error);
    if (!error && used < end - begin) error = json::error::extra_data;
    if (error) {
      return refused(
          name, keeper.line, "syntax",
          "not JSON at character " + std::to_string(used + 1) + " of the line: " + error.message());
    }
    if (!keeper.code.empty()) {
      return refused(name, keeper.refused_line, keeper.code, keeper.pointer + ": " + keeper.reason);
    }
    ++keeper.line;
    begin = end;
  } while (begin < text.size());

  boost::system::error_code error;
  JsonText result;
  result.name = std::move(name);
  result.root = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) return refused(result.name, 1, "syntax", "not JSON: " + error.message());
  result.lines = std::move(keeper.lines);
  return result;
}

}  // namespace sd::manifests
