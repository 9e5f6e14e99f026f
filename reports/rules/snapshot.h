// The board of a group as it stood at an instant, from journals alone. Source: domain.md 2, 3, 5, 7.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kanban/rules/as_of.h"
#include "kanban/rules/card.h"

namespace sd::reports {

struct SnapshotCard {
  TicketId ticket;
  std::string xml_id;  // "" = none
  kanban::Role role = kanban::Role::kIntake;
  std::string stopper;  // "" = none
  std::optional<std::int64_t> wia_minutes;
  std::int64_t lu_minutes = 0;

  friend bool operator==(const SnapshotCard&, const SnapshotCard&) = default;
};

// Counts hold no zeros; their keys and the cards are in byte order. Minutes are whole, cut.
struct Snapshot {
  std::map<std::string, std::int64_t> roles;            // cards that existed, done ones included
  std::map<std::string, std::int64_t> stoppers;         // open cards under each stopper
  std::map<std::string, std::int64_t> stopper_minutes;  // up to then, over all cards
  std::vector<SnapshotCard> cards;                      // the open ones (role other than done), by xml_id
  std::int64_t without_history = 0;  // tickets whose past is not read yet: they count nowhere above

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

// Takes the group's tickets one by one, so that no more than one journal is held at a time.
class SnapshotBuilder {
 public:
  // `group` must outlive the builder.
  SnapshotBuilder(const kanban::GroupView& group, TimePoint at) : group_(group), at_(at) {}

  // `rows` ascending. A ticket that did not exist yet at the instant counts nowhere.
  void add(const kanban::Card& card, std::span<const kanban::JournalRow> rows);

  Snapshot finish() &&;

 private:
  const kanban::GroupView& group_;
  TimePoint at_;
  Snapshot snapshot_;
  std::map<std::string, Millis> stopped_;
};

}  // namespace sd::reports
