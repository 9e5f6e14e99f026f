#include "extension/portal_db/values.h"

#include <charconv>
#include <cstdint>

namespace sd::portal_db {
namespace {

constexpr std::size_t kMaxValues = 10'000;

// How long the character is that begins with `lead`; 0: none begins so.
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// The smallest and largest second byte after `lead`: what is outside is overlong, a surrogate or too high.
bool fits(unsigned char lead, unsigned char second) {
  if (lead == 0xE0) return second >= 0xA0 && second <= 0xBF;
  if (lead == 0xED) return second >= 0x80 && second <= 0x9F;
  if (lead == 0xF0) return second >= 0x90 && second <= 0xBF;
  if (lead == 0xF4) return second >= 0x80 && second <= 0x8F;
  return second >= 0x80 && second <= 0xBF;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads what PHP's serialize() writes, from the front.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  // Digits up to and with `end`.
  bool number(std::int64_t& value, char end) {
    const auto [stop, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (fault != std::errc{} || stop == rest_.data() + rest_.size() || *stop != end) return false;
    rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()) + 1);
    return true;
  }

  bool scalar(std::string& value) {
    std::int64_t number_read = 0;
    if (take("s:")) {
      if (!number(number_read, ':') || number_read < 0) return false;
      const auto size = static_cast<std::size_t>(number_read);
      if (rest_.size() < 2 || size > rest_.size() - 2 || rest_[0] != '"' || rest_[size + 1] != '"')
        return false;
      value = rest_.substr(1, size);
      rest_.remove_prefix(size + 2);
      return take(";");
    }
    if (take("i:")) {
      if (!number(number_read, ';')) return false;
      value = std::to_string(number_read);
      return true;
    }
    return false;
  }

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = length_of(lead);
    if (length == 0 || at + length > text.size()) return false;
    for (std::size_t next = 1; next < length; ++next) {
      const auto byte = static_cast<unsigned char>(text[at + next]);
      if (next == 1 ? !fits(lead, byte) : (byte & 0xC0U) != 0x80U) return false;
    }
    at += length;
  }
  return true;
}

std::string with_emoji(std::string_view text) {
  constexpr std::size_t kCoded = 10;  // two colons and eight digits
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ':' && at + kCoded <= text.size() && text[at + kCoded - 1] == ':') {
      std::string bytes;
      for (std::size_t digit = at + 1; digit < at + kCoded - 1; digit += 2) {
        const int high = hex(text[digit]), low = hex(text[digit + 1]);
        if (high < 0 || low < 0) break;
        bytes += static_cast<char>(high * 16 + low);
      }
      if (bytes.size() == 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0xF0U && is_utf8(bytes)) {
        out += bytes;
        at += kCoded;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

std::optional<std::vector<std::string>> php_list(std::string_view text) {
  std::vector<std::string> values;
  if (text.empty() || text == "N;" || text == "b:0;") return values;
  Reader reader(text);
  std::int64_t count = 0;
  if (!reader.take("a:") || !reader.number(count, ':') || !reader.take("{")) return std::nullopt;
  for (std::int64_t i = 0; i < count; ++i) {
    std::string key, value;
    if (values.size() >= kMaxValues || !reader.scalar(key) || !reader.scalar(value)) return std::nullopt;
    values.push_back(std::move(value));
  }
  if (!reader.take("}") || !reader.at_end()) return std::nullopt;
  return values;
}

}  // namespace sd::portal_db
