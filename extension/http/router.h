// Which handler answers which request. Patterns are plain paths with ":name" segments; a last segment
// "*name" takes the rest of the path.
#pragma once

#include <string>
#include <vector>

#include "extension/http/message.h"

namespace sd::http {

class Router {
 public:
  void add(std::string method, const std::string& pattern, Handler handler);
  void add_async(std::string method, const std::string& pattern, AsyncHandler handler);

  // Calls the handler of the first matching route; answers 404 "route.unknown", 405 "route.method" itself.
  void route(Request request, Reply reply) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    AsyncHandler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace sd::http
