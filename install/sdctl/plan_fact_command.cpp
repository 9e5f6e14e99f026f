// sdctl report NAME: the reports of the pages, from the command line.
#include "extension/zones/zones.h"
#include "install/sdctl/chosen_portal.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/report_makers.h"
#include "manifests/loader.h"
#include "reports/export/csv_file.h"
#include "reports/export/report_file.h"
#include "reports/export/written_file.h"
#include "reports/http/report_json.h"
#include "reports/http/report_request.h"

namespace sd::sdctl {
namespace {

using reports::ReportKind;
using reports::ReportQuestion;
using reports::TableFile;

constexpr const char* kRecords = "labour";

Result<reports::Viewer> administrator(ReportMakers& makers, PortalId portal) {
  reports::Viewer viewer;
  viewer.administrator = true;
  const auto groups = makers.cards.groups(portal);
  if (!groups) return groups.error();
  for (const kanban::BoundGroup& group : *groups) viewer.sees.push_back(group.group);
  viewer.manages = viewer.sees;
  viewer.bound = viewer.sees.size();
  return viewer;
}

class Reporter {
 public:
  Reporter(const ReportOptions& options, const manifests::Manifests& manifests, ReportMakers& makers,
           PortalId portal, TimePoint now, std::ostream& out)
      : options_(options), makers_(makers), portal_(portal), now_(now), out_(out) {
    words_ = {options.lang, [&manifests, lang = options.lang](const std::string& key) {
                return manifests.text(lang, key);
              }};
  }

  Status run() {
    const bool records = options_.name == kRecords;
    const auto kind = records ? Result<ReportKind>(ReportKind{kRecords, {"group", "user", "company"}})
                              : makers_.registry.find(options_.name);
    if (!kind) return kind.error();
    auto read = reports::read_request(*kind, options_.query);
    if (!read) return read.error();
    const auto viewer = administrator(makers_, portal_);
    if (!viewer) return viewer.error();
    auto question = reports::narrowed(std::move(read->question), *viewer, false);
    if (!question) return question.error();
    if (const Status placed = place(*question); !placed) return placed;
    return records ? write_records(*question) : write_report(*kind, *question, read->compare);
  }

 private:
  Status place(ReportQuestion& question) {
    question.portal = portal_;
    question.now = now_;
    const auto calendar = makers_.calendars.of_group(portal_, GroupId{0});
    if (!calendar) return calendar.error();
    question.zone = calendar->calendar.zone();
    if (!options_.zone.empty()) {
      const auto zone = zones::find_zone(options_.zone);
      if (!zone) return Error{ErrorKind::kInvalidArgument, "report.zone", options_.zone};
      question.zone = *zone;
    }
    return reports::settle_as_of(question);
  }

  Status write_report(const ReportKind& kind, const ReportQuestion& question, bool compare) {
    const auto report = reports::ask(kind, question, compare);
    if (!report) return report.error();
    const auto names = makers_.names.of(portal_, report->tables);
    if (!names) return names.error();
    if (options_.format == "json") return write_text(reports::to_json(*report, *names) + "\n");
    return write(
        [&](TableFile& file) { return reports::write_report(*report, *names, question.zone, words_, file); });
  }

  Status write_records(const ReportQuestion& question) {
    const auto scope = reports::scope_of(question, makers_.plans);
    if (!scope) return scope.error();
    return write([&](TableFile& file) {
      return reports::write_labour(*scope, question.period, question.zone, words_, makers_.facts,
                                   makers_.names, file);
    });
  }

  Status write_text(const std::string& text) {
    if (options_.output.empty()) {
      out_ << text;
      return Done{};
    }
    return reports::write_bytes(options_.output, text);
  }

  Status write(const reports::WriteTables& tables) {
    if (const Status known = reports::check_format(options_.format); !known) return known;
    if (!options_.output.empty()) {
      return reports::write_file(options_.format, options_.lang, options_.output, tables);
    }
    if (options_.format == "xlsx") return Error{ErrorKind::kInvalidArgument, "report.output", "--output"};
    reports::CsvFile file(options_.lang, [this](std::string_view bytes) { return (out_ << bytes).good(); });
    return tables(file);
  }

  const ReportOptions& options_;
  ReportMakers& makers_;
  PortalId portal_;
  TimePoint now_;
  std::ostream& out_;
  reports::FileWords words_;
};

Status run(const config::Config& config, const ReportOptions& options, const Clock& clock,
           std::ostream& out) {
  const auto manifests = manifests::load_manifests(config.manifests_folder);
  if (!manifests) return manifests.error();
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return opened.error();
  const Result<PortalRow> portal = chosen_portal(*opened->database, options.portal);
  if (!portal) return portal.error();
  ReportMakers makers(*opened->database, *manifests);
  return Reporter(options, *manifests, makers, portal->id, clock.now(), out).run();
}

std::string words_for(const Error& error) {
  if (error.code == "report.period") return "--from and --to: " + error.detail;
  if (error.code == "report.group") return "--groups: numbers of connected groups, commas between";
  if (error.code == "report.denied") return "no group is connected";
  if (error.code == "report.filter")
    return (error.detail == "as_of" ? "--as-of" : "--" + error.detail) +
           ": this report takes none, or not this value";
  if (error.code == "report.zone") return "--zone: there is no zone " + error.detail;
  if (error.code == "report.format") return "--format: json, csv or xlsx; the records csv or xlsx";
  if (error.code == "report.output") return "--output: xlsx needs a file";
  if (error.code == "file.write") return "the file cannot be written: " + error.detail;
  return in_words(error);
}

}  // namespace

std::vector<std::string> report_names() {
  return {"plan-employees", "plan-clients", "load",       "estimates", "group",
          "flow",           "times",        "throughput", "ageing",    "stoppers",
          "forgotten",      "forecast",     "board",      "ratings",   kRecords};
}

int report(const config::Config& config, const ReportOptions& options, const Clock& clock, Streams streams) {
  if (options.lang != "ru" && options.lang != "en") {
    streams.err << "sdctl: --lang: ru or en\n";
    return kCannotRun;
  }
  const Status done = run(config, options, clock, streams.out);
  if (done) return kOk;
  streams.err << "sdctl: " << words_for(done.error()) << "\n";
  return done.error().kind == ErrorKind::kInvalidArgument ? kCannotRun : kFailed;
}

}  // namespace sd::sdctl
