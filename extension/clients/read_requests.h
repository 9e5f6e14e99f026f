// Use cases: a client looks at his requests, and at one of them. Source: domain.md 9.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extension/clients/care_store.h"
#include "extension/clients/client_store.h"
#include "kanban/card_portal.h"
#include "kanban/card_store.h"
#include "kanban/file_portal.h"
#include "kanban/people.h"
#include "kanban/settings.h"

namespace sd::clients {

struct RequestList {
  TimePoint now;
  std::string company;  // its name; "": none is known
  std::vector<PublicRequest> requests;
  std::map<UserId, std::string> names;  // of authors and answerers alone
  bool more = false;                    // there are others below the last
};

// Whose words they are, as far as the client may know.
enum class Voice { kMe, kColleague, kService, kOther };

struct PublicComment {
  TimePoint at;
  Voice voice = Voice::kService;
  std::string name;  // "": not told
  std::string text;
};

struct PublicFile {
  std::int64_t id = 0;  // for file()
  std::string name;
  std::int64_t bytes = 0;
};

struct PublicTalk {
  std::string description;
  std::vector<PublicFile> files;
  std::vector<PublicComment> comments;  // ascending
};

// A question about a request of his as it stands now.
struct RatingStanding {
  Rating rating;
  bool open = false;  // may be answered, or answered anew
};

struct OneRequest {
  TimePoint now;
  PublicRequest request;
  std::map<UserId, std::string> names;
  std::vector<Step> line;
  std::vector<StepSpan> steps;
  std::optional<PublicTalk> talk;        // absent: the portal does not answer now
  std::optional<RatingStanding> rating;  // absent: he was not asked
  bool may_reopen = false;
};

// Absent: he was not asked, or it was opened again since. Errors: those of the store.
Result<std::optional<RatingStanding>> rating_standing(CareStore& care, const Client& client,
                                                      const kanban::Card& card, TimePoint now);

class ReadRequests {
 public:
  static constexpr std::size_t kMostRequests = 100;

  struct Parts {
    ClientStore& clients;
    kanban::CardStore& cards;
    kanban::CardPortal& talk;
    kanban::Portal& portal;
    kanban::PeopleStore& people;
    kanban::SettingsStore& settings;
    CareStore& care;
    kanban::FilePortal& files;
  };
  // All references must outlive this object.
  explicit ReadRequests(const Parts& parts) : parts_(parts) {}

  // `most` at a time. Errors: those of the stores.
  Result<RequestList> list(PortalId portal, UserId user, Share share, TicketId before,
                           std::size_t most = kMostRequests);
  // The portal's part is read as the client, or, where the portal does not show it to him, in the background:
  // he sees what this service lets him see of his company's requests. Description and files are told of what
  // his company has written itself. Errors: "client.no_request" (kNotFound), the same for one that is not
  // there and one that is not his; those of the stores.
  Result<OneRequest> one(PortalId portal, UserId user, TicketId ticket);
  // A file that one() has told of. Errors: "client.no_request", for any other file too; those of FilePortal
  // and of the stores.
  struct FileContent {
    std::string name;
    std::string bytes;
  };
  Result<FileContent> file(PortalId portal, UserId user, TicketId ticket, std::int64_t file);
  // Errors: "client.no_request"; those of the stores. An instant that is still to come counts as now.
  Status seen(PortalId portal, UserId user, TicketId ticket, TimePoint upto);

 private:
  struct Words {
    PublicWords types, stoppers;
  };
  Result<Words> words(PortalId portal);
  Result<std::map<UserId, std::string>> names(PortalId portal, const std::set<UserId>& users);
  Result<PublicTalk> talk(const Client& client, const kanban::Card& card, const std::set<UserId>& colleagues);
  Status tell_past(const Client& client, const kanban::Card& card, OneRequest& one);

  Parts parts_;
};

}  // namespace sd::clients
