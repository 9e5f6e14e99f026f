#include "reports/rules/ratings.h"

#include <algorithm>
#include <functional>
#include <map>

#include "reports/rules/cells.h"

namespace sd::reports {
namespace {

struct AskedSums {
  std::int64_t asked = 0, answered = 0, good = 0;

  void add(const RatingFact& fact) {
    ++asked;
    if (fact.stars > 0) ++answered;
    if (fact.stars >= kGoodStars) ++good;
  }
  std::vector<Cell> cells(Cell first) const {
    return {std::move(first), asked, answered, ratio(answered, asked), good, ratio(good, answered)};
  }
};

// The local month the question was asked in, as its first day.
std::chrono::sys_days month_of(const RatingFact& fact, const Zone& zone) {
  const std::chrono::year_month_day day{zone.day_of(fact.asked)};
  return std::chrono::sys_days{day.year() / day.month() / 1};
}

template <typename Key>
Table table_by(const char* key, Column first, const std::vector<RatingFact>& facts,
               const std::function<Key(const RatingFact&)>& key_of,
               const std::function<Cell(const Key&)>& cell_of,
               const std::function<std::string(const Key&)>& behind) {
  std::map<Key, AskedSums> by_key;
  AskedSums all;
  for (const RatingFact& fact : facts) {
    by_key[key_of(fact)].add(fact);
    all.add(fact);
  }
  Table table;
  table.key = key;
  table.columns = {std::move(first),
                   {"asked", Unit::kCount, true},
                   {"answered", Unit::kCount, true},
                   {"answered_share", Unit::kShare, true, Ratio{2, 1}},
                   {"good", Unit::kCount, true},
                   {"good_share", Unit::kShare, true, Ratio{4, 2}}};
  for (const auto& [of, sums] : by_key) table.rows.push_back({sums.cells(cell_of(of)), behind(of)});
  table.totals = all.cells({});
  return table;
}

Table answers_table(const std::vector<RatingFact>& facts, const std::optional<UserId>& assignee,
                    std::size_t most) {
  Table table;
  table.key = "answers";
  table.columns = {{"ticket", Unit::kTicket, false}, {"company", Unit::kCompany, false},
                   {"employee", Unit::kUser, false}, {"asked_at", Unit::kInstant, false},
                   {"stars", Unit::kCount, false},   {"words", Unit::kText, false}};
  for (auto fact = facts.rbegin(); fact != facts.rend() && table.rows.size() < most; ++fact) {
    if (fact->stars == 0 || (assignee && fact->assignee != *assignee)) continue;
    table.rows.push_back({{fact->ticket.value(), fact->company.value(), fact->assignee.value(),
                           to_ms(fact->asked), std::int64_t{fact->stars}, fact->words},
                          ""});
  }
  return table;
}

std::string nothing_behind(const auto&) { return {}; }

}  // namespace

std::vector<RatingFact> rated(const std::vector<RatingFact>& facts, const ReportQuestion& question) {
  std::vector<RatingFact> kept;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(kept), [&question](const RatingFact& fact) {
    return (!question.user || fact.assignee == *question.user) &&
           (!question.company || fact.company == *question.company) &&
           (question.type.empty() || fact.type == question.type);
  });
  return kept;
}

Report ratings(const std::vector<RatingFact>& facts, const ReportQuestion& question, std::size_t most) {
  using std::chrono::sys_days;
  Report report;
  report.name = "ratings";
  report.period = question.period;
  report.computed_at = question.now;
  report.tables = {
      table_by<sys_days>(
          "ratings_months", {"month", Unit::kDay, false}, facts,
          [&question](const RatingFact& fact) { return month_of(fact, question.zone); },
          [](const sys_days& month) { return cell(month); }, nothing_behind<sys_days>),
      table_by<UserId>(
          "ratings", {"employee", Unit::kUser, false}, facts,
          [](const RatingFact& fact) { return fact.assignee; },
          [](const UserId& user) { return Cell{user.value()}; },
          [](const UserId& user) { return "user:" + std::to_string(user.value()); }),
      table_by<CompanyId>(
          "ratings_companies", {"company", Unit::kCompany, false}, facts,
          [](const RatingFact& fact) { return fact.company; },
          [](const CompanyId& company) { return Cell{company.value()}; }, nothing_behind<CompanyId>),
      table_by<std::string>(
          "ratings_types", {"type", Unit::kText, false}, facts,
          [](const RatingFact& fact) { return fact.type; },
          [](const std::string& type) { return Cell{type}; }, nothing_behind<std::string>)};
  const std::vector<Cell>& totals = report.tables[1].totals;
  report.figures = {{"asked", Unit::kCount, totals[1], {}},
                    {"answered_share", Unit::kShare, totals[3], {}},
                    {"good_share", Unit::kShare, totals[5], {}}};
  report.charts = {{ChartKind::kBars, "ratings_months", 0, 0, {1, 2, 4}, {}}};
  if (facts.empty()) report.notes.emplace_back("no_ratings");
  const auto answered = std::get<std::int64_t>(totals[2]);
  if (static_cast<std::size_t>(answered) <= most) {
    report.tables.push_back(answers_table(facts, std::nullopt, most));
  } else {
    report.notes.emplace_back("tasks_cut");
  }
  return report;
}

Table answers_of(const std::vector<RatingFact>& facts, UserId assignee, std::size_t most) {
  return answers_table(facts, assignee, most);
}

}  // namespace sd::reports
