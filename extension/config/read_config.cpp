#include "extension/config/read_config.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "extension/config/config_sections.h"

namespace sd::config {
namespace {

constexpr std::size_t kMaxSize = std::size_t{1} << 20;
constexpr std::size_t kMaxPublicUrl = 200;  // a handler's address in the portal has at most 255 characters

// "03:30"
std::optional<Millis> time_of_day(const std::string& text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return std::chrono::minutes{hour * 60 + minute};
}

class ConfigReader {
 public:
  ConfigReader(const std::string& file, const ReadFile& read_file) : file_(file), values_(file, read_file) {
    config_.file = file;
  }

  Reading run(const toml::table& root) {
    TomlReader top(root, "", file_, problems_);
    if (const toml::table* table = top.table("listen")) listen(*table);
    public_url(top);
    section(top, "storage", [this](TomlReader& in) { read_storage(in, values_, config_); });
    section(top, "keys", [this](TomlReader& in) {
      config_.key_file = values_.path(in, "file", "Name the file that is to hold the service's secret key.");
    });
    section(top, "paths", [this](TomlReader& in) {
      config_.manifests_folder = values_.path(in, "manifests", "Name the folder of the manifests.");
      config_.ui_folder = values_.path(in, "ui", "Name the folder of the built pages.");
    });
    if (const toml::table* table = top.table("log")) log(*table);
    if (const toml::table* table = top.table("limits")) limits(*table);
    if (const toml::table* table = top.table("events")) events(*table);
    if (const toml::table* table = top.table("sync")) sync(*table);
    oauth_servers(top);
    config_.portals = read_portals(top, values_, file_, problems_);
    top.refuse_unknown();
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    Reading reading;
    reading.problems = std::move(problems_);
    if (reading.problems.empty()) reading.config = std::move(config_);
    return reading;
  }

 private:
  // A section that must be there; `read` sees it, or an empty one so that its missing keys are named.
  template <class Read>
  void section(TomlReader& top, const std::string& name, Read read) {
    static const toml::table kEmpty;
    const bool wrong = top.has(name) && !top.table(name);  // already noted
    if (wrong) return;
    const toml::table* table = top.table(name);
    TomlReader in(table ? *table : kEmpty, name, file_, problems_);
    read(in);
    in.refuse_unknown();
  }

  void listen(const toml::table& table) {
    TomlReader in(table, "listen", file_, problems_);
    config_.listen_host = in.text("host", "Give the address to listen on, usually \"127.0.0.1\".")
                              .value_or(config_.listen_host);
    config_.listen_port = in.number("port", config_.listen_port, 1, 65535);
    in.refuse_unknown();
  }

  void public_url(TomlReader& top) {
    const char* const advice =
        "Give the address under which the portal and browsers reach this service, "
        "such as \"https://desk.example.com\".";
    const std::optional<std::string> text = top.required_text("public_url", advice);
    if (!text) return;
    const std::optional<WebAddress> address = values_.web_address(top, "public_url", *text);
    if (!address) return;
    if (address->text().size() > kMaxPublicUrl) {
      top.problem("public_url", "it is longer than 200 characters", "Use a shorter address.");
    }
    config_.public_url = *address;
  }

  void log(const toml::table& table) {
    TomlReader in(table, "log", file_, problems_);
    const char* const advice = "Choose one of trace, debug, info, warning, error.";
    if (const std::optional<std::string> level = in.text("level", advice)) {
      bool known = false;
      for (const LogLevel one :
           {LogLevel::kTrace, LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning, LogLevel::kError}) {
        if (*level != to_string(one)) continue;
        config_.log_level = one;
        known = true;
      }
      if (!known) in.problem("level", "there is no such level", advice);
    }
    if (in.has("file"))
      config_.log_file = values_.path(in, "file", "Name the log file, or leave the key out.");
    in.refuse_unknown();
  }

