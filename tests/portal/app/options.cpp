#include "tests/portal/app/options.h"

#include <charconv>

#include "tests/portal/engine/iso_time.h"

namespace sd::portal_double {
namespace {

Error wrong(const char* code, const std::string& text) { return {ErrorKind::kInvalidArgument, code, text}; }

bool number(const std::string& text, std::int64_t low, std::int64_t high, std::int64_t& out) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && out >= low && out <= high;
}

// Takes one option into `options`; the name is known.
Status apply(ProgramOptions& options, const std::string& name, const std::string& value) {
  Settings& settings = options.portal.settings;
  std::int64_t count = 0;
  const auto bad = [&] { return wrong("options.value", name + ": wrong value \"" + value + "\""); };
  if (name == "--port") {
    if (!number(value, 1, 65535, count)) return bad();
    options.port = static_cast<int>(count);
  } else if (name == "--tasks") {
    if (!number(value, 0, 200'000, count)) return bad();
    options.portal.open_tasks = static_cast<int>(count);
  } else if (name == "--seed") {
    if (!number(value, 0, 1'000'000'000, count)) return bad();
    settings.seed = static_cast<std::uint64_t>(count);
  } else if (name == "--lang") {
    if (value != "ru" && value != "en") return bad();
    settings.russian = value == "ru";
  } else if (name == "--limits") {
    if (value != "cloud" && value != "off") return bad();
    settings.cloud = value == "cloud";
  } else if (name == "--clock") {
    if (value == "real") return Done{};
    const std::optional<Ms> at = read_instant(value, 180);
    if (!at) return bad();
    options.portal.stand_at = *at;
  } else if (name == "--pages") {
    options.portal.pages = value;
  } else if (name == "--app-id") {
    options.app_id = value;
  } else if (name == "--app-secret") {
    options.app_secret = value;
  } else if (name == "--app-handler") {
    options.app_handler = value;
  } else if (name == "--app-install") {
    options.app_install = value;
  } else if (name == "--state-json") {
    options.state_json = value;
  } else {
    return wrong("options.unknown", "unknown option " + name);
  }
  return Done{};
}

}  // namespace

const char* const kUsage =
    "portal_double --port N [--pages DIR] [--tasks N] [--seed N] [--lang ru|en] [--clock ISO|real]\n"
    "              [--limits cloud|off] [--app-id ID --app-secret S --app-handler URL --app-install URL]\n"
    "              [--state-json FILE]\n"
    "Plays a portal on http://127.0.0.1:N; tests/portal/README.md describes it.\n";

Result<ProgramOptions> read_options(const std::vector<std::string>& arguments) {
  ProgramOptions options;
  options.portal.open_tasks = 400;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    if (arguments[i] == "--help") {
      options.help = true;
      return options;
    }
    if (i + 1 == arguments.size()) return wrong("options.value", arguments[i] + ": a value is missing");
    const Status taken = apply(options, arguments[i], arguments[i + 1]);
    if (!taken) return taken.error();
  }
  if (options.port == 0) return wrong("options.port", "--port is missing");
  options.portal.settings.domain = "127.0.0.1:" + std::to_string(options.port);
  return options;
}

}  // namespace sd::portal_double
