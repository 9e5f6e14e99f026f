#include "extension/app/logging.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace sd::app {
namespace {

constexpr std::size_t kMaxFile = 50 * 1024 * 1024;
constexpr std::size_t kFiles = 5;

spdlog::level::level_enum level_of(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::kTrace: return spdlog::level::trace;
    case config::LogLevel::kDebug: return spdlog::level::debug;
    case config::LogLevel::kInfo: return spdlog::level::info;
    case config::LogLevel::kWarning: return spdlog::level::warn;
    case config::LogLevel::kError: return spdlog::level::err;
  }
  return spdlog::level::info;
}

}  // namespace

Result<std::shared_ptr<spdlog::logger>> open_log(const config::Config& config) {
  try {
    spdlog::sink_ptr sink;
    if (config.log_file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(config.log_file, kMaxFile, kFiles);
    }
    auto log = std::make_shared<spdlog::logger>("servicedesk", std::move(sink));
    log->set_level(level_of(config.log_level));
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    log->flush_on(spdlog::level::info);
    return log;
  } catch (const spdlog::spdlog_ex&) {
    return Error{ErrorKind::kUnavailable, "log.unwritable", config.log_file};
  }
}

}  // namespace sd::app
