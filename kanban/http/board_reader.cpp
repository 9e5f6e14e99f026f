#include "kanban/http/board_reader.h"

#include "kanban/bound_group.h"

namespace sd::kanban {
namespace {

// The text carries the portal's instant: older than this it would turn clocks back.
constexpr Millis kStepLife{500};

}  // namespace

Result<BoardNames> BoardReader::names(PortalId portal, std::span<const Card> cards) {
  Result<BoardNames> known = people(portal, users_of(cards));
  if (!known) return known;
  BoardNames out = std::move(known).value();
  const auto companies = people_.companies(portal, companies_of(cards));
  if (!companies) return companies.error();
  for (const auto& [id, title] : *companies) out.companies[id] = title;
  return out;
}

Result<BoardNames> BoardReader::people(PortalId portal, const std::vector<UserId>& users) {
  BoardNames out;
  const auto known = people_.users(portal, users);
  if (!known) return known.error();
  for (const PortalUser& user : *known) out.users[user.id] = {user.name, user.photo_url};
  return out;
}

Result<std::shared_ptr<const http::GzipTail>> BoardReader::board(PortalId portal, GroupId group,
                                                                 Share share) {
  const auto revision = cards_.revision(portal, group);
  if (!revision) return revision.error();
  std::int64_t forgotten = 0;
  {
    const std::lock_guard lock(mutex_);
    const Kept& kept = kept_[{portal, group, share}];
    if (kept.tail && kept.revision == *revision) return kept.tail;
    forgotten = forgotten_[portal];
  }

  const Result<BoundGroup> bound = bound_group(portal, group);
  if (!bound) return bound.error();
  auto board = cards_.board(portal, group, share == Share::kWithDone);
  if (!board) return board.error();
  std::vector<StageTotals> totals;
  if (share == Share::kFirst && board->cards.size() > kWholeUpTo) {
    totals = stage_totals(board->cards);
    board->cards = first_cards(std::move(board->cards), kFirstPerStage);
  }
  const auto known = names(portal, board->cards);
  if (!known) return known.error();
  const auto settings = settings_(portal, group);
  if (!settings) return settings.error();
  auto tail = std::make_shared<const http::GzipTail>(
      http::GzipTail::of(board_tail_json(*bound, *board, *known, *settings, totals)));

  const std::lock_guard lock(mutex_);
  // A board that is still being filled says so in its text: not kept, because the end raises no revision.
  if (bound->synced && forgotten_[portal] == forgotten)
    kept_[{portal, group, share}] = {board->revision, tail};
  return tail;
}

Result<std::shared_ptr<const http::GzipTail>> BoardReader::boards(PortalId portal,
                                                                  std::span<const GroupId> groups,
                                                                  Share share) {
  Tails parts;
  for (const GroupId group : groups) {
    auto part = board(portal, group, share);
    if (!part) return part.error();
    parts.push_back(std::move(part).value());
  }
  const std::tuple key{portal, std::vector<GroupId>(groups.begin(), groups.end()), share};
  {
    const std::lock_guard lock(mutex_);
    const auto kept = together_.find(key);
    // The same parts: none has changed since.
    if (kept != together_.end() && kept->second.parts == parts) return kept->second.whole;
  }
  std::string text = "\"boards\":[";
  for (const auto& part : parts) {
    if (text.back() == '}') text += ',';
    text += '{' + part->text();
  }
  text += "]}";
  auto whole = std::make_shared<const http::GzipTail>(http::GzipTail::of(text));
  const std::lock_guard lock(mutex_);
  if (together_.size() >= kMostTogether) together_.clear();
  together_[key] = {std::move(parts), whole};
  return whole;
}

Result<BoundGroup> BoardReader::bound_group(PortalId portal, GroupId group) {
  Result<BoundGroup> bound = find_bound(cards_, portal, group);
  if (!bound && bound.error().code == "group.not_bound")
    return Error{ErrorKind::kNotFound, "board.unbound", {}};
  return bound;
}

Result<std::string> BoardReader::board_of(PortalId portal, GroupId group, TicketId ticket) {
  const Result<BoundGroup> bound = bound_group(portal, group);
  if (!bound) return bound.error();
  BoardSnapshot board;
  const auto revision = cards_.revision(portal, group);
  if (!revision) return revision.error();
  board.revision = *revision;
  const auto card = cards_.find(portal, ticket);
  if (!card) return card.error();
  if (!*card || (*card)->group != group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  board.cards.push_back(**card);
  auto stages = cards_.stages(portal, group);
  if (!stages) return stages.error();
  board.stages = std::move(stages).value();
  const auto known = names(portal, board.cards);
  if (!known) return known.error();
  const auto settings = settings_(portal, group);
  if (!settings) return settings.error();
  return board_tail_json(*bound, board, *known, *settings);
}

Result<std::string> BoardReader::changes(PortalId portal, GroupId group, std::int64_t since, TimePoint now) {
  const auto revision = cards_.revision(portal, group);
  if (!revision) return revision.error();
  {
    const std::lock_guard lock(mutex_);
    const KeptStep& step = steps_[{portal, group}];
    if (step.since == since && step.revision == *revision && now - step.made_at < kStepLife) return step.text;
  }
  const auto found = cards_.changes(portal, group, since);
  if (!found) return found.error();
  const auto known = names(portal, found->cards);
  if (!known) return known.error();
  EntryRules rules;
  if (!found->stages.empty()) {
    Result<EntryRules> set = entry_rules(portal, group);
    if (!set) return set.error();
    rules = std::move(set).value();
  }
  std::string text = feed_json(now, *found, *known, !found->stages.empty(), rules);
  const std::lock_guard lock(mutex_);
  steps_[{portal, group}] = {since, found->revision, now, text};
  return text;
}

// Asked for with every step, and changed once in a while.
Result<EntryRules> BoardReader::entry_rules(PortalId portal, GroupId group) {
  std::int64_t forgotten = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto kept = rules_.find({portal, group});
    if (kept != rules_.end()) return kept->second;
    forgotten = forgotten_[portal];
  }
  Result<BoardSettings> settings = settings_(portal, group);
  if (!settings) return settings.error();
  const std::lock_guard lock(mutex_);
  if (forgotten_[portal] == forgotten) rules_[{portal, group}] = settings->rules;
  return std::move(settings->rules);
}

void BoardReader::forget(PortalId portal) {
  const std::lock_guard lock(mutex_);
  ++forgotten_[portal];
  std::erase_if(steps_, [portal](const auto& entry) { return entry.first.first == portal; });
  std::erase_if(rules_, [portal](const auto& entry) { return entry.first.first == portal; });
  std::erase_if(together_, [portal](const auto& entry) { return std::get<0>(entry.first) == portal; });
  std::erase_if(kept_, [portal](const auto& entry) { return std::get<0>(entry.first) == portal; });
}

}  // namespace sd::kanban
