// What somebody asks of a report, and what of it he may ask. Source: domain.md 1, 8.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/result.h"
#include "extension/core/zone.h"
#include "reports/rules/report.h"

namespace sd::reports {

// Into which pieces the period is cut.
enum class Step { kNone, kDay, kWeek, kMonth };
std::string_view to_string(Step step);  // "", "day", "week", "month"
std::optional<Step> step_from(std::string_view text);

struct ReportQuestion {
  PortalId portal;
  Period period;
  std::vector<GroupId> groups;       // ascending; nothing of others counts
  bool every_group = false;          // these are all the bound ones
  bool outsiders = false;            // plans of people and clients without any of these groups count, too
  std::optional<UserId> user;        // his rows, cards and records alone
  std::optional<CompanyId> company;  // of this company alone; 0: of none
  std::string card_class;            // "": any; else "incident", "change", "service"
  std::string type;                  // "": any
  Step step = Step::kNone;
  Zone zone;        // the portal's: its days are the report's days
  TimePoint now{};  // the portal's clock
  // Told as it stood at the end of this day, before today; none: as it stands now. Of reports that know it.
  std::optional<std::chrono::sys_days> as_of;
};

// Who asks.
struct Viewer {
  UserId user;
  bool external = false;
  std::vector<GroupId> sees;     // bound groups he belongs to, ascending; an administrator: all
  std::vector<GroupId> manages;  // those of `sees` whose reports he may see whole; an administrator: all
  bool administrator = false;
  std::size_t bound = 0;  // how many groups are bound, his and others'
};

// The question as far as it is the viewer's: no groups asked for become all of his. `own`: employees may ask
// this report about themselves. An employee's question is about himself, whatever it said.
// Errors: "report.denied" (kPermissionDenied): clients, who belongs to no bound group, an employee who asks
// what is not for him; "report.group" (kPermissionDenied): a group that is not bound or not his.
Result<ReportQuestion> narrowed(ReportQuestion asked, const Viewer& viewer, bool own);

// `as_of` against the question's zone and now: today is now. Errors: "report.filter" (kInvalidArgument) for a
// day to come.
Status settle_as_of(ReportQuestion& question);
// The question as it was asked at the end of its day `as_of`: `now` is that instant.
ReportQuestion asked_then(ReportQuestion question);

// "2026-03-01". Errors: "report.period" (kInvalidArgument) for what is no day of the years 2000 to 2099.
Result<std::chrono::sys_days> day_from(std::string_view text);
std::string to_text(std::chrono::sys_days day);

inline constexpr std::chrono::days kLongestPeriod{1'900};  // five years and a bit
// Errors: "report.period" (kInvalidArgument): the end is not after the beginning, or too far.
Status check(const Period& period);

// The period before: as many calendar months where it is made of whole ones, else as many days.
Period previous(const Period& period);

// Its days, weeks from Monday on, or calendar months; the first and last may be cut. kNone: the whole.
std::vector<Period> steps_of(const Period& period, Step step);

// As instants: [begin, end).
TimePoint begin_of(const Period& period, const Zone& zone);
TimePoint end_of(const Period& period, const Zone& zone);

// The address of a report's page in the portal: `application` is that of the application, ending in '/'.
std::string link_of(const std::string& application, const std::string& report, const Period& period);

// The first day of the calendar month, and of the one that follows.
std::chrono::sys_days month_of(std::chrono::sys_days day);
std::chrono::sys_days next_month(std::chrono::sys_days day);

}  // namespace sd::reports
