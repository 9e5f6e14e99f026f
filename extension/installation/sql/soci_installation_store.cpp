#include "extension/installation/sql/soci_installation_store.h"

namespace sd::installation {
namespace {

using soci::into;
using soci::use;
using storage::Durability;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    if (comma > at) parts.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

// A new key for a new portal. Never one that was in use before: a page or a log line of a portal that was
// wiped must not come to mean another.
long long next_portal_id(soci::session& sql) {
  long long last = 0;
  sql << "SELECT COALESCE(MAX(CAST(value AS DECIMAL)), 0) FROM setting"
         " WHERE portal = 0 AND name = 'portal.last_id'",
      into(last);
  const long long next = last + 1;
  const std::string text = std::to_string(next);
  sql << "REPLACE INTO setting (portal, name, value) VALUES (0, 'portal.last_id', :text)", use(text, "text");
  return next;
}

void insert_step(soci::session& sql, long long portal, const StepRecord& step, long long position,
                 long long now_ms) {
  const std::string state(to_string(step.state));
  sql << "REPLACE INTO install_step (portal, step, position, state, detail, updated_ms)"
         " VALUES (:portal, :step, :position, :state, :detail, :now)",
      use(portal, "portal"), use(step.id, "step"), use(position, "position"), use(state, "state"),
      use(step.detail, "detail"), use(now_ms, "now");
}

constexpr const char* kTables[] = {"token",
                                   "background_user",
                                   "setting",
                                   "install_step",
                                   "bound_group",
                                   "board_revision",
                                   "stage",
                                   "stage_title",
                                   "card",
                                   "card_place",
                                   "journal",
                                   "gone",
                                   "app_user",
                                   "company",
                                   "member",
                                   "dictionary",
                                   "sync_figure",
                                   "back_fill",
                                   "labour",
                                   "labour_change",
                                   "flow_cycle",
                                   "flow_stop",
                                   "flow_rebuild",
                                   "settings_save",
                                   "settings_change",
                                   "former_title",
                                   "stage_rule",
                                   "timer_threshold",
                                   "employee_plan",
                                   "client_plan",
                                   "person",
                                   "group_manager",
                                   "client_company",
                                   "client_rule",
                                   "client_seen",
                                   "request_template",
                                   "import_aside",
                                   "awaited_write",
                                   "monthly_reader",
                                   "calendar_line",
                                   "absence",
                                   "lease",
                                   "inner_note",
                                   "client_check",
                                   "client_rating",
                                   "client_notice",
                                   "client_contact",
                                   "client_link",
                                   "client_contact_request"};

}  // namespace

Result<std::vector<InstalledPortal>> SociInstallationStore::select(const char* condition, long long id,
                                                                   const std::string& member) {
  return database_.read("portal.list", [&](soci::session& sql) -> Result<std::vector<InstalledPortal>> {
    long long found_id = 0, installed_by = 0, installed = 0;
    std::string found_member, client, server, client_id, sealed, state, scope, lang;
    soci::statement query =
        (sql.prepare << std::string("SELECT id, member_id, client_endpoint, server_endpoint, client_id,"
                                    " application_token_sealed, installed_by, installed_ms, state, scope,"
                                    " lang FROM portal WHERE ") +
                            condition + " ORDER BY id",
         into(found_id), into(found_member), into(client), into(server), into(client_id), into(sealed),
         into(installed_by), into(installed), into(state), into(scope), into(lang), use(id, "id"),
         use(member, "member"));
    query.execute();
    std::vector<InstalledPortal> portals;
    while (query.fetch()) {
      Result<std::string> token = sealer_.open(sealed);
      if (!token) return token.error();
      portals.push_back({PortalId{found_id}, MemberId{found_member}, client, server, client_id,
                         Secret{std::move(*token)}, UserId{installed_by}, from_ms(installed),
                         portal_state_from(state).value_or(PortalState::kInstalling), split(scope), lang});
    }
    return portals;
  });
}

Result<std::vector<InstalledPortal>> SociInstallationStore::portals() {
  return select("id <> :id AND member_id <> :member", 0, "");
}

Result<std::optional<InstalledPortal>> SociInstallationStore::find(PortalId portal) {
  Result<std::vector<InstalledPortal>> found =
      select("id = :id AND member_id <> :member", portal.value(), "");
  if (!found) return found.error();
  if (found->empty()) return std::optional<InstalledPortal>();
  return std::optional<InstalledPortal>(std::move(found->front()));
}

Result<std::optional<InstalledPortal>> SociInstallationStore::find(const MemberId& member) {
  Result<std::vector<InstalledPortal>> found = select("id <> :id AND member_id = :member", 0, member.value());
  if (!found) return found.error();
  if (found->empty()) return std::optional<InstalledPortal>();
  return std::optional<InstalledPortal>(std::move(found->front()));
}

Result<PortalId> SociInstallationStore::put(const InstalledPortal& portal) {
  const std::string sealed = sealer_.seal(portal.application_token.reveal());
  const std::string state(to_string(portal.state));
  const std::string scope = join(portal.scopes);
  const auto write = [&](soci::session& sql) -> Result<PortalId> {
    const std::string member = portal.member.value();
    const long long installed_by = portal.installed_by.value(), installed = to_ms(portal.installed_at);
    long long id = 0;
    sql << "SELECT id FROM portal WHERE member_id = :member", into(id), use(member, "member");
    if (!sql.got_data()) id = next_portal_id(sql);
    sql << "REPLACE INTO portal (id, member_id, client_endpoint, server_endpoint, client_id,"
           " application_token_sealed, installed_by, installed_ms, state, scope, lang)"
           " VALUES (:id, :member, :client, :server, :client_id, :sealed, :installed_by, :installed, :state,"
           " :scope, :lang)",
        use(id, "id"), use(member, "member"), use(portal.client_endpoint, "client"),
        use(portal.server_endpoint, "server"), use(portal.client_id, "client_id"), use(sealed, "sealed"),
        use(installed_by, "installed_by"), use(installed, "installed"), use(state, "state"),
        use(scope, "scope"), use(portal.lang, "lang");
    return PortalId{id};
  };
  Result<PortalId> put = database_.write("portal.put", Durability::kDurable, write);
  if (put && changed_) changed_();
  return put;
}

Status SociInstallationStore::wipe(PortalId portal) {
  const long long id = portal.value();
  const Status emptied = inbox_.write("inbox.wipe", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "DELETE FROM inbox WHERE portal = :id", use(id, "id");
    sql << "DELETE FROM queue_taken WHERE portal = :id", use(id, "id");
    return Done{};
  });
  if (!emptied) return emptied;
  const Status wiped =
      database_.write("portal.wipe", Durability::kDurable, [&](soci::session& sql) -> Status {
        for (const char* table : kTables) {
          sql << std::string("DELETE FROM ") + table + " WHERE portal = :id", use(id, "id");
        }
        sql << "DELETE FROM portal WHERE id = :id", use(id, "id");
        return Done{};
      });
  if (wiped && changed_) changed_();
  return wiped;
}

