#include "install/sdctl/doctor/network_checks.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sd::sdctl {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::seconds kClockTolerance{60};

Result<portal::WireAnswer> get(portal::Transport& transport, const std::string& url) {
  portal::WireRequest request;
  request.method = "GET";
  request.url = url;
  request.deadline = kPatience;
  return transport.send(request);
}

bool about_certificate(const Error& error) {
  for (const char* const word : {"SSL", "certificate", "handshake"}) {
    if (error.detail.find(word) != std::string::npos) return true;
  }
  return false;
}

bool is_our_health(const portal::WireAnswer& answer) {
  return answer.status == 200 && answer.body.find("\"status\"") != std::string::npos &&
         answer.body.find("\"ok\"") != std::string::npos;
}

// A server that cannot be spoken to, told as `prefix`.unreachable or `prefix`.certificate.
Finding silent(const std::string& prefix, const std::string& who, const Error& error) {
  if (about_certificate(error)) {
    return problem(prefix + ".certificate",
                   who + " has no certificate this machine trusts (" + error.detail + ").",
                   "Check that the certificate is for this name, not expired, and sent with its intermediate "
                   "certificates; check that ca-certificates is installed here.");
  }
  return problem(
      prefix + ".unreachable", who + " cannot be reached (" + error.detail + ").",
      "Check the address, the name server, the firewall and any proxy between this machine and it.");
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::optional<TimePoint> parse_http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const auto day = number(text.substr(5, 2)), year = number(text.substr(12, 4));
  const auto hour = number(text.substr(17, 2)), minute = number(text.substr(20, 2)),
             second = number(text.substr(23, 2));
  if (month == kMonths.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(month - kMonths.begin()) + 1},
      std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return TimePoint{std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
                   std::chrono::seconds{*second}};
}

Findings clock_findings(const std::string& whose, TimePoint theirs, TimePoint ours) {
  const Millis off = ours - theirs;
  if (off <= kClockTolerance && off >= -kClockTolerance) return {};
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(off < Millis::zero() ? -off : off).count();
  return {problem(
      "clock.off",
      "This machine's clock is " + std::to_string(seconds) + " seconds " +
          (off > Millis::zero() ? "ahead of" : "behind") + " that of " + whose + ".",
      "Switch time synchronisation on here (timedatectl set-ntp true); if it is on, look at the other "
      "clock.")};
}

Findings port_findings(const config::Config& config, portal::Transport& transport) {
  const std::string at = config.listen_host + ":" + std::to_string(config.listen_port);
  const Result<portal::WireAnswer> answer = get(transport, "http://" + at + "/healthz");
  if (answer && is_our_health(*answer)) return {};
  if (!answer && answer.error().code == "wire.connect") {
    return {note("service.down", "The service is not running: nothing listens at " + at + ".",
                 "Start it: systemctl start servicedesk.")};
  }
  return {problem("port.taken", "Another program listens at " + at + ".",
                  "End that program (ss -ltnp shows it), or choose another listen.port, here and in nginx.")};
}

Findings public_findings(const config::Config& config, portal::Transport& transport) {
  const std::string url = config.public_url.text() + "/healthz";
  const Result<portal::WireAnswer> answer = get(transport, url);
  if (!answer)
    return {silent("public", "The service's own address " + config.public_url.text(), answer.error())};
  if (is_our_health(*answer)) return {};
  const std::string says = url + " answers " + std::to_string(answer->status);
  if (answer->status >= 502 && answer->status <= 504) {
    return {problem("public.wrong", says + ": the web server is there, the service is not.",
                    "Start the service; check that nginx passes to " + config.listen_host + ":" +
                        std::to_string(config.listen_port) + ".")};
  }
  return {
      problem("public.wrong", says + ", which is not this service.",
              "Check public_url and the server_name in nginx; install/nginx/servicedesk.conf is the model.")};
}

Findings remote_findings(const config::Config& config, portal::Transport& transport, TimePoint now) {
  Findings findings;
  for (const config::PortalEntry& entry : config.portals) {
    const std::string origin = entry.address.origin();
    const Result<portal::WireAnswer> answer = get(transport, origin + "/rest/server.time");
    if (!answer) {
      findings.push_back(silent("portal", "The portal " + origin, answer.error()));
      continue;
    }
    if (answer->body.empty() || answer->body.front() != '{') {
      findings.push_back(problem(
          "portal.not_one",
          origin + "/rest/ does not answer like a portal (status " + std::to_string(answer->status) + ").",
          "Check portal.address: scheme and host of the portal itself, without a path."));
      continue;
    }
    const auto date = answer->headers.find("date");
    const std::optional<TimePoint> theirs =
        date == answer->headers.end() ? std::nullopt : parse_http_date(date->second);
    if (!theirs) continue;
    for (Finding& one : clock_findings("the server of " + origin, *theirs, now))
      findings.push_back(std::move(one));
  }
  for (const WebAddress& server : config.oauth_servers) {
    const Result<portal::WireAnswer> answer = get(transport, server.origin() + "/oauth/token/");
    if (answer) continue;
    Finding finding = silent("oauth", "The authorisation server " + server.origin(), answer.error());
    if (config.oauth_servers.size() > 1)
      finding.weight = Weight::kNote;  // only that of the portal's region is needed
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace sd::sdctl
