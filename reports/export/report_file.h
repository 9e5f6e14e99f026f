// A report as a file: first what it is about, its figures and notes, then its tables.
#pragma once

#include <functional>
#include <string>

#include "extension/core/zone.h"
#include "reports/export/table_file.h"
#include "reports/labour_facts.h"
#include "reports/report_names.h"

namespace sd::reports {

struct FileWords {
  std::string lang;                                         // "ru" or "en"
  std::function<std::string(const std::string& key)> word;  // of the dictionary
};

// Finishes the file. Errors: TableFile's.
Status write_report(const Report& report, const Names& names, const Zone& zone, const FileWords& words,
                    TableFile& file);

// Every labour record of the scope in the period: day, employee, client, request, time. Errors: those of the
// stores and of the file.
Status write_labour(const LabourScope& scope, const Period& period, const Zone& zone, const FileWords& words,
                    LabourFacts& facts, ReportNames& names, TableFile& file);

}  // namespace sd::reports
