// A person's own desk: how he left a group's board, and with whom he works. GET and POST /api/desk.
#pragma once

#include "extension/http/message.h"
#include "extension/visitors/http/guard.h"
#include "kanban/people.h"
#include "kanban/settings.h"

namespace sd::kanban {

class DeskHandlers {
 public:
  // All references must outlive this object.
  DeskHandlers(const visitors::Guard& guard, PeopleStore& people, SettingsStore& settings)
      : guard_(guard), people_(people), settings_(settings) {}

  // {"kept": {…} or null, "people": [{"id", "name", "photo"}]}: what was kept last, and the group's employees
  // by name. Errors: session.* (401), "board.denied", "request.group".
  http::Response read(const http::Request& request);

  // {"group": 77, "kept": {…}}; what the page keeps is its own business. Errors besides: "request.too_large"
  // above kMostBytes, "request.json", "request.kept" when it is no object.
  http::Response keep(const http::Request& request);

  static constexpr std::size_t kMostBytes = std::size_t{24} << 10;

 private:
  const visitors::Guard& guard_;
  PeopleStore& people_;
  SettingsStore& settings_;
};

}  // namespace sd::kanban