  void limits(const toml::table& table) {
    TomlReader in(table, "limits", file_, problems_);
    config_.workers = in.number("workers", config_.workers, 1, 64);
    config_.queue = in.number("queue", config_.queue, 1, 100'000);
    in.refuse_unknown();
  }

  void events(const toml::table& table) {
    TomlReader in(table, "events", file_, problems_);
    config_.queue_poll_seconds = in.number("queue_poll_seconds", config_.queue_poll_seconds, 1, 3'600);
    in.refuse_unknown();
  }

  void sync(const toml::table& table) {
    TomlReader in(table, "sync", file_, problems_);
    const auto every = std::chrono::duration_cast<std::chrono::seconds>(config_.sync.reconcile_every);
    config_.sync.reconcile_every =
        std::chrono::seconds{in.number("reconcile_seconds", static_cast<int>(every.count()), 1, 3'600)};
    const auto stages = std::chrono::duration_cast<std::chrono::seconds>(config_.sync.stages_every);
    config_.sync.stages_every =
        std::chrono::seconds{in.number("stages_seconds", static_cast<int>(stages.count()), 1, 86'400)};
    const auto labour = std::chrono::duration_cast<std::chrono::seconds>(config_.sync.labour_every);
    config_.sync.labour_every =
        std::chrono::seconds{in.number("labour_seconds", static_cast<int>(labour.count()), 60, 3'600)};
    const char* const advice = "Write a time of day like \"03:30\".";
    if (const std::optional<std::string> text = in.text("sweep_at", advice)) {
      if (const std::optional<Millis> at = time_of_day(*text)) {
        config_.sync.sweep_at = *at;
      } else {
        in.problem("sweep_at", "it is no time of day", advice);
      }
    }
    in.refuse_unknown();
  }

  void oauth_servers(TomlReader& top) {
    const char* const advice = "Write it like oauth_servers = [\"https://oauth.bitrix.info\"].";
    const toml::array* list = top.array("oauth_servers", advice);
    if (!list) {
      for (const char* const vendor : {"https://oauth.bitrix.info", "https://oauth.bitrix24.tech"}) {
        config_.oauth_servers.push_back(parse_web_address(vendor).value());
      }
      return;
    }
    if (list->empty())
      top.problem("oauth_servers", "the list is empty", "Name a server, or leave the key out.");
    for (const toml::node& node : *list) {
      const std::optional<std::string> text = node.value_exact<std::string>();
      if (!text) {
        top.problem("oauth_servers", "an entry is not a text in quotes", advice);
        continue;
      }
      if (const std::optional<WebAddress> address = values_.web_origin(top, "oauth_servers", *text)) {
        config_.oauth_servers.push_back(*address);
      }
    }
  }

  const std::string& file_;
  const ConfigValues values_;
  Config config_;
  std::vector<Problem> problems_;
};

Reading refused(const std::string& file, int line, std::string reason, std::string advice) {
  Reading reading;
  reading.problems.push_back({file, line, "", std::move(reason), std::move(advice)});
  return reading;
}

std::optional<std::string> content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string content(kMaxSize + 1, '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (in.bad() || (in.fail() && !in.eof())) return std::nullopt;
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

}  // namespace

std::string Problem::text() const {
  std::string out = file;
  if (line > 0) out += ":" + std::to_string(line);
  out += ": ";
  if (!key.empty()) out += key + ": ";
  return out + reason + ". " + advice;
}

Reading parse_config(std::string_view text, const std::string& file, const ReadFile& read_file) {
  if (text.size() > kMaxSize) {
    return refused(file, 0, "the file is larger than 1 MiB",
                   "This is hardly a configuration; name another file.");
  }
  try {
    const toml::table root = toml::parse(text, file);
    return ConfigReader(file, read_file).run(root);
  } catch (const toml::parse_error& failure) {
    return refused(file, static_cast<int>(failure.source().begin.line),
                   "this is not TOML: " + std::string(failure.description()),
                   "Compare the line with servicedesk.example.toml.");
  }
}

Reading read_config(const std::string& file) {
  const std::optional<std::string> text = content_of(file);
  if (!text) {
    return refused(file, 0, "the file cannot be read",
                   "Check that it exists and that this user may read it, or name another one with --config.");
  }
  return parse_config(*text, file, content_of);
}

}  // namespace sd::config
