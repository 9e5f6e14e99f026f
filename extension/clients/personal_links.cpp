#include "extension/clients/personal_links.h"

#include <algorithm>

#include "extension/session/link_token.h"

namespace sd::clients {

Result<bool> PersonalLinks::may(const Editor& editor, CompanyId company) {
  if (editor.administrator) return true;
  const auto his = links_.companies_of(editor.portal, editor.manages);
  if (!his) return his.error();
  return his->contains(company);
}

Result<std::vector<Link>> PersonalLinks::list(const Editor& editor) {
  Result<std::vector<Link>> links = links_.links(editor.portal);
  if (!links || editor.administrator) return links;
  const auto his = links_.companies_of(editor.portal, editor.manages);
  if (!his) return his.error();
  std::erase_if(*links, [&](const Link& link) { return !his->contains(link.whose.company); });
  return links;
}

Result<PersonalLinks::Made> PersonalLinks::make(const Editor& editor, const LinkOrder& order) {
  const Result<LinkOrder> fine = checked(order);
  if (!fine) return fine.error();
  const auto known = people_.companies(editor.portal, std::span(&fine->company, 1));
  if (!known) return known.error();
  if (known->empty()) return Error{ErrorKind::kInvalidArgument, "link.company", {}};
  const Result<bool> allowed = may(editor, fine->company);
  if (!allowed) return allowed.error();
  if (!*allowed) return Error{ErrorKind::kPermissionDenied, "link.denied", {}};

  Secret token = session::new_link_token();
  const std::string hash = session::link_token_hash(token.reveal()).value_or("");
  Result<Link> link = links_.add({editor.portal, *fine, hash, editor.user, clock_.now()});
  if (!link) return link.error();
  return Made{std::move(link).value(), std::move(token)};
}

Status PersonalLinks::revoke(const Editor& editor, std::int64_t link) {
  const Result<std::vector<Link>> his = list(editor);
  if (!his) return his.error();
  const Error unknown{ErrorKind::kNotFound, "link.unknown", {}};
  if (std::none_of(his->begin(), his->end(), [link](const Link& one) { return one.id == link; })) {
    return unknown;
  }
  const Result<bool> revoked = links_.revoke(editor.portal, link, editor.user, clock_.now());
  if (!revoked) return revoked.error();
  return *revoked ? Status(Done{}) : Status(unknown);
}

Result<LinkStore::Opened> PersonalLinks::open(std::string_view token) {
  const Error invalid{ErrorKind::kPermissionDenied, "link.invalid", {}};
  const auto hash = session::link_token_hash(token);
  if (!hash) return invalid;
  auto opened = links_.open(*hash, clock_.now());
  if (!opened) return opened.error();
  if (!*opened) return invalid;
  return std::move(**opened);
}

}  // namespace sd::clients
