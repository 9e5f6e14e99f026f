// What clients say about work that is done. Pure. Source: domain.md 8.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/rules/question.h"

namespace sd::reports {

// One question to one person about one request, with who and what it was about when it was asked.
struct RatingFact {
  TicketId ticket;
  UserId assignee;
  CompanyId company;
  std::string type;
  TimePoint asked;
  int stars = 0;      // 1 to 5; 0: not answered
  std::string words;  // of the answer

  friend bool operator==(const RatingFact&, const RatingFact&) = default;
};

inline constexpr int kGoodStars = 4;  // from here on an answer is a good one

// Those of the question's user, company and Type; 0 is no company.
std::vector<RatingFact> rated(const std::vector<RatingFact>& facts, const ReportQuestion& question);

// Tables "ratings_months" (the trend), "ratings" by assignee (behind: "user:7"), "ratings_companies",
// "ratings_types" and "answers", those with words or stars themselves unless there are more than `most`
// ("tasks_cut"). Shares: answered of asked, good of answered. Note: "no_ratings".
Report ratings(const std::vector<RatingFact>& facts, const ReportQuestion& question, std::size_t most);

// Table "answers" of one assignee, the newest first.
Table answers_of(const std::vector<RatingFact>& facts, UserId assignee, std::size_t most);

}  // namespace sd::reports
