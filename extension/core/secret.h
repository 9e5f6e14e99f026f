// A text that must never reach a log, a URL or an error: streaming it prints "***". Whoever needs the
// text says so with reveal(), which is easy to find in review.
#pragma once

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

  friend bool operator==(const Secret&, const Secret&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Secret& secret) {
    return out << (secret.empty() ? "" : "***");
  }

 private:
  std::string text_;
};

}  // namespace sd
