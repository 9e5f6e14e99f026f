#include "extension/settings/http/editor_of.h"

namespace sd::settings {

Result<Editor> editor_of(const http::Request& request, const visitors::Guard& guard, kanban::CardStore& cards,
                         kanban::PeopleStore& people) {
  const Result<session::Session> session = guard.session(request);
  if (!session) return session.error();
  Result<Editor> editor =
      find_editor({session->portal, session->user, session->administrator, session->external}, cards, people);
  if (editor && !may_enter(*editor)) return Error{ErrorKind::kPermissionDenied, "settings.denied", {}};
  return editor;
}

}  // namespace sd::settings
