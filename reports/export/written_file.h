// Files of either format, whole or not at all.
#pragma once

#include <functional>
#include <string>

#include "reports/export/table_file.h"

namespace sd::reports {

using WriteTables = std::function<Status(TableFile& file)>;

// Errors: "report.format" (kInvalidArgument) for what is neither "xlsx" nor "csv".
Status check_format(const std::string& format);

// The file at `path`; what was there stays when it fails. Errors: check_format()'s, `write`'s, "file.write".
Status write_file(const std::string& format, const std::string& lang, const std::string& path,
                  const WriteTables& write);

// Any bytes likewise.
Status write_bytes(const std::string& path, const std::string& bytes);

// Its bytes, for a file small enough to be answered. Errors: the same.
Result<std::string> file_bytes(const std::string& format, const std::string& lang, const WriteTables& write);

}  // namespace sd::reports
