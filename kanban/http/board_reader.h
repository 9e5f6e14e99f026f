// Board answers, made once and shared by everybody who looks: the big part of a board is kept compressed, and
// a step is kept for a moment, because many open boards ask for the same one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>
#include <vector>

#include "extension/http/gzip.h"
#include "kanban/card_store.h"
#include "kanban/http/board_json.h"
#include "kanban/people.h"

namespace sd::kanban {

class BoardReader {
 public:
  using Settings = std::function<Result<BoardSettings>(PortalId, GroupId)>;
  // `settings` says what the group's settings are now. All references must outlive this object.
  BoardReader(CardStore& cards, PeopleStore& people, Settings settings)
      : cards_(cards), people_(people), settings_(std::move(settings)) {}

  // kFirst: of a board above kWholeUpTo open cards the first kFirstPerStage of every column, otherwise all.
  enum class Share { kOpen, kWithDone, kFirst };
  static constexpr std::size_t kWholeUpTo = 1500;
  static constexpr std::size_t kFirstPerStage = 30;

  // The part of the board one for all readers. Errors: "board.unbound" (kNotFound); database errors.
  Result<std::shared_ptr<const http::GzipTail>> board(PortalId portal, GroupId group, Share share);

  // Several boards, in this order, as `"boards":[{…},{…}]}`, each as board() says it. Errors: those of
  // board().
  Result<std::shared_ptr<const http::GzipTail>> boards(PortalId portal, std::span<const GroupId> groups,
                                                       Share share);

  // The same text with one card alone, closed ones too: for the page inside the task's own card. Errors:
  // "board.unbound", "card.not_found" (kNotFound); database errors.
  Result<std::string> board_of(PortalId portal, GroupId group, TicketId ticket);

  // What changed after `since`, as JSON. Errors: database errors.
  Result<std::string> changes(PortalId portal, GroupId group, std::int64_t since, TimePoint now);

  // The names of everybody and every company on these cards.
  Result<BoardNames> names(PortalId portal, std::span<const Card> cards);

  // The names of these people alone.
  Result<BoardNames> people(PortalId portal, const std::vector<UserId>& users);

  // Names or settings of the portal have changed: the kept answers are thrown away.
  void forget(PortalId portal);

 private:
  struct Kept {
    std::int64_t revision = -1;
    std::shared_ptr<const http::GzipTail> tail;
  };

  struct KeptStep {
    std::int64_t since = -1;
    std::int64_t revision = -1;
    TimePoint made_at;
    std::string text;
  };

  using Tails = std::vector<std::shared_ptr<const http::GzipTail>>;
  struct KeptTogether {
    Tails parts;
    std::shared_ptr<const http::GzipTail> whole;
  };
  static constexpr std::size_t kMostTogether = 32;  // different sets of groups people have put on one board

  Result<BoundGroup> bound_group(PortalId portal, GroupId group);
  Result<EntryRules> entry_rules(PortalId portal, GroupId group);

  CardStore& cards_;
  PeopleStore& people_;
  Settings settings_;
  std::mutex mutex_;
  std::map<std::tuple<PortalId, GroupId, Share>, Kept> kept_;
  std::map<std::tuple<PortalId, std::vector<GroupId>, Share>, KeptTogether> together_;
  std::map<std::pair<PortalId, GroupId>, KeptStep> steps_;
  std::map<std::pair<PortalId, GroupId>, EntryRules> rules_;
  std::map<PortalId, std::int64_t> forgotten_;  // how often; guards a slow reader against keeping old names
};

}  // namespace sd::kanban
