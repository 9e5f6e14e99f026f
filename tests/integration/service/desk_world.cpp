#include "tests/integration/service/desk_world.h"

#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include "extension/config/read_config.h"
#include "tests/portal/double_transport.h"

namespace sd::test {
namespace {

constexpr std::chrono::seconds kDeadline{60};

std::string form_of(const json::object& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    for (const std::string& text : {std::string(name), std::string("="), std::string(value.as_string())}) {
      for (const char c : text) {
        static const char* const kHex = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '=') {
          out += c;
        } else {
          out += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
      }
    }
  }
  return out;
}

}  // namespace

bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + kDeadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{2});  // between two looks
  }
  return true;
}

class DeskWorld::CountingTransport final : public portal::Transport {
 public:
  CountingTransport(portal_double::PortalDouble& portal, std::atomic<int>& count)
      : transport_(portal), count_(count) {}
  Result<portal::WireAnswer> send(const portal::WireRequest& request) override {
    Result<portal::WireAnswer> answer = transport_.send(request);
    ++count_;
    return answer;
  }

 private:
  portal_double::DoubleTransport transport_;
  std::atomic<int>& count_;
};

portal_double::DoubleOptions DeskWorld::options() {
  portal_double::DoubleOptions options;
  options.settings.domain = "127.0.0.1:7";  // a name only: tokens may travel over http to this machine itself
  options.open_tasks = 12;
  return options;
}

