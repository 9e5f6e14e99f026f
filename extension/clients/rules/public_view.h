// A request as its client may see it: an allow-list. What is not named here a client never learns. Pure.
// Source: domain.md 9.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/clients/rules/client.h"
#include "kanban/rules/dictionary.h"
#include "kanban/rules/intervals.h"

namespace sd::clients {

// The stages clients know, in their order: what a group's stages are called and how many there are stays
// inside.
enum class Step { kReceived, kReview, kQueue, kWork, kCheck, kDone };
std::string_view to_string(Step step);  // "received", "review", "queue", "work", "check", "done"

// Where the card stands; what waits for the client's check stands there wherever its stage is.
Step step_of(const kanban::Card& card);

// The steps a request of a group with these stages takes, in order.
std::vector<Step> line_of(std::span<const kanban::Stage> stages, Step now);

struct StepSpan {
  Step step = Step::kReceived;
  TimePoint from;
  std::optional<TimePoint> to;  // absent: it goes on

  friend bool operator==(const StepSpan&, const StepSpan&) = default;
};

// Moves between stages of one step are none.
std::vector<StepSpan> steps_of(std::span<const kanban::StageInterval> intervals);

// Inner titles and what clients read instead, of one dictionary.
class PublicWords {
 public:
  struct Entry {
    std::string title;
    std::string public_title;  // "": nothing
    bool waits_for_client = false;
  };
  explicit PublicWords(std::vector<Entry> entries) : entries_(std::move(entries)) {}

  // nullptr: a title that is no entry's, or none at all.
  const Entry* find(const std::string& title) const;

 private:
  std::vector<Entry> entries_;
};

struct Waits {
  std::string text;  // "": without words of its own
  bool for_client = false;

  friend bool operator==(const Waits&, const Waits&) = default;
};

// Why it cannot move, when clients have a word for it or are waited for.
std::optional<Waits> waits_of(const kanban::Card& card, const PublicWords& stoppers);

struct PublicEstimate {
  std::int64_t minutes = 0;
  bool agreed = false;      // false: asked for, nobody has answered yet
  std::string reason = {};  // what the staff said when they asked, for the client to read

  friend bool operator==(const PublicEstimate&, const PublicEstimate&) = default;
};

// Only what the client was asked about, or has agreed to.
std::optional<PublicEstimate> estimate_of(const kanban::Card& card);

// What was said with the latest question about the estimate.
std::string asked_because(std::span<const kanban::JournalRow> rows);

// What the client has not to be told twice, of one request.
struct Marks {
  std::optional<TimePoint> last_word;        // of anybody, as far as the journal knows
  std::optional<TimePoint> last_word_to_me;  // of somebody else than the reader
  std::optional<TimePoint> seen;             // how far he has read
};

struct PublicRequest {
  TicketId number;
  std::string title;
  Step step = Step::kReceived;
  std::string type;  // its public wording; "": none
  std::optional<Waits> waits;
  std::optional<PublicEstimate> estimate;
  std::optional<TimePoint> deadline;
  TimePoint created;
  TimePoint changed;  // created, last word or done: nothing of what goes on inside
  UserId author;      // 0: somebody who is none of the company's people
  UserId answers;     // 0: the service, and while nobody has taken it
  bool own = false;
  bool unread = false;
};

// `colleagues`: the people of the client's company, himself among them.
PublicRequest public_request(const Client& client, const kanban::Card& card, const Marks& marks,
                             const PublicWords& types, const PublicWords& stoppers,
                             const std::set<UserId>& colleagues);

}  // namespace sd::clients
