#include "extension/http/router.h"

#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace sd::http {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the leading '/'
    const std::string_view segment = path.substr(0, path.find('/'));
    out.emplace_back(segment);
    path.remove_prefix(segment.size());
  }
  return out;
}

using Params = std::map<std::string, std::string>;

std::optional<Params> match(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  Params params;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string& expected = pattern[i];
    if (expected.starts_with('*')) {
      std::string rest;
      for (std::size_t j = i; j < path.size(); ++j) rest += (j > i ? "/" : "") + path[j];
      params[expected.substr(1)] = rest;
      return params;
    }
    if (i >= path.size()) return std::nullopt;
    if (expected.starts_with(':')) {
      params[expected.substr(1)] = path[i];
    } else if (expected != path[i]) {
      return std::nullopt;
    }
  }
  if (path.size() != pattern.size()) return std::nullopt;
  return params;
}

}  // namespace

void Router::add(std::string method, const std::string& pattern, Handler handler) {
  add_async(std::move(method), pattern,
            [handler = std::move(handler)](const Request& request, const Reply& reply) {
              reply(handler(request));
            });
}

void Router::add_async(std::string method, const std::string& pattern, AsyncHandler handler) {
  routes_.push_back({std::move(method), split(pattern), std::move(handler)});
}

void Router::route(Request request, Reply reply) const {
  const std::vector<std::string> path = split(request.path);
  bool other_method = false;
  for (const Route& route : routes_) {
    std::optional<Params> params = match(route.segments, path);
    if (!params) continue;
    if (route.method != request.method) {
      other_method = true;
      continue;
    }
    request.path_params = std::move(*params);
    route.handler(request, std::move(reply));
    return;
  }
  Response answer =
      error_response({ErrorKind::kNotFound, other_method ? "route.method" : "route.unknown", {}});
  if (other_method) answer.status = 405;
  reply(std::move(answer));
}

}  // namespace sd::http
