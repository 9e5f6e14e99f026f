#include "extension/portal/sql/soci_token_store.h"

namespace sd::portal {

using soci::into;
using soci::use;
using storage::Durability;

Result<std::optional<Tokens>> SociTokenStore::load(PortalId portal, UserId user) {
  using Loaded = Result<std::optional<Tokens>>;
  return database_.read("token.load", [&](soci::session& sql) -> Loaded {
    const long long portal_id = portal.value(), user_id = user.value();
    std::string access_sealed, refresh_sealed;
    long long expires = 0;
    sql << "SELECT access_sealed, refresh_sealed, expires_ms FROM token"
           " WHERE portal = :portal AND user_id = :user",
        into(access_sealed), into(refresh_sealed), into(expires), use(portal_id, "portal"),
        use(user_id, "user");
    if (!sql.got_data()) return std::optional<Tokens>();
    Result<std::string> access = sealer_.open(access_sealed);
    if (!access) return access.error();
    Result<std::string> refresh = sealer_.open(refresh_sealed);
    if (!refresh) return refresh.error();
    return std::optional<Tokens>(
        Tokens{Secret{std::move(*access)}, Secret{std::move(*refresh)}, from_ms(expires)});
  });
}

Status SociTokenStore::save(PortalId portal, UserId user, const Tokens& tokens) {
  const long long portal_id = portal.value(), user_id = user.value(), expires = to_ms(tokens.expires_at);
  const std::string access = sealer_.seal(tokens.access.reveal());
  const std::string refresh = sealer_.seal(tokens.refresh.reveal());
  return database_.write("token.save", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "REPLACE INTO token (portal, user_id, access_sealed, refresh_sealed, expires_ms)"
           " VALUES (:portal, :user, :access, :refresh, :expires)",
        use(portal_id, "portal"), use(user_id, "user"), use(access, "access"), use(refresh, "refresh"),
        use(expires, "expires");
    return Done{};
  });
}

Status SociTokenStore::forget(PortalId portal, UserId user) {
  const long long portal_id = portal.value(), user_id = user.value();
  return database_.write("token.forget", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "DELETE FROM token WHERE portal = :portal AND user_id = :user", use(portal_id, "portal"),
        use(user_id, "user");
    return Done{};
  });
}

Result<std::vector<UserId>> SociTokenStore::background(PortalId portal) {
  const long long portal_id = portal.value();
  return database_.read("token.background", [&](soci::session& sql) -> Result<std::vector<UserId>> {
    long long user = 0;
    soci::statement select =
        (sql.prepare << "SELECT user_id FROM background_user WHERE portal = :portal ORDER BY position",
         into(user), use(portal_id, "portal"));
    select.execute();
    std::vector<UserId> users;
    while (select.fetch()) users.emplace_back(user);
    return users;
  });
}

Status SociTokenStore::set_background(PortalId portal, std::span<const UserId> users) {
  const long long portal_id = portal.value();
  return database_.write("token.background", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "DELETE FROM background_user WHERE portal = :portal", use(portal_id, "portal");
    for (std::size_t at = 0; at < users.size(); ++at) {
      const long long position = static_cast<long long>(at), user = users[at].value();
      sql << "INSERT INTO background_user (portal, position, user_id) VALUES (:portal, :position, :user)",
          use(portal_id, "portal"), use(position, "position"), use(user, "user");
    }
    return Done{};
  });
}

}  // namespace sd::portal
