#include "reports/rules/question.h"

#include <algorithm>
#include <cstdio>

namespace sd::reports {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

bool has(const std::vector<GroupId>& groups, GroupId group) {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

Error refused(const char* code) { return {ErrorKind::kPermissionDenied, code, {}}; }
Error wrong_period(std::string why) { return {ErrorKind::kInvalidArgument, "report.period", std::move(why)}; }

bool number_in(std::string_view text, int& number) {
  number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    number = number * 10 + (digit - '0');
  }
  return true;
}

sys_days shifted(sys_days first_of_month, months by) { return sys_days{year_month_day{first_of_month} + by}; }

sys_days end_of_step(sys_days from, Step step) {
  switch (step) {
    case Step::kDay: return from + days{1};
    case Step::kWeek: {
      const std::chrono::weekday today{from};
      return from + days{8 - static_cast<int>(today.iso_encoding())};
    }
    case Step::kMonth: return next_month(from);
    case Step::kNone: break;
  }
  return sys_days::max();
}

}  // namespace

std::string_view to_string(Step step) {
  switch (step) {
    case Step::kNone: return "";
    case Step::kDay: return "day";
    case Step::kWeek: return "week";
    case Step::kMonth: return "month";
  }
  return "";
}

std::optional<Step> step_from(std::string_view text) {
  for (const Step step : {Step::kNone, Step::kDay, Step::kWeek, Step::kMonth}) {
    if (to_string(step) == text) return step;
  }
  return std::nullopt;
}

Result<ReportQuestion> narrowed(ReportQuestion asked, const Viewer& viewer, bool own) {
  if (viewer.external || viewer.sees.empty()) return refused("report.denied");
  const bool about_himself = own && (viewer.manages.empty() || asked.user == viewer.user);
  if (!about_himself && viewer.manages.empty()) return refused("report.denied");
  const std::vector<GroupId>& allowed = about_himself ? viewer.sees : viewer.manages;
  for (const GroupId group : asked.groups) {
    if (!has(allowed, group)) return refused("report.group");
  }
  if (about_himself) asked.user = viewer.user;
  if (asked.groups.empty()) asked.groups = allowed;
  std::sort(asked.groups.begin(), asked.groups.end());
  asked.groups.erase(std::unique(asked.groups.begin(), asked.groups.end()), asked.groups.end());
  asked.every_group = asked.groups.size() == viewer.bound;
  asked.outsiders = viewer.administrator && asked.every_group;
  return asked;
}

Status settle_as_of(ReportQuestion& question) {
  if (!question.as_of) return Done{};
  const sys_days today = question.zone.day_of(question.now);
  if (*question.as_of > today) return Error{ErrorKind::kInvalidArgument, "report.filter", "as_of"};
  if (*question.as_of == today) question.as_of.reset();
  return Done{};
}

ReportQuestion asked_then(ReportQuestion question) {
  if (question.as_of) question.now = question.zone.instant(*question.as_of + days{1}) - Millis{1};
  return question;
}

Result<sys_days> day_from(std::string_view text) {
  int year = 0, month = 0, day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      number_in(text.substr(0, 4), year) && number_in(text.substr(5, 2), month) &&
                      number_in(text.substr(8, 2), day);
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!shaped || !date.ok() || year < 2000 || year > 2099) return wrong_period("no day like 2026-03-01");
  return sys_days{date};
}

std::string to_text(sys_days day) {
  const year_month_day date{day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Status check(const Period& period) {
  if (period.to <= period.from) return wrong_period("it ends before it begins");
  if (period.to - period.from > kLongestPeriod) return wrong_period("it is longer than five years");
  return Done{};
}

// The page's own form of a question: base64 of JSON (reports/ui/question.ts).
std::string link_of(const std::string& application, const std::string& report, const Period& period) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::string question =
      R"({"from":")" + to_text(period.from) + R"(","to":")" + to_text(period.to) + R"("})";
  std::string word;
  unsigned bits = 0;
  int held = 0;
  for (const char c : question) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (held += 8; held >= 6; held -= 6) word += kDigits[bits >> (held - 6) & 63];
  }
  if (held > 0) word += kDigits[bits << (6 - held) & 63];
  return application + "?params%5BREPORT%5D=" + report + "&params%5BVIEW%5D=" + word;
}

sys_days month_of(sys_days day) {
  const year_month_day date{day};
  return sys_days{date.year() / date.month() / 1};
}

sys_days next_month(sys_days day) { return shifted(month_of(day), months{1}); }

Period previous(const Period& period) {
  if (month_of(period.from) != period.from || month_of(period.to) != period.to) {
    return {period.from - (period.to - period.from), period.from};
  }
  const year_month_day from{period.from}, to{period.to};
  const months length = (to.year() / to.month()) - (from.year() / from.month());
  return {shifted(period.from, -length), period.from};
}

std::vector<Period> steps_of(const Period& period, Step step) {
  std::vector<Period> pieces;
  for (sys_days from = period.from; from < period.to;) {
    const sys_days to = std::min(end_of_step(from, step), period.to);
    pieces.push_back({from, to});
    from = to;
  }
  return pieces;
}

TimePoint begin_of(const Period& period, const Zone& zone) { return zone.instant(period.from); }
TimePoint end_of(const Period& period, const Zone& zone) { return zone.instant(period.to); }

}  // namespace sd::reports
