// A Transport that gives the answers a test has written down, in order, and keeps what was asked.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "extension/portal/transport.h"

namespace sd::test {

inline portal::WireAnswer wire(int status, std::string body,
                               std::map<std::string, std::string> headers = {}) {
  return {status, std::move(headers), std::move(body)};
}
inline Error wire_fault(const char* code) { return {ErrorKind::kUnavailable, code, ""}; }

class ScriptedTransport final : public portal::Transport {
 public:
  using Answer = std::function<Result<portal::WireAnswer>(const portal::WireRequest&)>;

  void then(portal::WireAnswer answer) {
    script_.push_back([answer](const portal::WireRequest&) -> Result<portal::WireAnswer> { return answer; });
  }
  void then(Error error) {
    script_.push_back([error](const portal::WireRequest&) -> Result<portal::WireAnswer> { return error; });
  }
  void then(Answer answer) { script_.push_back(std::move(answer)); }
  // Answers everything behind the script.
  void always(Answer answer) { rest_ = std::move(answer); }

  Result<portal::WireAnswer> send(const portal::WireRequest& request) override {
    Answer answer;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      if (!script_.empty()) {
        answer = std::move(script_.front());
        script_.pop_front();
      } else {
        answer = rest_;
      }
    }
    if (!answer) return wire_fault("test.script_ended");
    return answer(request);
  }

  const std::vector<portal::WireRequest>& requests() const { return requests_; }
  std::size_t unused() const { return script_.size(); }

 private:
  std::mutex mutex_;
  std::deque<Answer> script_;
  Answer rest_;
  std::vector<portal::WireRequest> requests_;
};

}  // namespace sd::test
