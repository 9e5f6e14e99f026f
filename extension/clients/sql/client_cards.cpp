#include "extension/clients/sql/client_cards.h"

#include <string>

#include "extension/storage/id_lists.h"

namespace sd::clients::sql {
namespace {

constexpr const char* kOfCards[] = {"client_seen", "client_check", "client_notice"};

}  // namespace

void ClientCards::stored(soci::session& sql, PortalId portal, std::span<const kanban::CardChange>,
                         std::span<const TicketId> gone) {
  const long long portal_id = portal.value();
  storage::in_lists(gone, [&](const std::string& list) {
    for (const char* table : kOfCards) {
      sql << std::string("DELETE FROM ") + table + " WHERE portal = :portal AND ticket IN (" + list + ")",
          soci::use(portal_id, "portal");
    }
  });
}

void ClientCards::unbinding(soci::session& sql, PortalId portal, GroupId group) {
  const long long portal_id = portal.value(), group_id = group.value();
  for (const char* table : kOfCards) {
    sql << std::string("DELETE FROM ") + table +
               " WHERE portal = :portal AND ticket IN"
               " (SELECT ticket FROM card WHERE portal = :same_portal AND group_id = :group)",
        soci::use(portal_id, "portal"), soci::use(portal_id, "same_portal"), soci::use(group_id, "group");
  }
}

}  // namespace sd::clients::sql
