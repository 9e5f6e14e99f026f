// Names on the settings page: all of them where the portal is small, otherwise found as somebody types.
#pragma once

#include <boost/json.hpp>

#include "extension/http/message.h"
#include "extension/settings/http/editor_of.h"

namespace sd::settings {

class DirectoryHandlers {
 public:
  // All references must outlive this object.
  DirectoryHandlers(const visitors::Guard& guard, kanban::CardStore& cards, kanban::PeopleStore& people)
      : guard_(guard), cards_(cards), people_(people) {}

  // More people or companies than this are not sent with the page but asked for.
  static constexpr std::size_t kSentUpTo = 200;

  // {"people": [{"id", "name", "active", "external"}], "people_more", "companies": [{"id", "title"}],
  // "companies_more"}: a list is empty and its "_more" true where there are more than kSentUpTo. Errors:
  // those of the store.
  Result<boost::json::object> context(const Editor& editor);

  // GET /api/settings/find?kind=people|clients|companies&text=&from=0&most=50: by name, page by page
  // (find_by_name()); people who were dismissed are left out, managers find people of their groups alone.
  // {"found": [{"id", "name"}], "more"}. Errors: "request.kind", "request.text" (over 200 bytes),
  // "request.from", "request.most" (over 1,000).
  http::Response find(const http::Request& request);

  // GET /api/settings/names?kind=people|companies&ids=1,2: {"found": [{"id", "name"}]}, the known ones.
  // Errors: "request.kind", "request.ids" (none, or over 200).
  http::Response names(const http::Request& request);

 private:
  Result<Editor> editor(const http::Request& request) const {
    return editor_of(request, guard_, cards_, people_);
  }

  const visitors::Guard& guard_;
  kanban::CardStore& cards_;
  kanban::PeopleStore& people_;
};

}  // namespace sd::settings
