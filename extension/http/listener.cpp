#include "extension/http/listener.h"

#include <arpa/inet.h>
#include <cpprest/http_listener.h>
#include <netinet/tcp.h>
#include <pplx/threadpool.h>
#include <sys/socket.h>
#include <unistd.h>
#include <boost/asio/post.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <mutex>
#include <string>
#include <utility>

#include "extension/http/query.h"
#include "extension/http/worker_pool.h"

namespace sd::http {
namespace {

namespace wire = web::http;
using web::http::experimental::listener::http_listener;

Response unavailable(const char* code) { return error_response({ErrorKind::kUnavailable, code, {}}); }

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool listens_on(int socket, int port) {
  int listening = 0;
  socklen_t size = sizeof listening;
  if (::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || listening == 0) return false;
  sockaddr_in address{};
  size = sizeof address;
  return ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 &&
         address.sin_family == AF_INET && ntohs(address.sin_port) == port;
}

// The library writes an answer's head and each 4 KB of its body on their own; with Nagle's algorithm each
// such write waits up to 40 ms for the reader's delayed acknowledgement of the one before. It offers no way
// to its sockets, but on Linux accepted sockets inherit the option from the listening one, which is found
// among our own.
void send_without_delay(int port) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", failed)) {
    const int socket = std::atoi(entry.path().filename().c_str());
    if (!listens_on(socket, port)) continue;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
}

wire::http_response to_wire(Response&& response) {
  wire::http_response out(static_cast<wire::status_code>(response.status));
  for (auto& [name, value] : response.headers) out.headers().add(name, value);
  if (response.status != 204) out.set_body(std::move(response.body), response.content_type);
  return out;
}

// Runs a continuation where the task before it ended, instead of sending it through the library's queue once
// more: what follows here is short and never waits.
class RightHere final : public pplx::scheduler_interface {
 public:
  void schedule(pplx::TaskProc_t proc, void* argument) override { proc(argument); }
};

pplx::task_options right_here() {
  static const auto scheduler = std::make_shared<RightHere>();
  return pplx::task_options(pplx::scheduler_ptr(scheduler));
}

// The body of a request that is complete. Copied out of the library's buffer at once: extract_vector() and
// its like are tasks of the very threads this runs on, and waiting for them stops the server for good as soon
// as all threads do it.
std::string body_of(const wire::http_request& request) {
  auto buffer = request.body().streambuf();
  std::string body(buffer.in_avail(), '\0');
  if (!body.empty()) {
    body.resize(buffer.scopy(reinterpret_cast<unsigned char*>(body.data()), body.size()));
  }
  return body;
}

}  // namespace

// Nothing in here waits. cpprestsdk collects the body on its own threads; the complete request goes to a
// worker; the answer is sent and forgotten. A .get() on those threads stops the server for good once all of
// them do it, and a task whose exception nobody reads ends the process.
struct Listener::Impl {
  Impl(ListenerOptions given, AsyncHandler answer_with, std::function<bool(const Request&)> inline_if)
      : options(std::move(given)),
        handler(std::move(answer_with)),
        inline_route(std::move(inline_if)),
        listener("http://" + options.host + ":" + std::to_string(options.port)),
        workers(options.workers, options.queue) {
    listener.support([this](const wire::http_request& request) { accept(request); });
    // Left alone, the library answers OPTIONS itself, without the headers a browser's preflight asks for.
    listener.support(wire::methods::OPTIONS, [this](const wire::http_request& request) { accept(request); });
  }

  void accept(const wire::http_request& request) {
    enter();
    if (closing) {
      answer(request, unavailable("server.closing"));
      return;
    }
    request.content_ready().then(
        [this, request](const pplx::task<wire::http_request>& received) {
          try {
            received.get();
            dispatch(request);
          } catch (const std::exception&) {  // the client went away while sending
            answer(request, error_response({ErrorKind::kInvalidArgument, "request.body", {}}));
          }
        },
        right_here());
  }

