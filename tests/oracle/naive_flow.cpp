#include "tests/oracle/naive_flow.h"

#include <algorithm>
#include <set>

namespace sd::oracle {
namespace {

// Facts of the period's last instant and of now count; those of the instant after the period do not.
bool known(const Desk& desk, Ms at) { return at < desk.days.back() && at <= desk.now; }
Ms end_of(const Desk& desk) { return std::min(desk.days.back(), desk.now); }
bool in_period(const Desk& desk, Ms at) { return at >= desk.days.front() && known(desk, at); }

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool positive(const std::string& estimate) {
  return !estimate.empty() && estimate.find_first_not_of("0.") != std::string::npos &&
         estimate.find_first_not_of("0123456789.") == std::string::npos;
}

std::int64_t minute_of(Ms at) {
  std::int64_t minute = at / 60'000;
  if (at % 60'000 < 0) --minute;
  return minute;
}

std::size_t rows_known(const Desk& desk, const Ticket& ticket) {
  std::size_t count = 0;
  while (count < ticket.rows.size() && known(desk, ticket.rows[count].at)) ++count;
  return count;
}

std::int64_t day_number(const Desk& desk, Ms at) {
  for (std::size_t i = 0; i + 1 < desk.days.size(); ++i) {
    if (desk.days[i] <= at && at < desk.days[i + 1]) return desk.day_numbers[i];
  }
  return -1;
}

}  // namespace

namespace {

// As the rows say it one after the other, whatever comes later.
State told_by(const Desk& desk, const Ticket& ticket, std::size_t count) {
  State state;
  std::string stage_role = "intake";
  bool completed = false, important = false;
  std::string estimate;
  for (std::size_t i = 0; i < count; ++i) {
    const Row& row = ticket.rows[i];
    const bool was_done = state.role == "done";
    if (row.fact == "created" || row.fact == "stage") {
      if (row.fact == "stage" && row.source != "extension") completed = false;
      if (desk.roles.contains(row.to)) stage_role = desk.roles.at(row.to);
      state.stage = is_number(row.to) ? row.to : "0";
    } else if (row.fact == "status") {
      completed = row.to == "5" ? completed || row.source != "extension" : false;
    } else if (row.fact == "importance") {
      important = row.to == "1";
    } else if (row.fact == "estimate") {
      estimate = row.to;
    } else if (row.fact == "type") {
      state.type = row.to;
    } else if (row.fact == "stopper") {
      state.stopper = row.to;
    }
    state.role = completed ? "done" : stage_role;
    state.card_class = important ? "incident" : positive(estimate) ? "change" : "service";
    const bool frozen = was_done && state.role == "done" && !(row.fact == "status" && row.to != "5");
    if (i == 0 || (row.source == "person" && !frozen)) state.updated = row.at;
    state.exists = true;
  }
  return state;
}

std::string status_after(const Ticket& ticket, std::size_t count) {
  std::string status = "2";
  for (std::size_t i = 0; i < count; ++i) {
    if (ticket.rows[i].fact == "status") status = ticket.rows[i].to;
  }
  return status;
}

// Of a card that is done after `count` rows: after how many it was last open, when it leaves done later on
// with its check awaited and was not completed in between. 0: it is done.
std::size_t handed_over(const Desk& desk, const Ticket& ticket, std::size_t count) {
  const auto done = [&](std::size_t rows) { return told_by(desk, ticket, rows).role == "done"; };
  std::size_t open = count, left = count;
  while (open > 0 && done(open)) --open;
  while (left <= ticket.rows.size() && done(left)) ++left;
  if (open == 0 || left > ticket.rows.size() || status_after(ticket, left) != "4") return 0;
  for (std::size_t i = open + 1; i < left; ++i) {
    if (status_after(ticket, i) == "5") return 0;
  }
  return open;
}

}  // namespace

State state_after(const Desk& desk, const Ticket& ticket, std::size_t count) {
  State state = told_by(desk, ticket, count);
  if (const std::size_t open = state.role == "done" ? handed_over(desk, ticket, count) : 0; open != 0) {
    const State before = told_by(desk, ticket, open);
    state.role = before.role;
    state.stage = before.stage;
  }
  return state;
}

Cycles cycles_of(const Desk& desk, const Ticket& ticket) {
  Cycles cycles;
  const std::size_t count = rows_known(desk, ticket);
  std::optional<Opening> open;
  for (std::size_t i = 1; i <= count; ++i) {
    const State before = state_after(desk, ticket, i - 1), after = state_after(desk, ticket, i);
    const Ms at = ticket.rows[i - 1].at;
    if (!open && after.role != "done") {
      if (!cycles.closed.empty()) cycles.closed.back().left = at;
      open = Opening{&ticket, at, std::nullopt, after};
    }
    if (open && after.role == "work" && !open->worked) open->worked = at;
    if (after.role == "done" && (i == 1 || before.role != "done")) {
      cycles.closed.push_back(
          {&ticket, open ? open->begin : at, at, open ? open->worked : std::nullopt, {}, {}, {}});
      cycles.closed.back().card_class = after.card_class;
      open.reset();
    }
    if (open) {
      open->state = after;
    } else {
      cycles.closed.back().type = after.type;
    }
  }
  if (open) cycles.open.push_back(*open);
  return cycles;
}

std::vector<std::array<std::int64_t, 6>> cumulative_flow(const Desk& desk) {
  static const std::array<std::string, 6> kRoles{"intake", "triage", "queue", "work", "verify", "done"};
  std::vector<std::array<std::int64_t, 6>> days;
  for (std::size_t day = 0; day + 1 < desk.days.size() && desk.days[day] <= desk.now; ++day) {
    std::array<std::int64_t, 6> counts{};
    for (const Ticket& ticket : desk.tickets) {
      std::size_t count = 0;
      while (count < ticket.rows.size() && ticket.rows[count].at < desk.days[day + 1] &&
             ticket.rows[count].at <= desk.now) {
        ++count;
      }
      const State state = state_after(desk, ticket, count);
      if (!state.exists) continue;
      if (state.role == "done") {
        std::size_t closed = count;  // the row that closed it last
        while (closed > 1 && state_after(desk, ticket, closed - 1).role == "done") --closed;
        if (ticket.rows[closed - 1].at < desk.days.front()) continue;
      }
      for (std::size_t role = 0; role < kRoles.size(); ++role)
        counts[role] += kRoles[role] == state.role ? 1 : 0;
    }
    days.push_back(counts);
  }
  return days;
}

std::vector<Counted> by_day(const Desk& desk) {
  std::map<std::int64_t, Counted> days;
  for (std::size_t day = 0; day + 1 < desk.days.size() && desk.days[day] <= desk.now; ++day) {
    days[desk.day_numbers[day]] = {};
  }
  for (const Ticket& ticket : desk.tickets) {
    const Cycles cycles = cycles_of(desk, ticket);
    std::set<Ms> begins;
    for (const Closing& closing : cycles.closed) {
      if (in_period(desk, closing.done)) ++days[day_number(desk, closing.done)].closed;
    }
    std::vector<Ms> starts;
    for (const Closing& closing : cycles.closed) starts.push_back(closing.begin);
    for (const Opening& opening : cycles.open) starts.push_back(opening.begin);
    for (std::size_t i = 0; i < starts.size(); ++i) {
      if (!in_period(desk, starts[i])) continue;
      Counted& day = days[day_number(desk, starts[i])];
      ++(i == 0 ? day.created : day.reopened);
    }
  }
  std::vector<Counted> all;
  for (const auto& [day, counted] : days) all.push_back(counted);
  return all;
}

std::vector<Ms> lead_times(const Desk& desk) {
  std::vector<Ms> times;
  for (const Ticket& ticket : desk.tickets) {
    for (const Closing& closing : cycles_of(desk, ticket).closed) {
      if (in_period(desk, closing.done)) times.push_back(closing.done - closing.begin);
    }
  }
  return times;
}

std::vector<Ms> cycle_times(const Desk& desk) {
  std::vector<Ms> times;
  for (const Ticket& ticket : desk.tickets) {
    for (const Closing& closing : cycles_of(desk, ticket).closed) {
      if (in_period(desk, closing.done) && closing.worked) times.push_back(closing.done - *closing.worked);
    }
  }
  return times;
}

std::optional<Ms> percentile(const std::vector<Ms>& values, int p) {
  std::optional<Ms> least;
  for (const Ms candidate : values) {
    const auto not_above =
        std::count_if(values.begin(), values.end(), [&](Ms value) { return value <= candidate; });
    if (not_above * 100 >= static_cast<std::int64_t>(values.size()) * p && (!least || candidate < *least)) {
      least = candidate;
    }
  }
  return least;
}

std::map<std::int64_t, std::map<std::string, std::int64_t>> throughput(const Desk& desk) {
  std::map<std::int64_t, std::map<std::string, std::int64_t>> weeks;
  for (const Ticket& ticket : desk.tickets) {
    for (const Closing& closing : cycles_of(desk, ticket).closed) {
      if (!in_period(desk, closing.done)) continue;
      const std::int64_t day = day_number(desk, closing.done);
      ++weeks[day - (day + 3) % 7][closing.card_class];  // 1970-01-01 was a Thursday
    }
  }
  return weeks;
}

Stopped stopped(const Desk& desk) {
  Stopped all;
  for (const Ticket& ticket : desk.tickets) {
    const std::size_t count = rows_known(desk, ticket);
    for (std::size_t i = 1; i <= count; ++i) {
      // Between this row and the next nothing changes.
      const State state = state_after(desk, ticket, i);
      if (state.stopper.empty()) continue;
      const Ms from = std::max(ticket.rows[i - 1].at, desk.days.front());
      const Ms to = std::min(i < count ? ticket.rows[i].at : end_of(desk), end_of(desk));
      if (from >= to) continue;
      const std::int64_t minutes = minute_of(to) - minute_of(from);
      for (auto* sums : {&all.by_reason[state.stopper], &all.by_company[ticket.company]}) {
        (*sums)[0] += minutes;
        (*sums)[1] += state.role == "done" ? 0 : minutes;
      }
    }
  }
  return all;
}

std::map<std::string, std::int64_t> minutes_in_stage(const Desk& desk) {
  std::map<std::string, std::int64_t> stages;
  for (const Ticket& ticket : desk.tickets) {
    for (const Closing& closing : cycles_of(desk, ticket).closed) {
      if (!in_period(desk, closing.done)) continue;
      for (std::size_t i = 1; i < ticket.rows.size(); ++i) {
        const Ms from = ticket.rows[i - 1].at, to = ticket.rows[i].at;
        if (from < closing.begin || to > closing.done || from == to) continue;
        const State state = state_after(desk, ticket, i);
        if (state.role != "done") stages[state.stage] += minute_of(to) - minute_of(from);
      }
    }
  }
  return stages;
}

}  // namespace sd::oracle
