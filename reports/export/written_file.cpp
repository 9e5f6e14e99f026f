#include "reports/export/written_file.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "reports/export/csv_file.h"
#include "reports/export/xlsx_file.h"

namespace sd::reports {
namespace {

namespace fs = std::filesystem;

Error not_written(const std::string& why) { return {ErrorKind::kUnavailable, "file.write", why}; }

// A new empty file that only its owner reads, gone again unless it was kept.
class Draft {
 public:
  explicit Draft(const fs::path& folder) : path_((folder / ".report-XXXXXX").string()) {
    const int handle = mkstemp(path_.data());
    made_ = handle >= 0;
    if (made_) close(handle);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    std::error_code ignored;
    if (made_) fs::remove(path_, ignored);
  }

  bool made() const { return made_; }
  const std::string& path() const { return path_; }
  Status keep_as(const std::string& path) {
    std::error_code failed;
    fs::rename(path_, path, failed);
    if (failed) return not_written(failed.message());
    made_ = false;
    return Done{};
  }

 private:
  std::string path_;
  bool made_ = false;
};

Status write_draft(const std::string& format, const std::string& lang, const std::string& path,
                   const WriteTables& write) {
  if (format == "xlsx") {
    XlsxFile file(path);
    return write(file);
  }
  std::ofstream out(path, std::ios::binary);
  CsvFile file(lang, [&out](std::string_view bytes) {
    return out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).good();
  });
  if (const Status written = write(file); !written) return written;
  out.close();
  return out.fail() ? Status(not_written("the disk took not all of it")) : Status(Done{});
}

}  // namespace

Status check_format(const std::string& format) {
  if (format == "xlsx" || format == "csv") return Done{};
  return Error{ErrorKind::kInvalidArgument, "report.format", "xlsx or csv"};
}

Status write_file(const std::string& format, const std::string& lang, const std::string& path,
                  const WriteTables& write) {
  if (const Status known = check_format(format); !known) return known;
  const fs::path folder = fs::path(path).parent_path();
  Draft draft(folder.empty() ? fs::path(".") : folder);
  if (!draft.made()) return not_written("no file can be made there");
  if (const Status written = write_draft(format, lang, draft.path(), write); !written) return written;
  return draft.keep_as(path);
}

Status write_bytes(const std::string& path, const std::string& bytes) {
  const fs::path folder = fs::path(path).parent_path();
  Draft draft(folder.empty() ? fs::path(".") : folder);
  if (!draft.made()) return not_written("no file can be made there");
  std::ofstream out(draft.path(), std::ios::binary);
  out << bytes;
  out.close();
  if (out.fail()) return not_written("the disk took not all of it");
  return draft.keep_as(path);
}

Result<std::string> file_bytes(const std::string& format, const std::string& lang, const WriteTables& write) {
  if (const Status known = check_format(format); !known) return known.error();
  std::error_code none;
  Draft draft(fs::temp_directory_path(none));
  if (none || !draft.made()) return not_written("no temporary file can be made");
  if (const Status written = write_draft(format, lang, draft.path(), write); !written) return written.error();
  std::ifstream in(draft.path(), std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) return not_written("the temporary file cannot be read");
  return std::move(bytes).str();
}

}  // namespace sd::reports
