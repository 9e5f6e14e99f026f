// The flow reports computed a second time, straight from journal rows as a database holds them, by asking
// what each ticket was at an instant again and again. Shares no code with the product; slow on purpose. The
// rules: domain.md 2-5 and 8.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sd::oracle {

using Ms = std::int64_t;

struct Row {
  Ms at = 0;
  std::string fact;  // as in the table journal
  std::string to;
  std::string source = "person";
};

// `rows` ascending.
struct Ticket {
  std::int64_t id = 0, company = 0, assignee = 0;
  std::vector<Row> rows;
};

struct Desk {
  std::map<std::string, std::string> roles;  // of stages, by their ids as text
  std::vector<Ticket> tickets;
  std::vector<Ms> days;                   // first instants of the period's days, and the end of the last one
  std::vector<std::int64_t> day_numbers;  // days since 1970-01-01, as many as days
  Ms now = 0;                             // not before days.front()
};

// What is asked of all: facts before the end of the period, and up to now.
struct State {
  bool exists = false;
  std::string role = "intake";
  std::string stage;
  std::string stopper, type;
  std::string card_class = "service";
  Ms updated = 0;
};
// After the ticket's first `count` rows.
State state_after(const Desk& desk, const Ticket& ticket, std::size_t count);

struct Closing {
  const Ticket* ticket = nullptr;
  Ms begin = 0, done = 0;
  std::optional<Ms> worked;  // first work of the cycle
  std::optional<Ms> left;    // opened again
  std::string card_class, type;
};
struct Opening {  // a cycle that goes on at the end of what is known
  const Ticket* ticket = nullptr;
  Ms begin = 0;
  std::optional<Ms> worked;
  State state;
};
struct Cycles {
  std::vector<Closing> closed;
  std::vector<Opening> open;
};
Cycles cycles_of(const Desk& desk, const Ticket& ticket);

// Roles at each day's end: intake, triage, queue, work, verify, and closed since the period began.
std::vector<std::array<std::int64_t, 6>> cumulative_flow(const Desk& desk);

struct Counted {
  std::int64_t created = 0, reopened = 0, closed = 0;
};
std::vector<Counted> by_day(const Desk& desk);

// Milliseconds, ascending, of cards closed in the period.
std::vector<Ms> lead_times(const Desk& desk);
std::vector<Ms> cycle_times(const Desk& desk);
// The least value that at least p in a hundred are not above.
std::optional<Ms> percentile(const std::vector<Ms>& values, int p);

// Closed cards by the Monday (day number) of their week and by class.
std::map<std::int64_t, std::map<std::string, std::int64_t>> throughput(const Desk& desk);

// Minutes in the period under each stopper, by reason and by company; second: those of open cards.
struct Stopped {
  std::map<std::string, std::array<std::int64_t, 2>> by_reason;
  std::map<std::int64_t, std::array<std::int64_t, 2>> by_company;
};
Stopped stopped(const Desk& desk);

// Minutes cards closed in the period had stood in each stage.
std::map<std::string, std::int64_t> minutes_in_stage(const Desk& desk);

}  // namespace sd::oracle
