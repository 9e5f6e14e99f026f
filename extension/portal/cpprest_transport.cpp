#include "extension/portal/cpprest_transport.h"

#include <cpprest/containerstream.h>
#include <cpprest/http_client.h>

#include <array>
#include <cctype>
#include <future>
#include <mutex>
#include <optional>
#include <string_view>

namespace sd::portal {
namespace {

using Moment = std::chrono::steady_clock::time_point;
using web::http::client::http_client;

constexpr std::size_t kChunk = 64u << 10;
constexpr std::size_t kMaxOrigins = 256;
// Longer than any deadline in use: ends exchanges that nobody waits for any more.
constexpr std::chrono::seconds kAbandonedAfter{120};

Error wire_error(const char* code, std::string detail) {
  return {ErrorKind::kUnavailable, code, std::move(detail)};
}

// Waits for a task up to `until`: nullopt when it is not done by then. Throws what the task threw. The task
// is always observed, or a late failure would end the process (style.md E7).
template <class T>
std::optional<T> await(const pplx::task<T>& task, Moment until) {
  const auto outcome = std::make_shared<std::promise<T>>();
  auto ready = outcome->get_future();
  task.then([outcome](const pplx::task<T>& done) {
    try {
      outcome->set_value(done.get());
    } catch (...) {
      outcome->set_exception(std::current_exception());
    }
  });
  if (ready.wait_until(until) != std::future_status::ready) return std::nullopt;
  return ready.get();
}

// The library tells the phases of an exchange apart by words alone.
Error translate(const std::exception& failure) {
  static constexpr std::array<std::string_view, 4> kBeforeSending{
      "Error resolving address", "Failed to connect", "Error in SSL handshake", "Failed to set up"};
  const std::string_view what = failure.what();
  for (const std::string_view phase : kBeforeSending) {
    if (what.starts_with(phase)) return wire_error("wire.connect", std::string(what));
  }
  return wire_error("wire.lost", std::string(what));
}

std::string lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

Error too_large() { return wire_error("wire.too_large", "the answer is over 64 MiB"); }

Result<std::string> read_body(const web::http::http_response& response, Moment until) {
  const auto announced = response.headers().content_length();
  if (announced > CppRestTransport::kAnswerLimit) return too_large();
  const auto stream = response.body();
  std::string body;
  for (;;) {
    concurrency::streams::container_buffer<std::string> chunk;
    const auto got = await(stream.read(chunk, kChunk), until);
    if (!got) return wire_error("wire.deadline", "the answer did not end in time");
    if (*got == 0) break;
    if (body.size() + *got > CppRestTransport::kAnswerLimit) return too_large();
    body.append(chunk.collection(), 0, *got);  // the rest is padding
  }
  return body;
}

Result<WireAnswer> exchange(http_client& client, const web::http::http_request& request, Moment until,
                            const pplx::cancellation_token& cancelled) {
  const auto response = await(client.request(request, cancelled), until);
  if (!response) return wire_error("wire.deadline", "no answer in time");
  WireAnswer answer;
  answer.status = response->status_code();
  for (const auto& [name, value] : response->headers()) answer.headers[lower(name)] = value;
  auto body = read_body(*response, until);
  if (!body) return body.error();
  answer.body = std::move(body).value();
  return answer;
}

Result<WireAnswer> attempt(http_client& client, const web::uri& address, const WireRequest& request,
                           Moment until) {
  pplx::cancellation_token_source cancel;
  try {
    web::http::http_request message(request.method);
    message.set_request_uri(address.resource());
    if (!request.content_type.empty()) message.set_body(request.body, request.content_type);
    auto answer = exchange(client, message, until, cancel.get_token());
    if (!answer) cancel.cancel();
    return answer;
  } catch (const std::exception& failure) {
    cancel.cancel();
    return translate(failure);
  }
}

}  // namespace

// One client, and with it one pool of connections, per origin.
class CppRestTransport::Origins {
 public:
  std::shared_ptr<http_client> kept(const web::uri& address) {
    const std::string origin = address.authority().to_string();
    const std::lock_guard lock(mutex_);
    if (const auto found = clients_.find(origin); found != clients_.end()) return found->second;
    if (clients_.size() >= kMaxOrigins) clients_.clear();
    return clients_.emplace(origin, fresh(address)).first->second;
  }

  // One that has no connections yet.
  static std::shared_ptr<http_client> fresh(const web::uri& address) {
    web::http::client::http_client_config config;
    config.set_max_redirects(0);
    config.set_timeout(kAbandonedAfter);
    return std::make_shared<http_client>(address.authority(), config);
  }

  // What one of its connections has met, the others may meet next: a portal that was started anew knows none
  // of them. Exchanges under way go on.
  void forget(const web::uri& address, const std::shared_ptr<http_client>& client) {
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(address.authority().to_string());
    if (found != clients_.end() && found->second == client) clients_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<http_client>> clients_;
};

CppRestTransport::CppRestTransport() : origins_(std::make_unique<Origins>()) {}
CppRestTransport::~CppRestTransport() = default;

Result<WireAnswer> CppRestTransport::send(const WireRequest& request) {
  const Moment until = std::chrono::steady_clock::now() + request.deadline;
  const Error bad_url{ErrorKind::kInvalidArgument, "wire.url", "not an absolute http or https address"};
  try {
    if (!web::uri::validate(request.url)) return bad_url;
    const web::uri address(request.url);
    if ((address.scheme() != "http" && address.scheme() != "https") || address.host().empty()) return bad_url;
    // What was sent over a kept connection that the other side closes, the library sends again by itself,
    // whether it was worked or not.
    const auto client = request.at_most_once ? Origins::fresh(address) : origins_->kept(address);
    auto answer = attempt(*client, address, request, until);
    if (!answer) origins_->forget(address, client);
    return answer;
  } catch (const std::exception& failure) {
    return translate(failure);
  }
}

}  // namespace sd::portal
