// tests/oracle/sample.csv as a portal would have it: tickets with their history, and how each ticket looked
// after each row of the file.
#pragma once

#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extension/core/iso_time.h"
#include "kanban/card_store.h"
#include "kanban/rules/stage.h"
#include "kanban/rules/ticket.h"

namespace sd::test {

using kanban::Role;
constexpr std::array kRoles{Role::kIntake, Role::kTriage, Role::kQueue,
                            Role::kWork,   Role::kVerify, Role::kDone};

// One stage for each role; its id is the role's place, from 1; its title the role's name in capitals.
inline std::string title_of(Role role) {
  std::string title(kanban::to_string(role));
  for (char& c : title) c = static_cast<char>(c - 'a' + 'A');
  return title;
}
inline StageId stage_of(Role role) { return StageId{static_cast<int>(role) + 1}; }
inline std::vector<kanban::Stage> stages_of_all_roles() {
  std::vector<kanban::Stage> all;
  for (const Role role : kRoles) {
    const int place = static_cast<int>(role) + 1;
    all.push_back({stage_of(role), GroupId{77}, title_of(role), "00C4FB", place * 100, role});
  }
  return all;
}

// One case. `looks[i]` is the ticket after row i of the case, when its history had `seen[i]` rows.
struct PlayedCase {
  std::vector<kanban::HistoryRow> history;
  std::vector<kanban::Ticket> looks;
  std::vector<std::size_t> seen;
};

class SamplePlay {
 public:
  explicit SamplePlay(const char* path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::istringstream cells(line);
      std::string xml_id;
      std::string activity;
      std::string local;
      std::getline(cells, xml_id, ',');
      std::getline(cells, activity, ',');
      std::getline(cells, local, ',');
      play(xml_id, std::stoi(activity), brussels(local));
    }
  }
  const std::map<std::string, PlayedCase>& cases() const { return cases_; }

 private:
  struct State {
    Role role = Role::kIntake;
    std::string stopper;
    bool left_intake = false;
  };

  // Local time of Brussels in the years of the data; an ambiguous hour is the earlier one.
  static TimePoint brussels(std::string local) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSummers{
        {{"2010-03-28 03:00", "2010-10-31 03:00"},
         {"2011-03-27 03:00", "2011-10-30 03:00"},
         {"2012-03-25 03:00", "2012-10-28 03:00"}}};
    bool summer = false;
    for (const auto& [begin, end] : kSummers) summer = summer || (local >= begin && local < end);
    local[10] = 'T';
    return parse_iso_time(local + (summer ? "+02:00" : "+01:00")).value();
  }

  static void apply(State& state, int activity) {
    switch (activity) {
      case 1: enter(state, Role::kWork); return;
      case 2: enter(state, state.left_intake ? Role::kQueue : Role::kIntake); return;
      case 3: enter(state, Role::kVerify); return;
      case 4: enter(state, Role::kTriage); return;
      case 5:
      case 9: enter(state, Role::kDone); return;
      case 6: state.stopper = "Ждём клиента"; return;
      case 7: state.stopper = "Ждём внедрения"; return;
      case 8: state.stopper = "Ждём решения"; return;
      case 10: state.stopper = "Ждём поставщика"; return;
      case 11: state.stopper = "Ждём заказчика"; return;
      default: return;
    }
  }
  static void enter(State& state, Role role) {
    state.role = role;
    state.stopper.clear();
    state.left_intake = state.left_intake || role != Role::kIntake;
  }

  void play(const std::string& xml_id, int activity, TimePoint at) {
    PlayedCase& played = cases_[xml_id];
    State& state = states_[xml_id];
    const State before = state;
    apply(state, activity);
    kanban::Ticket ticket;
    if (played.looks.empty()) {
      ticket.id = TicketId{200 - static_cast<std::int64_t>(cases_.size())};
      ticket.group = GroupId{77};
      ticket.xml_id = xml_id;
      ticket.created_at = at;
      add(played, at, kanban::HistoryField::kCreated, "", "");
    } else {
      ticket = played.looks.back();
      const bool moved = state.role != before.role;
      const bool changed = state.stopper != before.stopper;
      if (moved) add(played, at, kanban::HistoryField::kStage, title_of(before.role), title_of(state.role));
      if (changed) add(played, at, kanban::HistoryField::kStopper, before.stopper, state.stopper);
      if (!moved && !changed) add(played, at, kanban::HistoryField::kComment, "", "7");
    }
    ticket.stage = stage_of(state.role);
    ticket.stopper = state.stopper;
    ticket.changed_at = at;
    played.looks.push_back(ticket);
    played.seen.push_back(played.history.size());
  }

  void add(PlayedCase& played, TimePoint at, kanban::HistoryField field, std::string from, std::string to) {
    played.history.push_back({++next_row_, at, UserId{12}, field, "", std::move(from), std::move(to)});
  }

  std::map<std::string, PlayedCase> cases_;
  std::map<std::string, State> states_;
  std::int64_t next_row_ = 0;
};

}  // namespace sd::test