Result<std::vector<StepRecord>> SociInstallationStore::steps(PortalId portal) {
  const long long id = portal.value();
  return database_.read("step.list", [&](soci::session& sql) -> Result<std::vector<StepRecord>> {
    std::string step, state, detail;
    soci::statement query =
        (sql.prepare << "SELECT step, state, detail FROM install_step WHERE portal = :id ORDER BY position",
         into(step), into(state), into(detail), use(id, "id"));
    query.execute();
    std::vector<StepRecord> steps;
    while (query.fetch()) {
      steps.push_back({step, step_state_from(state).value_or(StepState::kWaiting), detail});
    }
    return steps;
  });
}

Status SociInstallationStore::put_steps(PortalId portal, std::span<const StepRecord> steps, TimePoint now) {
  const long long id = portal.value();
  return database_.write("step.put", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "DELETE FROM install_step WHERE portal = :id", use(id, "id");
    for (std::size_t at = 0; at < steps.size(); ++at) {
      insert_step(sql, id, steps[at], static_cast<long long>(at), to_ms(now));
    }
    return Done{};
  });
}

Status SociInstallationStore::put_step(PortalId portal, const StepRecord& step, TimePoint now) {
  const long long id = portal.value(), now_ms = to_ms(now);
  const std::string state(to_string(step.state));
  return database_.write("step.put", Durability::kDurable, [&](soci::session& sql) -> Status {
    soci::statement update =
        (sql.prepare << "UPDATE install_step SET state = :state, detail = :detail, updated_ms = :now"
                        " WHERE portal = :id AND step = :step",
         use(state, "state"), use(step.detail, "detail"), use(now_ms, "now"), use(id, "id"),
         use(step.id, "step"));
    update.execute(true);
    if (update.get_affected_rows() > 0) return Done{};
    long long position = 0;
    sql << "SELECT COALESCE(MAX(position), -1) + 1 FROM install_step WHERE portal = :id", into(position),
        use(id, "id");
    insert_step(sql, id, step, position, now_ms);
    return Done{};
  });
}

}  // namespace sd::installation
