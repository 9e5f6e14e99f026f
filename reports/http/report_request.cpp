#include "reports/http/report_request.h"

#include <algorithm>

#include "extension/http/query.h"

namespace sd::reports {
namespace {

using Query = std::map<std::string, std::string>;

constexpr std::size_t kMostGroups = 1'000;
constexpr std::size_t kMostType = 250;

Error wrong(const char* code, std::string what) {
  return {ErrorKind::kInvalidArgument, code, std::move(what)};
}

// "" where it is absent.
std::string value_of(const Query& query, const std::string& name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

bool takes(const ReportKind& kind, const std::string& filter) {
  return std::find(kind.filters.begin(), kind.filters.end(), filter) != kind.filters.end();
}

Result<std::vector<GroupId>> groups_in(const std::string& text) {
  std::vector<GroupId> groups;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const auto number = http::to_number(std::string_view(text).substr(at, comma - at));
    if (!number || groups.size() == kMostGroups) return wrong("report.group", "numbers with commas between");
    groups.emplace_back(*number);
    at = comma + 1;
  }
  return groups;
}

Status read_filters(const Query& query, ReportQuestion& question) {
  if (const std::string user = value_of(query, "user"); !user.empty()) {
    const auto number = http::to_number(user);
    if (!number || *number <= 0) return wrong("report.filter", "user");
    question.user = UserId{*number};
  }
  if (const std::string company = value_of(query, "company"); !company.empty()) {
    const auto number = http::to_number(company);
    if (!number || *number < 0) return wrong("report.filter", "company");
    question.company = CompanyId{*number};
  }
  question.card_class = value_of(query, "class");
  const auto& known = question.card_class;
  if (!known.empty() && known != "incident" && known != "change" && known != "service") {
    return wrong("report.filter", "class");
  }
  question.type = value_of(query, "type");
  if (question.type.size() > kMostType) return wrong("report.filter", "type");
  const auto step = step_from(value_of(query, "step"));
  if (!step) return wrong("report.filter", "step");
  question.step = *step;
  if (const std::string day = value_of(query, "as_of"); !day.empty()) {
    const auto as_of = day_from(day);
    if (!as_of) return wrong("report.filter", "as_of");
    question.as_of = *as_of;
  }
  return Done{};
}

}  // namespace

Result<ReportRequest> read_request(const ReportKind& kind, const Query& query) {
  ReportRequest request;
  const auto from = day_from(value_of(query, "from"));
  if (!from) return from.error();
  const auto to = day_from(value_of(query, "to"));
  if (!to) return to.error();
  request.question.period = {*from, *to};
  if (const Status checked = check(request.question.period); !checked) return checked.error();
  for (const char* const filter : {"user", "company", "class", "type", "step", "as_of"}) {
    if (!value_of(query, filter).empty() && !takes(kind, filter)) return wrong("report.filter", filter);
  }
  auto groups = groups_in(value_of(query, "groups"));
  if (!groups) return groups.error();
  request.question.groups = std::move(groups).value();
  if (const Status filters = read_filters(query, request.question); !filters) return filters.error();
  request.compare = value_of(query, "compare") == "1";
  request.behind = value_of(query, "behind");
  request.format = value_of(query, "format");
  request.lang = value_of(query, "lang");
  return request;
}

}  // namespace sd::reports
