#include "tests/portal/rest/multipart.h"
#include "tests/portal/rest/php_params.h"
#include "tests/portal/rest/rest_server.h"

namespace sd::portal_double {
namespace {

void merge(json::object from, json::object& into) {
  for (auto& entry : from) into[entry.key()] = std::move(entry.value());
}

void drop_tracing(json::object& params) {
  json::object kept;
  for (auto& entry : params) {
    if (!entry.key().starts_with("bx24_")) kept[entry.key()] = std::move(entry.value());
  }
  params = std::move(kept);
}

}  // namespace

json::object read_params(const http::Request& request, bool v3) {
  json::object params;
  if (!v3) params = read_query(request.query);
  const std::string_view type = request.header("content-type").value_or("");
  if (type.starts_with("application/json") || v3) {
    boost::system::error_code failed;
    json::value body = json::parse(request.body, failed);
    if (!failed && body.is_object()) {
      merge(std::move(body.get_object()), params);
    } else if (!failed && body.is_array()) {
      params[""] = std::move(body);  // v3 batch
    }
    // Invalid JSON is an empty set of parameters, not an error.
  } else if (type.starts_with("multipart/form-data")) {
    FormReader form;
    for (const auto& [name, value] : read_multipart(request.body, type)) form.add(name, value);
    merge(form.take(), params);
  } else {
    merge(read_query(request.body), params);
  }
  drop_tracing(params);
  return params;
}

json::object read_loose_params(http::Request request) {
  if (request.body.starts_with('{')) request.headers["content-type"] = "application/json";
  return read_params(request, false);
}

}  // namespace sd::portal_double
