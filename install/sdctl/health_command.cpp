#include <boost/json.hpp>

#include "extension/core/iso_time.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/health_words.h"
#include "install/sdctl/pictures.h"

namespace sd::sdctl {
namespace {

namespace json = boost::json;

json::object encode(const PortalPicture& one) {
  json::array concerns;
  for (const health::Concern& concern : one.picture.concerns) {
    json::object each{{"code", concern.code},
                      {"level", health::to_string(concern.level)},
                      {"since", nullptr},
                      {"count", concern.count},
                      {"text", in_words(concern)}};
    if (concern.since) each["since"] = format_iso_time(*concern.since);
    concerns.push_back(std::move(each));
  }
  json::object figures;
  for (const auto& [figure, value] : one.picture.facts.figures) figures[kanban::to_string(figure)] = value;
  return {{"member", one.portal.member},
          {"address", one.portal.client_endpoint},
          {"state", one.portal.state},
          {"healthy", health::healthy(one.picture.concerns)},
          {"concerns", std::move(concerns)},
          {"waiting", one.picture.backlog.waiting},
          {"set_aside", one.picture.backlog.set_aside},
          {"figures", std::move(figures)}};
}

void print(const PortalPicture& one, std::ostream& out) {
  out << one.portal.member << "  " << one.portal.client_endpoint << ": "
      << (health::healthy(one.picture.concerns) ? "healthy" : "needs attention") << "\n";
  for (const health::Concern& concern : one.picture.concerns) {
    out << (concern.level == health::Level::kAttention ? "  ! " : "  - ") << in_words(concern) << "\n";
  }
}

}  // namespace

int health_report(const config::Config& config, bool as_json, TimePoint now, Streams streams) {
  const Result<std::vector<PortalPicture>> pictures = read_pictures(config, now);
  if (!pictures) {
    streams.err << "sdctl: " << in_words(pictures.error()) << "\n";
    return kFailed;
  }
  bool all_well = true;
  json::array portals;
  for (const PortalPicture& one : *pictures) {
    if (one.portal.state == "uninstalled") continue;
    all_well = all_well && health::healthy(one.picture.concerns);
    if (as_json) {
      portals.push_back(encode(one));
    } else {
      print(one, streams.out);
    }
  }
  if (as_json) {
    streams.out << json::serialize(json::object{{"healthy", all_well}, {"portals", std::move(portals)}})
                << "\n";
  } else if (pictures->empty()) {
    streams.out << "No portal is installed.\n";
  }
  return all_well ? kOk : kFailed;
}

}  // namespace sd::sdctl
