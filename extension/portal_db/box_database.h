// A boxed portal's own database, read for the first import of years of history: page by page, each of a
// bounded number of rows and at one instant; only the columns that are needed. Never writes. A session that
// is lost is opened again a few times. Source: portal-api.md 9.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "extension/core/clock.h"
#include "extension/portal/field_names.h"
#include "extension/portal_db/connection.h"
#include "extension/portal_db/directory_only.h"
#include "extension/portal_db/schema.h"
#include "extension/portal_db/server_zone.h"
#include "kanban/import_aside.h"
#include "kanban/ticket_archive.h"

namespace sd::portal_db {

struct BoxOptions {
  DatabaseAddress address;  // of a server
  Secret password;
  std::string tls_ca_file;  // PEM: the connection is encrypted and the server's name checked; "": neither
  std::string zone;  // IANA name of the zone the portal's server writes dates in; "": the database server's
  portal::FieldNames names;
  PortalId portal;           // whose rows are set aside
  Millis repeat_pause{500};  // before a lost session is opened again; then twice as long, five times
};

// tickets() may run beside the other methods, which are for one thread.
class BoxDatabase final : public DirectoryOnly, public kanban::TicketArchive {
 public:
  // Checks schema, rights and zone. Errors: those of Connection and check_schema; "portal_db.zone"
  // (kInvalidArgument): the zone is unknown, not told, or dates in the database contradict it.
  static Result<std::unique_ptr<BoxDatabase>> open(const BoxOptions& options, kanban::ImportAside& aside,
                                                   const Clock& clock);

  const std::string& zone() const { return zone_.name(); }

  // Every bound group must be there with stages among which are all that we know: else the database is
  // another portal's or far behind. Errors: "portal_db.other_portal" (kConflict) with the group or stage.
  Status check_group(GroupId group, std::span<const kanban::Stage> known);

  // kanban::Portal
  Result<std::vector<kanban::PortalStage>> stages(const Actor& actor, GroupId group) override;
  Result<std::vector<kanban::PortalUser>> users(const Actor& actor, std::span<const UserId> ids) override;
  Result<kanban::UserPage> list_users(const Actor& actor, UserId after, std::int64_t expected) override;
  Result<std::vector<std::pair<CompanyId, std::string>>> companies(const Actor& actor,
                                                                   std::span<const CompanyId> ids) override;
  Result<std::vector<kanban::PortalGroup>> groups(const Actor& actor) override;
  Result<std::vector<kanban::GroupMember>> members(const Actor& actor, GroupId group) override;
  TimePoint now(PortalId) override { return clock_.now(); }
  std::int64_t requests(PortalId) override { return 0; }

  // reports::LabourPortal
  Result<reports::LabourPage> list(PortalId portal, reports::LabourId after, std::int64_t expected) override;

  // kanban::TicketArchive
  Result<std::int64_t> count(GroupId group) override;
  Result<kanban::ArchivePage> tickets(GroupId group, TicketId after, std::size_t limit) override;
  Result<kanban::ArchiveCounts> counts(std::span<const GroupId> groups) override;

  static constexpr std::int64_t kLabourPage = 10'000;
  static constexpr std::int64_t kUserPage = 2'500;

 private:
  BoxDatabase(const BoxOptions& options, kanban::ImportAside& aside, const Clock& clock, ServerZone zone,
              const Schema& schema, std::unique_ptr<Connection> others, std::unique_ptr<Connection> tickets);

  // Runs `body` again, from its start, on a new session when the old one is lost.
  template <class Body>
  auto repeated(Connection& connection, Body&& body) -> decltype(body());
  Result<std::int64_t> number(const std::string& query, std::initializer_list<std::int64_t> values);
  Status check_zone();

  PortalId portal_;
  Millis pause_;
  kanban::ImportAside& aside_;
  const Clock& clock_;
  portal::FieldNames names_;
  ServerZone zone_, tickets_zone_;
  std::string ticket_query_;
  std::unique_ptr<Connection> others_, tickets_;
};

}  // namespace sd::portal_db
