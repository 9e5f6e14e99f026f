#include "webhooks/set_aside.h"

namespace sd::webhooks {

Result<std::int64_t> discard_void(SetAside& inbox, PortalId portal) {
  constexpr std::size_t kAtOnce = 1'000;
  const Result<std::vector<AsideRow>> rows = inbox.rows(portal, kAtOnce);
  if (!rows) return rows.error();
  AsideChoice choice;
  for (const AsideRow& row : *rows) {
    if (row.kind == EventKind::kApplication && row.reason == "install.wrong_token")
      choice.ids.push_back(row.id);
  }
  if (choice.ids.empty()) return std::int64_t{0};
  return inbox.discard(portal, choice);
}

}  // namespace sd::webhooks