void DeskWorld::write_files(int port) {
  std::filesystem::create_directory(folder.file("ui"));
  for (const char* page : {"ui/index.html", "ui/client.html"}) {
    std::ofstream(folder.file(page))
        << R"(<html><script type="application/json" id="sd-bootstrap">null</script></html>)";
  }
  std::ofstream(folder.file("servicedesk.toml"))
      << "public_url = \"http://127.0.0.1:9\"\noauth_servers = [\"" << portal.origin() << "\"]\n"
      << "[listen]\nport = " << port << "\n[storage]\nurl = \"" << place.url() << "\"\n[keys]\nfile = \""
      << folder.file("desk.key") << "\"\n[paths]\nmanifests = \"" SD_MANIFESTS "\"\nui = \""
      << folder.file("ui") << "\"\n[[portal]]\naddress = \"" << portal.origin() << "\"\nclient_id = \""
      << kApp << "\"\nclient_secret = \"" << kAppSecret << "\"\nlimits = \"off\"\n";
  std::filesystem::permissions(folder.file("servicedesk.toml"),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

std::unique_ptr<app::Service> DeskWorld::open_service(int port) {
  write_files(port);
  const config::Reading reading = config::read_config(folder.file("servicedesk.toml"));
  for (const config::Problem& problem : reading.problems) ADD_FAILURE() << problem.text();
  const auto log = std::make_shared<spdlog::logger>("test", log_);
  log->set_level(spdlog::level::trace);
  log->set_pattern("%l %v");
  auto service = app::Service::open(reading.config.value(), log,
                                    std::make_unique<CountingTransport>(portal, requests_made_));
  if (!service) throw std::runtime_error(service.error().code + " " + service.error().detail);
  return std::move(service).value();
}

DeskWorld::DeskWorld() : portal(options()) {
  log_ = std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(100'000);
  service_ = open_service(8080);
  portal.on_event([this](const portal_double::EventDelivery& delivery) {
    http::Request request;
    request.method = "POST";
    request.path = "/b24/event";
    request.body = delivery.form;
    ++events_sent;
    service_->serve(request, [](const http::Response&) {});
  });
  const json::value app = control(
      "app",
      {{"client_id", kApp},
       {"client_secret", kAppSecret},
       {"title", "Service Desk"},
       {"handler", "http://127.0.0.1:9/b24/app"},
       {"install", "http://127.0.0.1:9/b24/install"},
       {"scopes",
        {"task", "sonet_group", "user", "user_basic", "placement", "crm", "im", "department", "disk"}}});
  secrets = {kAppSecret, std::string(app.at("application_token").as_string())};
}

DeskWorld::~DeskWorld() {
  portal.on_event([](const portal_double::EventDelivery&) {});
  service_->stop();
}

json::value DeskWorld::control(const std::string& what, const json::object& params) {
  http::Request request;
  request.method = "POST";
  request.path = "/_double/" + what;
  request.body = json::serialize(params);
  const http::Response answer = portal.handle(request);
  if (answer.status != 200) throw std::runtime_error(what + ": " + answer.body);
  return json::parse(answer.body);
}

json::value DeskWorld::act(std::int64_t user, const std::string& method, const json::object& params) {
  return control("act", {{"user", user}, {"method", method}, {"params", params}}).at("result");
}

std::int64_t DeskWorld::add_task(const std::string& title) {
  const json::value made =
      act(kAdministrator, "tasks.task.add",
          {{"fields", {{"TITLE", title}, {"GROUP_ID", kGroup}, {"RESPONSIBLE_ID", kAdministrator}}}});
  const json::value& id = made.at("task").at("id");
  return id.is_string() ? std::stoll(std::string(id.get_string())) : id.to_number<std::int64_t>();
}

void DeskWorld::rename(std::int64_t task, const std::string& title) {
  act(kAdministrator, "tasks.task.update", {{"taskId", task}, {"fields", {{"TITLE", title}}}});
}

void DeskWorld::fault(const std::string& kind, int count) {
  control("faults", {{"method", "*"}, {"kind", kind}, {"count", count}});
}

http::Response DeskWorld::ask(const std::string& method, const std::string& path, const std::string& query,
                              std::string body, const std::string& session) {
  return ask(*service_, method, path, query, std::move(body), session);
}

http::Response DeskWorld::ask(app::Service& service, const std::string& method, const std::string& path,
                              const std::string& query, std::string body, const std::string& session) {
  http::Request request;
  request.method = method;
  request.path = path;
  request.query = query;
  request.body = std::move(body);
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  if (!session.empty()) request.headers["authorization"] = "Bearer " + session;
  auto promise = std::make_shared<std::promise<http::Response>>();
  std::future<http::Response> answer = promise->get_future();
  service.serve(request, [promise](http::Response response) { promise->set_value(std::move(response)); });
  if (answer.wait_for(kDeadline) != std::future_status::ready) throw std::runtime_error(path + ": no answer");
  return answer.get();
}

json::object DeskWorld::open_page(std::int64_t user, const std::string& placement,
                                  const json::object& options, bool install) {
  const json::value frame = control(
      "frame", {{"user", user}, {"placement", placement}, {"options", options}, {"install", install}});
  const json::object& fields = frame.at("fields").as_object();
  for (const char* name : {"AUTH_ID", "REFRESH_ID"}) secrets.emplace_back(fields.at(name).as_string());
  const std::string url(frame.at("url").as_string());
  const std::size_t path = url.find('/', url.find("://") + 3), mark = url.find('?');
  const http::Response page =
      ask("POST", url.substr(path, mark - path), url.substr(mark + 1), form_of(fields));
  const std::string open = "id=\"sd-bootstrap\">";
  const std::size_t begin = page.body.find(open);
  if (page.status != 200 || begin == std::string::npos) throw std::runtime_error("page: " + page.body);
  const std::size_t from = begin + open.size();
  json::object start =
      json::parse(page.body.substr(from, page.body.find("</script>", from) - from)).as_object();
  if (start.at("session").is_string()) secrets.emplace_back(start.at("session").get_string());
  return start;
}

std::string DeskWorld::session(std::int64_t user) {
  return std::string(open_page(user, "SONET_GROUP_DETAIL_TAB", {{"GROUP_ID", std::to_string(kGroup)}})
                         .at("session")
                         .as_string());
}

void DeskWorld::install() {
  const std::string session(open_page(kAdministrator, "DEFAULT", {}, true).at("session").as_string());
  const http::Response started = ask("POST", "/api/install/run", "",
                                     R"({"groups":[77],"rename_stages":true,"client_check":false})", session);
  ASSERT_EQ(started.status, 202) << started.body;
  std::string last;
  ASSERT_TRUE(eventually([&] {
    last = ask("GET", "/api/install/run", "", "", session).body;
    return json::parse(last).at("state") != "running";
  })) << last;
  ASSERT_EQ(json::parse(last).at("state"), "done") << last;
  control("install_finish", {{"client_id", kApp}});
}

json::object DeskWorld::board(const std::string& session) {
  const http::Response answer = ask("GET", "/api/board", "group=77", "", session);
  if (answer.status != 200) throw std::runtime_error("board: " + answer.body);
  return json::parse(answer.body).as_object();
}

json::object DeskWorld::feed(const std::string& session, std::int64_t since) {
  const http::Response answer =
      ask("GET", "/api/feed", "group=77&since=" + std::to_string(since), "", session);
  if (answer.status != 200) throw std::runtime_error("feed: " + answer.body);
  return json::parse(answer.body).as_object();
}

bool DeskWorld::card_appears(const std::string& session, std::int64_t since, const std::string& title) {
  return eventually([&] {
    const json::object change = feed(session, since);
    since = change.at("revision").as_int64();
    return card(change, title) != nullptr;
  });
}

const json::array* DeskWorld::card(const json::object& board, const std::string& title) {
  for (const json::value& row : board.at("cards").as_array()) {
    for (const json::value& cell : row.as_array()) {
      if (cell.is_string() && cell.get_string() == title) return &row.get_array();
    }
  }
  return nullptr;
}

double DeskWorld::metric(const std::string& name) { return metric(*service_, name); }

double DeskWorld::metric(app::Service& service, const std::string& name) {
  std::istringstream lines(ask(service, "GET", "/metrics").body);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name + " ")) return std::stod(line.substr(name.size() + 1));
  }
  throw std::runtime_error("no metric " + name);
}

}  // namespace sd::test
