#include "install/sdctl/pictures.h"

#include "extension/health/sql/token_ages.h"
#include "kanban/sql/soci_sync_health.h"
#include "webhooks/sql/soci_set_aside.h"

namespace sd::sdctl {

Result<health::Picture> read_picture(const config::Config& config, const Opened& opened,
                                     const PortalRow& portal, TimePoint now) {
  kanban::sql::SociSyncHealth figures(*opened.database);
  webhooks::SociSetAside inbox(*opened.inbox);
  health::Look look(figures, inbox, [&](PortalId id) { return health::token_ages(*opened.database, id); },
                    {std::chrono::seconds{config.queue_poll_seconds}, config.sync.reconcile_every});
  return look.run(portal.id, portal.state == "installed", now);
}

Result<std::vector<PortalPicture>> read_pictures(const config::Config& config, TimePoint now) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return opened.error();
  const Result<std::vector<PortalRow>> portals = portal_rows(*opened->database);
  if (!portals) return portals.error();
  std::vector<PortalPicture> pictures;
  for (const PortalRow& portal : *portals) {
    Result<health::Picture> picture = read_picture(config, *opened, portal, now);
    if (!picture) return picture.error();
    pictures.push_back({portal, std::move(*picture)});
  }
  return pictures;
}

}  // namespace sd::sdctl
