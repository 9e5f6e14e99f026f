#include "extension/visitors/http/guard.h"

#include "extension/http/query.h"

namespace sd::visitors {

namespace {

bool is_client(const session::Session& session) { return standing_in(session, {}) == Standing::kClient; }

}  // namespace

Result<session::Session> Guard::anybody(const http::Request& request) const {
  constexpr std::string_view kScheme = "Bearer ";
  std::string_view token = request.header("authorization").value_or("");
  if (!token.starts_with(kScheme)) return Error{ErrorKind::kPermissionDenied, "session.missing", {}};
  token.remove_prefix(kScheme.size());
  return signer_.check(token, clock_.now());
}

Result<session::Session> Guard::session(const http::Request& request) const {
  Result<session::Session> found = anybody(request);
  if (found && is_client(*found)) return Error{ErrorKind::kPermissionDenied, "staff.only", {}};
  return found;
}

Status Guard::passes(const http::Request& request) const {
  const std::string& path = request.path;
  if (!path.starts_with("/api/") || path.starts_with("/api/client/") || path == "/api/session") return Done{};
  const Result<session::Session> found = anybody(request);
  if (found && is_client(*found)) return Error{ErrorKind::kPermissionDenied, "staff.only", {}};
  return Done{};
}

Result<session::Session> Guard::client(const http::Request& request) const {
  Result<session::Session> found = anybody(request);
  if (!found) return found;
  if (!is_client(*found)) return Error{ErrorKind::kPermissionDenied, "client.only", {}};
  if (found->link == 0) return found;
  const Result<bool> holds = link_holds_(found->portal, found->link);
  if (!holds) return holds.error();
  if (!*holds) return Error{ErrorKind::kPermissionDenied, "session.ended", {}};
  return found;
}

Result<Access> Guard::board(const http::Request& request, GroupId group) const {
  const Result<session::Session> found = session(request);
  if (!found) return found.error();
  const auto members = people_.members(found->portal, group);
  if (!members) return members.error();
  const Standing standing = standing_in(*found, *members);
  if (!may_see_board(standing)) return Error{ErrorKind::kPermissionDenied, "board.denied", {}};
  return Access{*found, standing};
}

Result<session::Session> Guard::administrator(const http::Request& request) const {
  Result<session::Session> found = session(request);
  if (found && !found->administrator) return Error{ErrorKind::kPermissionDenied, "admin.only", {}};
  return found;
}

Result<std::int64_t> query_number(const http::Request& request, const std::string& name) {
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  const auto found = query->find(name);
  const auto number = found == query->end() ? std::nullopt : http::to_number(found->second);
  if (!number) return Error{ErrorKind::kInvalidArgument, "request." + name, {}};
  return *number;
}

}  // namespace sd::visitors