  void dispatch(const wire::http_request& wire_request) {
    std::string body = body_of(wire_request);
    if (body.size() > options.max_body) {
      Response refusal = error_response({ErrorKind::kInvalidArgument, "request.too_large", {}});
      refusal.status = 413;
      answer(wire_request, std::move(refusal));
      return;
    }
    Request request;
    request.method = wire_request.method();
    const web::uri uri = wire_request.relative_uri();
    Result<std::string> path = percent_decoded(uri.path(), false);
    if (!path) {
      answer(wire_request, error_response(path.error()));
      return;
    }
    request.path = std::move(path).value();
    request.query = uri.query();
    for (const auto& [name, value] : wire_request.headers()) request.headers[lower(name)] = value;
    request.body = std::move(body);
    if (inline_route && inline_route(request)) {
      serve(wire_request, request);
      return;
    }
    if (!workers.try_post(
            [this, wire_request, request = std::move(request)] { serve(wire_request, request); })) {
      answer(wire_request, unavailable("server.busy"));
    }
  }

  void serve(const wire::http_request& wire_request, const Request& request) {
    try {
      handler(request,
              [this, wire_request](Response response) { answer(wire_request, std::move(response)); });
    } catch (const std::exception&) {  // a handler that throws has not replied: that is its contract
      answer(wire_request, error_response({ErrorKind::kInternal, "server.bug", {}}));
    }
  }

  void answer(const wire::http_request& request, Response response) {
    request.reply(to_wire(std::move(response)))
        .then(
            [this](const pplx::task<void>& sent) {
              try {
                sent.get();
              } catch (const std::exception&) {  // the client went away while reading
              }
              leave();
            },
            right_here());
  }

  void enter() { ++busy; }
  void leave() {
    if (--busy == 0) {
      const std::lock_guard lock(mutex);
      idle.notify_all();
    }
  }

  ListenerOptions options;
  AsyncHandler handler;
  std::function<bool(const Request&)> inline_route;
  std::mutex mutex;
  std::condition_variable idle;
  std::atomic<std::size_t> busy{0};
  std::atomic<bool> closing{false};
  std::atomic<bool> open{false};
  http_listener listener;
  WorkerPool workers;
};

Listener::Listener(ListenerOptions options, AsyncHandler handler,
                   std::function<bool(const Request&)> inline_route)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(handler), std::move(inline_route))) {}

Listener::~Listener() { stop(std::chrono::seconds{2}); }

Status Listener::start() {
  try {
    impl_->listener.open().get();
    impl_->open = true;
    send_without_delay(impl_->options.port);
    return Done{};
  } catch (const std::exception& failure) {
    return Error{ErrorKind::kUnavailable, "listen.failed",
                 impl_->options.host + ":" + std::to_string(impl_->options.port) + ": " + failure.what()};
  }
}

void Listener::stop(std::chrono::milliseconds patience) {
  if (!impl_->open.exchange(false)) return;
  impl_->closing = true;
  {
    std::unique_lock lock(impl_->mutex);
    impl_->idle.wait_for(lock, patience, [this] { return impl_->busy == 0; });
  }
  try {
    impl_->listener.close().get();
  } catch (const std::exception&) {  // closing what is half closed already
  }
}

std::size_t Listener::in_flight() const { return impl_->busy; }

void use_library_threads(std::size_t threads) { crossplat::threadpool::initialize_with_threads(threads); }

void on_library_thread(std::function<void()> job) {
  boost::asio::post(crossplat::threadpool::shared_instance().service(), std::move(job));
}

Result<int> free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool ok = probe >= 0 && ::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (probe >= 0) ::close(probe);
  if (!ok) return Error{ErrorKind::kUnavailable, "listen.no_port", "no free port on 127.0.0.1"};
  return static_cast<int>(ntohs(address.sin_port));
}

}  // namespace sd::http
