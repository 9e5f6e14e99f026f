#include "reports/http/report_json.h"

#include <boost/json.hpp>

namespace sd::reports {
namespace {

namespace json = boost::json;

json::value to_value(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string>(&cell)) return json::string(*text);
  return nullptr;
}

json::array to_array(const std::vector<Cell>& cells) {
  json::array out;
  out.reserve(cells.size());
  for (const Cell& cell : cells) out.push_back(to_value(cell));
  return out;
}

std::string_view to_string(ChartKind kind) {
  switch (kind) {
    case ChartKind::kBars: return "bars";
    case ChartKind::kLine: return "line";
    case ChartKind::kStackedArea: return "stacked_area";
    case ChartKind::kScatter: return "scatter";
  }
  return "bars";
}

json::object to_object(const Table& table) {
  json::array columns, rows;
  for (const Column& column : table.columns) {
    columns.push_back(json::object{
        {"key", column.key}, {"unit", sd::reports::to_string(column.unit)}, {"total", column.total}});
  }
  rows.reserve(table.rows.size());
  for (const Row& row : table.rows) {
    rows.push_back(json::object{{"cells", to_array(row.cells)}, {"behind", row.behind}});
  }
  return {{"key", table.key},
          {"columns", std::move(columns)},
          {"rows", std::move(rows)},
          {"totals", to_array(table.totals)},
          {"previous", to_array(table.previous)}};
}

json::array to_array(const std::vector<Table>& tables) {
  json::array out;
  for (const Table& table : tables) out.push_back(to_object(table));
  return out;
}

json::object to_object(const Chart& chart) {
  json::array y, lines;
  for (const std::size_t column : chart.y) y.push_back(column);
  for (const Chart::Line& line : chart.lines) {
    lines.push_back(json::object{{"key", line.key}, {"at", line.at}});
  }
  return {{"kind", to_string(chart.kind)},
          {"key", chart.key},
          {"table", chart.table},
          {"x", chart.x},
          {"y", std::move(y)},
          {"lines", std::move(lines)}};
}

json::object to_object(const std::map<std::int64_t, std::string>& names) {
  json::object out;
  for (const auto& [id, name] : names) out[std::to_string(id)] = name;
  return out;
}

json::object to_object(const Names& names) {
  return {{"users", to_object(names.users)},
          {"companies", to_object(names.companies)},
          {"groups", to_object(names.groups)},
          {"stages", to_object(names.stages)},
          {"tickets", to_object(names.tickets)}};
}

}  // namespace

std::string_view to_string(Unit unit) {
  switch (unit) {
    case Unit::kText: return "text";
    case Unit::kUser: return "user";
    case Unit::kCompany: return "company";
    case Unit::kGroup: return "group";
    case Unit::kTicket: return "ticket";
    case Unit::kRole: return "role";
    case Unit::kClass: return "class";
    case Unit::kStage: return "stage";
    case Unit::kDay: return "day";
    case Unit::kInstant: return "instant";
    case Unit::kCount: return "count";
    case Unit::kMinutes: return "minutes";
    case Unit::kDays: return "days";
    case Unit::kShare: return "share";
  }
  return "text";
}

std::string to_json(const Report& report, const Names& names) {
  json::array figures, charts, notes;
  for (const Figure& figure : report.figures) {
    figures.push_back(json::object{{"key", figure.key},
                                   {"unit", to_string(figure.unit)},
                                   {"value", to_value(figure.value)},
                                   {"previous", to_value(figure.previous)}});
  }
  for (const Chart& chart : report.charts) charts.push_back(to_object(chart));
  for (const std::string& note : report.notes) notes.push_back(json::string(note));
  json::value previous = nullptr;
  if (report.previous) {
    previous = json::object{{"from", to_text(report.previous->from)}, {"to", to_text(report.previous->to)}};
  }
  json::value as_of = nullptr;
  if (report.as_of) as_of = json::string(to_text(*report.as_of));
  return json::serialize(json::object{{"name", report.name},
                                      {"from", to_text(report.period.from)},
                                      {"to", to_text(report.period.to)},
                                      {"previous", std::move(previous)},
                                      {"as_of", std::move(as_of)},
                                      {"computed_ms", to_ms(report.computed_at)},
                                      {"figures", std::move(figures)},
                                      {"tables", to_array(report.tables)},
                                      {"charts", std::move(charts)},
                                      {"notes", std::move(notes)},
                                      {"names", to_object(names)}});
}

std::string to_json(const Behind& behind, const Names& names) {
  return json::serialize(json::object{
      {"count", behind.count}, {"tables", to_array(behind.tables)}, {"names", to_object(names)}});
}

std::string to_json(TimePoint now, const std::vector<kanban::BoundGroup>& groups,
                    const std::vector<ReportKind>& kinds, const ReportChoices& choices) {
  json::array listed, reports, types;
  const auto named = [](const std::vector<std::pair<std::int64_t, std::string>>& all) {
    json::array out;
    for (const auto& [id, name] : all) out.push_back(json::object{{"id", id}, {"name", name}});
    return out;
  };
  for (const kanban::BoundGroup& group : groups) {
    listed.push_back(json::object{{"id", group.group.value()}, {"name", group.name}});
  }
  for (const std::string& type : choices.types) types.push_back(json::string(type));
  for (const ReportKind& kind : kinds) {
    json::array filters;
    for (const std::string& filter : kind.filters) filters.push_back(json::string(filter));
    reports.push_back(json::object{{"name", kind.name}, {"filters", std::move(filters)}});
  }
  return json::serialize(
      json::object{{"now_ms", to_ms(now)},
                   {"groups", std::move(listed)},
                   {"reports", std::move(reports)},
                   {"users", named(choices.users)},
                   {"companies", named(choices.companies)},
                   {"types", std::move(types)},
                   {"monthly", choices.monthly ? json::value(*choices.monthly) : json::value(nullptr)}});
}

}  // namespace sd::reports
