// Port: one ticket's words, files and labour in the portal, and new tickets. Implemented by CardPortalRest
// (extension/portal) over REST. Separate from Portal: only people's pages ask for it, never background work.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extension/core/contact_id.h"
#include "kanban/portal.h"

namespace sd::kanban {

struct TicketComment {
  std::int64_t id = 0;
  UserId author;
  std::string author_name;  // as the portal calls him; "" where it does not say
  TimePoint at;
  std::string text;  // the portal's markup as it stands

  friend bool operator==(const TicketComment&, const TicketComment&) = default;
};

struct TicketFile {
  std::int64_t id = 0;  // of the attachment
  std::string name;     // "": the portal does not tell the application
  std::int64_t bytes = 0;

  friend bool operator==(const TicketFile&, const TicketFile&) = default;
};

struct TicketTalk {
  std::string description;
  std::vector<TicketComment> comments;  // ascending; the newest 50 at most
  std::vector<TicketFile> files;
};

// What a new ticket is made of. Empty texts and zero ids are not written.
struct NewTicket {
  GroupId group;
  StageId stage;  // 0: the group's first
  std::string title;
  std::string description;
  std::string type;
  std::string estimate;  // the portal's number text (rules/estimate.h)
  bool important = false;
  UserId assignee;
  CompanyId company;
  UserId creator;          // on whose behalf the background writes; 0: the actor himself
  bool control = false;    // it is done when its creator has said so
  ContactId contact = {};  // of the company; 0: none
};

struct TicketsFound {
  std::vector<TicketId> tickets;  // the newest first
  bool more = false;              // there are others that were found, too
};

// Errors of every call: the common ones of Portal.
class CardPortal {
 public:
  virtual ~CardPortal() = default;

  // Errors: "card.not_found" when the task is gone or not visible to the actor.
  virtual Result<TicketTalk> talk(const Actor& actor, TicketId ticket) = 0;

  // Open tickets of these groups (at least one) in whose texts the words occur, by the portal's own index;
  // 200 at most. Errors: "search.unsupported" (kNotFound): this portal does not search texts for
  // applications.
  virtual Result<TicketsFound> search(const Actor& actor, std::span<const GroupId> groups,
                                      const std::string& words) = 0;

  // Writes, each followed by a read of the task, so that the answer is the new truth. `seen` is how many
  // comments the ticket had before: by it a lost answer is told from a lost write. `author`: whose comment it
  // is when the background writes it; 0: the actor's own.
  virtual Result<TicketRead> comment(const Actor& actor, TicketId ticket, const std::string& text,
                                     std::int64_t seen, UserId author) = 0;
  // `before` is the labour in seconds that the ticket had; `day` the working day, absent: now.
  virtual Result<TicketRead> book(const Actor& actor, TicketId ticket, std::int64_t seconds,
                                  std::int64_t before, const std::string& note,
                                  std::optional<TimePoint> day) = 0;
  // Errors: "portal.lost" when no answer came: the ticket may be there.
  virtual Result<TicketRead> create(const Actor& actor, const NewTicket& ticket) = 0;
};

}  // namespace sd::kanban
