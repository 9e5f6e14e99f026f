#include "extension/clients/sql/soci_link_store.h"

#include "extension/storage/id_lists.h"

namespace sd::clients::sql {
namespace {

using soci::into;
using soci::use;

constexpr long long kNotYet = 0;  // of instants

// What is selected of a link and its person, in this order.
constexpr const char* kLinkColumns =
    "SELECT link.portal, link.link_id, link.user_id, person.contact_id, person.company_id, person.name,"
    " link.created_by, link.created_ms, link.expires_ms, link.revoked_by, link.revoked_ms, link.used_ms,"
    " link.uses FROM client_link AS link JOIN client_contact AS person ON person.portal = link.portal AND"
    " person.user_id = link.user_id WHERE ";

// Of a link that opens something at :now.
constexpr const char* kLinkHolds =
    " revoked_ms = 0 AND expires_ms > :now AND NOT EXISTS (SELECT 1 FROM portal WHERE portal.id ="
    " client_link.portal AND portal.state = 'uninstalled')";

struct LinkRow {
  long long portal = 0, id = 0, user = 0, contact = 0, company = 0, created_by = 0, created = 0, expires = 0,
            revoked_by = 0, revoked = 0, used = 0, uses = 0;
  std::string name;

  Link link() const {
    Link link;
    link.id = id;
    link.whose = {UserId{user}, ContactId{contact}, CompanyId{company}, name};
    link.created_by = UserId{created_by};
    link.created = from_ms(created);
    link.expires = from_ms(expires);
    if (revoked != kNotYet) link.revoked = from_ms(revoked);
    link.revoked_by = UserId{revoked_by};
    if (used != kNotYet) link.used = from_ms(used);
    link.uses = uses;
    return link;
  }
};

void select_into(soci::statement& select, LinkRow& row) {
  for (long long* number : {&row.portal, &row.id, &row.user, &row.contact, &row.company}) {
    select.exchange(into(*number));
  }
  select.exchange(into(row.name));
  for (long long* number :
       {&row.created_by, &row.created, &row.expires, &row.revoked_by, &row.revoked, &row.used, &row.uses}) {
    select.exchange(into(*number));
  }
}

// The links of a condition that names :value alone, and may be followed by an order.
template <typename Value>
std::vector<LinkRow> read_links(soci::session& sql, const std::string& condition, const Value& value) {
  LinkRow row;
  soci::statement select(sql);
  select_into(select, row);
  select.exchange(use(value, "value"));
  select.alloc();
  select.prepare(kLinkColumns + condition);
  select.define_and_bind();
  select.execute();
  std::vector<LinkRow> rows;
  while (select.fetch()) rows.push_back(row);
  return rows;
}

// The service's number of this contact of this company, whose name is this from now on.
long long person_of(soci::session& sql, const LinkStore::NewLink& link) {
  const long long portal = link.portal.value(), contact = link.order.contact.value(),
                  company = link.order.company.value();
  long long user = 0;
  sql << "SELECT user_id FROM client_contact WHERE portal = :portal AND company_id = :company AND contact_id "
         "="
         " :contact",
      into(user), use(portal, "portal"), use(company, "company"), use(contact, "contact");
  if (sql.got_data()) {
    sql << "UPDATE client_contact SET name = :name WHERE portal = :portal AND user_id = :user",
        use(link.order.name, "name"), use(portal, "portal"), use(user, "user");
    return user;
  }
  sql << "SELECT COALESCE(MIN(user_id), 0) - 1 FROM client_contact WHERE portal = :portal", into(user),
      use(portal, "portal");
  sql << "INSERT INTO client_contact (portal, user_id, contact_id, company_id, name) VALUES (:portal, :user,"
         " :contact, :company, :name)",
      use(portal, "portal"), use(user, "user"), use(contact, "contact"), use(company, "company"),
      use(link.order.name, "name");
  return user;
}

}  // namespace

Result<std::vector<Link>> SociLinkStore::links(PortalId portal) {
  return database_.read("link.list", [&](soci::session& sql) -> Result<std::vector<Link>> {
    std::vector<Link> links;
    const long long id = portal.value();
    for (const LinkRow& row : read_links(sql, "link.portal = :value ORDER BY link.link_id DESC", id)) {
      links.push_back(row.link());
    }
    return links;
  });
}

Result<Link> SociLinkStore::add(const NewLink& link) {
  return database_.write("link.add", storage::Durability::kDurable, [&](soci::session& sql) -> Result<Link> {
    const long long portal = link.portal.value(), user = person_of(sql, link), by = link.by.value(),
                    created = to_ms(link.at), expires = to_ms(link.at + std::chrono::days{link.order.days});
    long long id = 0;
    sql << "SELECT COALESCE(MAX(link_id), 0) + 1 FROM client_link WHERE portal = :portal", into(id),
        use(portal, "portal");
    sql << "INSERT INTO client_link (portal, link_id, user_id, token_sha256, created_by, created_ms,"
           " expires_ms, revoked_by, revoked_ms, used_ms, uses) VALUES (:portal, :id, :user, :token, :by,"
           " :created, :expires, 0, 0, 0, 0)",
        use(portal, "portal"), use(id, "id"), use(user, "user"), use(link.token_hash, "token"), use(by, "by"),
        use(created, "created"), use(expires, "expires");
    return read_links(sql, "link.token_sha256 = :value", link.token_hash).front().link();
  });
}

Result<bool> SociLinkStore::revoke(PortalId portal, std::int64_t link, UserId by, TimePoint at) {
  return database_.write(
      "link.revoke", storage::Durability::kDurable, [&](soci::session& sql) -> Result<bool> {
        const long long portal_id = portal.value(), id = link, by_id = by.value(), revoked = to_ms(at);
        long long there = 0;
        sql << "SELECT COUNT(*) FROM client_link WHERE portal = :portal AND link_id = :id", into(there),
            use(portal_id, "portal"), use(id, "id");
        sql << "UPDATE client_link SET revoked_ms = :revoked, revoked_by = :by WHERE portal = :portal AND "
               "link_id"
               " = :id AND revoked_ms = 0",
            use(revoked, "revoked"), use(by_id, "by"), use(portal_id, "portal"), use(id, "id");
        return there != 0;
      });
}

Result<std::optional<LinkStore::Opened>> SociLinkStore::open(const std::string& token_hash, TimePoint now) {
  using Found = std::optional<Opened>;
  return database_.write(
      "link.open", storage::Durability::kDurable, [&](soci::session& sql) -> Result<Found> {
        const long long now_ms = to_ms(now);
        soci::statement count =
            (sql.prepare << std::string(
                                "UPDATE client_link SET uses = uses + 1, used_ms = :used WHERE token_sha256"
                                " = :token AND") +
                                kLinkHolds,
             use(now_ms, "used"), use(token_hash, "token"), use(now_ms, "now"));
        count.execute(true);
        if (count.get_affected_rows() != 1) return Found{};
        const std::vector<LinkRow> rows = read_links(sql, "link.token_sha256 = :value", token_hash);
        if (rows.empty()) return Found{};
        return Found{Opened{PortalId{rows.front().portal}, rows.front().link()}};
      });
}

Result<bool> SociLinkStore::holds(PortalId portal, std::int64_t link, TimePoint now) {
  return database_.read("link.holds", [&](soci::session& sql) -> Result<bool> {
    const long long portal_id = portal.value(), id = link, now_ms = to_ms(now);
    long long there = 0;
    sql << std::string("SELECT COUNT(*) FROM client_link WHERE portal = :portal AND link_id = :id AND") +
               kLinkHolds,
        into(there), use(portal_id, "portal"), use(id, "id"), use(now_ms, "now");
    return there != 0;
  });
}

Result<std::set<CompanyId>> SociLinkStore::companies_of(PortalId portal, const std::set<GroupId>& groups) {
  const std::vector<GroupId> wanted(groups.begin(), groups.end());
  return database_.read("link.companies", [&](soci::session& sql) -> Result<std::set<CompanyId>> {
    const long long portal_id = portal.value();
    std::set<CompanyId> companies;
    storage::in_lists(std::span<const GroupId>(wanted), [&](const std::string& list) {
      long long company = 0;
      soci::statement select =
          (sql.prepare << "SELECT DISTINCT company FROM card WHERE portal = :portal AND company <> 0 AND"
                          " group_id IN (" +
                              list +
                              ") UNION SELECT company_id FROM client_rule WHERE portal = :same_portal AND"
                              " company_id <> 0 AND lands_in IN (" +
                              list + ")",
           into(company), use(portal_id, "portal"), use(portal_id, "same_portal"));
      select.execute();
      while (select.fetch()) companies.emplace(company);
    });
    return companies;
  });
}

}  // namespace sd::clients::sql
