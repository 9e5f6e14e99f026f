// Port: the portal as the board needs it. Implemented by PortalRest (extension/portal) over REST and by
// FakePortal in tests; both pass tests/contract/portal_contract.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "extension/core/result.h"
#include "kanban/rules/stage.h"
#include "kanban/rules/ticket.h"

namespace sd::kanban {

// On whose behalf a call is made. A change a person makes on our pages goes with that person's token;
// background work goes with the installing administrator's (architecture.md 4).
struct Actor {
  PortalId portal;
  UserId person;  // 0: background

  friend bool operator==(const Actor&, const Actor&) = default;
};
inline Actor background(PortalId portal) { return {portal, UserId{0}}; }

// A task and its whole history, read in one request. `ticket` is absent when the task is gone or not
// visible to the actor, and when `error` says that it cannot be read: then nothing is known of it.
struct TicketRead {
  TicketId id;
  std::optional<Ticket> ticket;
  std::vector<HistoryRow> history;  // ascending by (at, id)
  std::optional<Error> error = std::nullopt;
};

struct TicketPage {
  std::vector<TicketId> ids;  // ascending
  bool last = false;          // no further rows behind these
};

// What a list says of a task: enough to know whether it has to be looked at.
struct TicketStamp {
  TicketId id;
  GroupId group;
  StageId stage;         // as the portal says; 0 = first stage of the group
  TimePoint changed_at;  // whole seconds
  bool readable = true;  // false: the row tells nothing but the id

  friend bool operator==(const TicketStamp&, const TicketStamp&) = default;
};

struct StampPage {
  std::vector<TicketStamp> rows;  // ascending by id
  bool last = false;              // no further rows behind these
};

// One page of tasks with all their fields.
struct TicketRows {
  std::vector<Ticket> tickets;        // ascending by id
  std::vector<TicketId> unreadable;   // ascending; rows that are not understood
  bool last = false;                  // no further rows behind these
  std::optional<std::int64_t> total;  // of the whole list; told with its first page
};

enum class TicketShare { kOpen, kAll };  // by status: all but completed; all

struct PortalUser {
  UserId id;
  std::string name;
  std::string photo_url;
  bool active = true;
  bool external = false;  // extranet or mail user: a client in our words
};

struct UserPage {
  std::vector<PortalUser> users;  // ascending by id
  bool last = false;
  std::optional<std::int64_t> total;
};

struct PortalGroup {
  GroupId id;
  std::string name;
  bool external = false;
};

struct GroupMember {
  UserId user;
  char role = 'K';  // A owner, E moderator, K member
};

// Every call may answer with the common errors of extension/portal/README.md: "portal.unreachable",
// "portal.limit", "portal.not_json", "portal.auth", "portal.scope", "portal.denied", "portal.refused".
// "portal.refused" (kPermissionDenied or kInvalidArgument) carries the portal's own words in `detail`.
class Portal {
 public:
  virtual ~Portal() = default;

  // One TicketRead per id, in the order asked; a task that cannot be read fails none of the others. Batched
  // inside: at most 25 HTTP requests per 600 tickets.
  virtual Result<std::vector<TicketRead>> read(const Actor& actor, std::span<const TicketId> ids) = 0;

  // Ids of the group's tasks after `after`, ascending; up to 2,500 per call.
  virtual Result<TicketPage> list_ids(const Actor& actor, GroupId group, TicketId after) = 0;

  // Stamps of the tasks of all these groups (at least one) after `after`, up to 2,500 per call; with `since`
  // only of those changed at or after it, by the portal's clock.
  virtual Result<StampPage> stamps(const Actor& actor, std::span<const GroupId> groups,
                                   std::optional<TimePoint> since, TicketId after) = 0;

  // The group's tasks after `after`, ascending: with `expected` 0 one page of 50 and the total, otherwise up
  // to 2,500 in one request, where `expected` is how many are still to come, as far as known.
  virtual Result<TicketRows> list_rows(const Actor& actor, GroupId group, TicketShare share, TicketId after,
                                       std::int64_t expected) = 0;

  // Stages of a group in the portal's order; the portal creates its defaults at the first read.
  virtual Result<std::vector<PortalStage>> stages(const Actor& actor, GroupId group) = 0;
  // Returns the new stage's id. `after` 0 inserts first.
  virtual Result<StageId> add_stage(const Actor& actor, GroupId group, const std::string& title,
                                    const std::string& color, StageId after) = 0;
  // Empty title or color: left as it is; `after` absent: left where it is.
  virtual Status update_stage(const Actor& actor, StageId stage, const std::string& title,
                              const std::string& color, std::optional<StageId> after) = 0;
  virtual Status delete_stage(const Actor& actor, StageId stage) = 0;

  // Writes, each followed by a read of the task in the same request, so that the answer is the new truth.
  virtual Result<TicketRead> move(const Actor& actor, TicketId ticket, StageId to) = 0;
  // The same, and right before or behind another task of that stage: kept in the portal's own kanban.
  struct Beside {
    TicketId ticket;
    bool before = false;
  };
  virtual Result<TicketRead> move_beside(const Actor& actor, TicketId ticket, StageId to,
                                         const Beside& beside) = 0;
  virtual Result<TicketRead> step(const Actor& actor, TicketId ticket, StatusStep step) = 0;
  // Many moves and steps, each to a ticket of its own, with up to 24 in one request. Answers in their order,
  // each as move() or step() would give it.
  struct SideWrite {
    TicketId ticket;
    std::variant<StageId, StatusStep> what;
  };
  virtual std::vector<Result<TicketRead>> write_sides(const Actor& actor,
                                                      std::span<const SideWrite> writes) = 0;
  // Absent: unchanged; "" clears. `estimate` is the number as text with a point, hours.
  struct FieldWrite {
    std::optional<std::string> type;
    std::optional<std::string> stopper;
    std::optional<std::string> estimate;
    std::optional<bool> important;
    std::optional<UserId> assignee;
    std::optional<std::optional<TimePoint>> deadline;  // an absent instant clears
    std::optional<std::string> title;                  // never blank
  };
  virtual Result<TicketRead> write(const Actor& actor, TicketId ticket, const FieldWrite& fields) = 0;

  virtual Result<std::vector<PortalUser>> users(const Actor& actor, std::span<const UserId> ids) = 0;
  // All people of the portal after `after`, ascending; pages and `expected` as with list_rows().
  virtual Result<UserPage> list_users(const Actor& actor, UserId after, std::int64_t expected) = 0;
  virtual Result<std::vector<std::pair<CompanyId, std::string>>> companies(
      const Actor& actor, std::span<const CompanyId> ids) = 0;
  virtual Result<std::vector<PortalGroup>> groups(const Actor& actor) = 0;
  virtual Result<std::vector<GroupMember>> members(const Actor& actor, GroupId group) = 0;

  // The portal's present instant, from the last answer it gave (server clock against ours); falls back
  // to our own clock before the first answer.
  virtual TimePoint now(PortalId portal) = 0;

  // Whose name a background write bears in the portal's history: one of these; empty when it is not known.
  virtual Result<std::vector<UserId>> background_people(PortalId portal) = 0;

  // HTTP requests sent to the portal since the program started.
  virtual std::int64_t requests(PortalId portal) = 0;
};

}  // namespace sd::kanban
