// The board on the wire. Cards go as rows of values in the order of kBoardColumns: a thousand cards repeat no
// names, and the page gets each column by its position.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kanban/card_store.h"
#include "kanban/rules/first_cards.h"
#include "kanban/rules/unagreed.h"
#include "kanban/settings.h"

namespace sd::kanban {

// Instants are UTC milliseconds or null, flags 0/1, ids numbers (0 = none), estimate and spent whole minutes.
inline constexpr std::array<std::string_view, 30> kBoardColumns = {"ticket",
                                                                   "stage",
                                                                   "title",
                                                                   "class",
                                                                   "reason",
                                                                   "override_reason",
                                                                   "type",
                                                                   "type_known",
                                                                   "stopper",
                                                                   "stopper_known",
                                                                   "stopper_since_ms",
                                                                   "estimate_min",
                                                                   "estimate_invalid",
                                                                   "spent_min",
                                                                   "agreement",
                                                                   "company",
                                                                   "assignee",
                                                                   "deadline_ms",
                                                                   "lu_ms",
                                                                   "speaker",
                                                                   "wia_since_ms",
                                                                   "stopped_before_ms",
                                                                   "done_ms",
                                                                   "created_ms",
                                                                   "comments",
                                                                   "awaiting_check",
                                                                   "cycle",
                                                                   "history_read",
                                                                   "tags",
                                                                   "revision"};

struct UserName {
  std::string name;
  std::string photo;
};

// Names of the people and companies the cards mention.
struct BoardNames {
  std::map<UserId, UserName> users;
  std::map<CompanyId, std::string> companies;
};

// What is asked of cards that enter the group's stages.
struct EntryRules {
  std::vector<StageRule> of_stages = {};
  Unagreed unagreed = Unagreed::kOff;
};

// What the group's settings say about the board.
struct BoardSettings {
  std::vector<DictionaryEntry> types;
  std::vector<DictionaryEntry> stoppers;
  Millis lu_warn{0}, lu_alarm{0}, wia_warn{0}, wia_alarm{0};  // where nobody has set others
  std::vector<SetThreshold> thresholds = {};
  EntryRules rules = {};
  // How pages count LU and WIA in working time (calendar_json()); absent: all of the above is calendar time.
  std::optional<boost::json::object> working_time = {};
};

// What the reader may do; the portal still decides each time.
struct BoardCan {
  bool move = false;
  bool override_class = false;
  bool configure = false;
};

// The part of GET /api/board that is one for all readers, from `"group":` to the closing brace. `totals` are
// sent as "window" when there are any: then the cards are the first ones of a bigger board.
std::string board_tail_json(const BoundGroup& group, const BoardSnapshot& board, const BoardNames& names,
                            const BoardSettings& settings, std::span<const StageTotals> totals = {});
// The part before it: `{"now_ms":…,"can":{…},`.
std::string board_head_json(TimePoint now, const BoardCan& can);
// The same before several boards: `{"now_ms":…,"can":{"7":{…},"8":{…}},`.
std::string boards_head_json(TimePoint now, std::span<const std::pair<GroupId, BoardCan>> can);

// The answer of GET /api/feed. `stages` are sent when `with_stages`.
std::string feed_json(TimePoint now, const BoardSnapshot& changes, const BoardNames& names, bool with_stages,
                      const EntryRules& rules = {});

// One card as a row in the order of kBoardColumns.
std::string card_row_json(const Card& card);

// The answer of a change to one card.
std::string card_json(TimePoint now, const Card& card, std::int64_t board_revision, const BoardNames& names);

// Everybody and every company the cards mention.
std::vector<UserId> users_of(std::span<const Card> cards);
std::vector<CompanyId> companies_of(std::span<const Card> cards);

}  // namespace sd::kanban
