#include "extension/storage/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <thread>

namespace sd::storage {
namespace {

constexpr std::chrono::milliseconds kTellEvery{250};

// Tells the progress on a thread of its own: the engine copies in one statement.
class Teller {
 public:
  Teller(std::string file, long long all, const CopyProgress& progress)
      : file_(std::move(file)), all_(all), progress_(progress), thread_([this] { run(); }) {}
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;
  ~Teller() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kTellEvery, [this] { return done_; })) {
      std::error_code ignored;
      const auto size = std::filesystem::file_size(file_, ignored);
      if (!ignored) progress_(std::min(static_cast<long long>(size), all_), all_);
    }
  }

  const std::string file_;
  const long long all_;
  const CopyProgress& progress_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

Status make_empty(const std::string& file) {
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    ::close(made);
    return Done{};
  }
  if (errno == EEXIST) return Error{ErrorKind::kConflict, "backup.exists", file};
  return Error{ErrorKind::kUnavailable, "backup.unwritable", file + ": " + std::strerror(errno)};
}

void remove_quietly(const std::string& file) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(file + suffix, ignored);
}

// Until the file's bytes are on the disk a backup is none.
Status on_the_disk(const std::string& file) {
  const int opened = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  const bool written = opened >= 0 && ::fsync(opened) == 0;
  const std::string why = std::strerror(errno);
  if (opened >= 0) ::close(opened);
  if (!written) return Error{ErrorKind::kUnavailable, "backup.unwritable", file + ": " + why};
  return Done{};
}

}  // namespace

Result<Copy> copy_database(Database& source, const std::string& target, const CopyProgress& progress) {
  Result<Lease> lease = source.lease();
  if (!lease) return lease.error();
  if (const Status made = make_empty(target); !made) return made.error();
  const Status copied = guarded("backup.copy", [&]() -> Status {
    long long pages = 0, page = 0;
    lease->sql() << "PRAGMA page_count", soci::into(pages);
    lease->sql() << "PRAGMA page_size", soci::into(page);
    const Teller teller(target, pages * page, progress);
    lease->sql() << "VACUUM INTO :target", soci::use(target, "target");
    return Done{};
  });
  Result<Copy> checked = copied ? check_copy(target) : Result<Copy>(copied.error());
  if (checked) {
    if (const Status kept = on_the_disk(target); !kept) checked = kept.error();
  }
  if (!checked) remove_quietly(target);
  return checked;
}

Result<Copy> check_copy(const std::string& file) {
  DatabaseOptions options;
  options.url = "sqlite:" + file;
  options.sessions = 1;
  const auto opened = Database::open(options);
  if (!opened) return opened.error();
  Result<Copy> found = (*opened)->read("backup.check", [](soci::session& sql) -> Result<Copy> {
    std::string verdict, table;
    sql << "PRAGMA integrity_check(1)", soci::into(verdict);
    if (verdict != "ok") return Error{ErrorKind::kInternal, "backup.damaged", verdict};
    Copy copy;
    soci::statement tables =
        (sql.prepare << "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT"
                        " LIKE 'sqlite_%' ORDER BY name",
         soci::into(table));
    tables.execute();
    while (tables.fetch()) copy.tables.emplace_back(table, 0);
    for (auto& [name, rows] : copy.tables) sql << "SELECT COUNT(*) FROM " + name, soci::into(rows);
    return copy;
  });
  if (!found) {
    const bool damaged = found.error().code == "db.corrupt";
    return damaged ? Error{ErrorKind::kInternal, "backup.damaged", found.error().detail} : found.error();
  }
  std::error_code failed;
  found->bytes = static_cast<long long>(std::filesystem::file_size(file, failed));
  return found;
}

}  // namespace sd::storage
