// A text that must never reach a log, a URL or an error: streaming it prints "***". Whoever needs the
// text says so with reveal(), which is easy to find in review.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <utility>

namespace sd {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  const std::string& reveal() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

  // Takes the same time wherever the two differ: comparing tells nothing of the text.
  friend bool operator==(const Secret& left, const Secret& right) {
    if (left.text_.size() != right.text_.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < left.text_.size(); ++i) {
      difference |= static_cast<unsigned char>(left.text_[i]) ^
                    static_cast<unsigned>(static_cast<unsigned char>(right.text_[i]));
    }
    return difference == 0;
  }
  friend std::ostream& operator<<(std::ostream& out, const Secret& secret) {
    return out << (secret.empty() ? "" : "***");
  }

 private:
  std::string text_;
};

}  // namespace sd
