#include <algorithm>
#include <boost/json.hpp>

#include "extension/core/iso_time.h"
#include "extension/health/group_progress.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/pictures.h"
#include "kanban/sql/soci_fill_store.h"

namespace sd::sdctl {
namespace {

namespace json = boost::json;

struct PortalStatus {
  PortalRow portal;
  std::vector<GroupFigures> groups;
  InboxFigures inbox;
  health::Picture picture;
  std::map<GroupId, health::GroupProgress> read;
};
struct SyncStatus {
  std::vector<PortalStatus> portals;
  InboxFigures inbox;  // of all
};

Result<SyncStatus> read_status(const config::Config& config, TimePoint now) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return opened.error();
  SyncStatus status;
  const Result<InboxFigures> all = inbox_figures(*opened->inbox, std::nullopt);
  if (!all) return all.error();
  status.inbox = *all;
  const Result<std::vector<PortalRow>> portals = portal_rows(*opened->database);
  if (!portals) return portals.error();
  for (const PortalRow& portal : *portals) {
    Result<std::vector<GroupFigures>> groups = group_figures(*opened->database, portal.id);
    if (!groups) return groups.error();
    const Result<InboxFigures> inbox = inbox_figures(*opened->inbox, portal.id);
    if (!inbox) return inbox.error();
    Result<health::Picture> picture = read_picture(config, *opened, portal, now);
    if (!picture) return picture.error();
    const Result<std::vector<kanban::FillPoint>> fill =
        kanban::sql::SociFillStore(*opened->database).points(portal.id);
    if (!fill) return fill.error();
    status.portals.push_back({portal, std::move(groups).value(), *inbox, std::move(picture).value(),
                              health::group_progress(*fill)});
  }
  return status;
}

health::GroupProgress read_of(const PortalStatus& status, GroupId group) {
  const auto found = status.read.find(group);
  return found == status.read.end() ? health::GroupProgress{} : found->second;
}

json::value instant(const std::optional<TimePoint>& at) {
  if (!at) return nullptr;
  return json::value(format_iso_time(*at));
}

json::object encode(const InboxFigures& inbox) {
  return {{"pending", inbox.pending},
          {"set_aside", inbox.set_aside},
          {"oldest_pending", instant(inbox.oldest_pending)},
          {"last_processed", instant(inbox.last_processed)}};
}

json::object encode(const health::BackfillProgress& fill) {
  json::array phases;
  for (const health::PhaseProgress& each : fill.phases) {
    phases.push_back(json::object{
        {"phase", health::to_string(each.phase)}, {"planned", each.planned}, {"done", each.done}});
  }
  json::object out{{"phase", health::to_string(fill.phase)},
                   {"running", fill.running()},
                   {"planned", fill.planned()},
                   {"done", fill.done()},
                   {"requests", fill.requests},
                   {"started", instant(fill.started_at)},
                   {"finished", instant(fill.finished_at)},
                   {"seconds_left", nullptr},
                   {"phases", std::move(phases)}};
  if (fill.left) out["seconds_left"] = fill.left->count() / 1'000;
  return out;
}

// Requests a minute: sent, and granted (0: no limit).
json::object limit_of(const kanban::Figures& figures) {
  return {{"requests_minute", figure(figures, kanban::Figure::kRequestsMinute)},
          {"minute", figure(figures, kanban::Figure::kLimitMinute)}};
}

std::string encode(const SyncStatus& status) {
  json::array portals;
  for (const PortalStatus& one : status.portals) {
    json::array groups;
    for (const GroupFigures& group : one.groups) {
      const health::GroupProgress read = read_of(one, group.group);
      groups.push_back(json::object{{"id", group.group.value()},
                                    {"name", group.name},
                                    {"synced", group.synced},
                                    {"open_cards", group.open_cards},
                                    {"cards", group.cards},
                                    {"revision", group.revision},
                                    {"planned", read.planned},
                                    {"done", read.done}});
    }
    portals.push_back(json::object{{"member", one.portal.member},
                                   {"address", one.portal.client_endpoint},
                                   {"state", one.portal.state},
                                   {"groups", groups},
                                   {"backfill", encode(one.picture.backfill)},
                                   {"limit", limit_of(one.picture.facts.figures)},
                                   {"inbox", encode(one.inbox)}});
  }
  return json::serialize(json::object{{"portals", portals}, {"inbox", encode(status.inbox)}});
}

void print(const InboxFigures& inbox, std::ostream& out) {
  out << inbox.pending << " pending";
  if (inbox.oldest_pending) out << " since " << format_iso_time(*inbox.oldest_pending);
  out << ", " << inbox.set_aside << " set aside, last processed "
      << (inbox.last_processed ? format_iso_time(*inbox.last_processed) : "never") << "\n";
}

std::string bar(std::int64_t done, std::int64_t planned) {
  constexpr std::int64_t kBarWidth = 30;
  const std::int64_t full = planned <= 0 ? 0 : std::min(kBarWidth, done * kBarWidth / planned);
  return "[" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(kBarWidth - full), '.') + "]";
}

// "1 h 20 min", "12 min", "40 s".
std::string span(Millis length) {
  const std::int64_t seconds = length.count() / 1'000, minutes = seconds / 60, hours = minutes / 60;
  if (hours > 0) return std::to_string(hours) + " h " + std::to_string(minutes % 60) + " min";
  if (minutes > 0) return std::to_string(minutes) + " min";
  return std::to_string(seconds) + " s";
}

void print(const health::Picture& picture, std::ostream& out) {
  const health::BackfillProgress& fill = picture.backfill;
  if (fill.known()) {
    out << "  first reading: ";
    if (fill.running()) {
      out << bar(fill.done(), fill.planned()) << " " << fill.done() << " of " << fill.planned() << ", "
          << (fill.left ? "about " + span(*fill.left) + " left" : "time left not known yet");
    } else {
      out << "complete, " << fill.done() << " records";
      if (fill.finished_at) out << ", since " << format_iso_time(*fill.finished_at);
    }
    out << ", " << fill.requests << " requests made\n";
    for (const health::PhaseProgress& each : fill.phases) {
      if (!fill.running()) break;
      out << "    " << (each.phase == fill.phase ? "> " : "  ") << bar(each.done, each.planned) << " "
          << health::to_string(each.phase) << ": " << each.done << " of " << each.planned << "\n";
    }
  }
  const std::int64_t limit = figure(picture.facts.figures, kanban::Figure::kLimitMinute);
  out << "  requests: " << figure(picture.facts.figures, kanban::Figure::kRequestsMinute)
      << " in the last minute, " << (limit > 0 ? std::to_string(limit) + " allowed" : "no limit") << "\n";
}

void print(const SyncStatus& status, std::ostream& out) {
  if (status.portals.empty()) out << "No portal is installed.\n";
  for (const PortalStatus& one : status.portals) {
    out << one.portal.member << "  " << one.portal.client_endpoint << "  " << one.portal.state << "\n";
    for (const GroupFigures& group : one.groups) {
      out << "  group " << group.group.value() << " " << group.name << ": " << group.open_cards << " open of "
          << group.cards << " cards, " << (group.synced ? "read completely" : "still being read")
          << ", revision " << group.revision << "\n";
      const health::GroupProgress read = read_of(one, group.group);
      if (read.done < read.planned) {
        out << "    " << bar(read.done, read.planned) << " " << read.done << " of " << read.planned
            << " read\n";
      }
    }
    print(one.picture, out);
    out << "  inbox: ";
    print(one.inbox, out);
  }
  out << "all portals: ";
  print(status.inbox, out);
}

}  // namespace

int sync_status(const config::Config& config, bool as_json, TimePoint now, Streams streams) {
  const Result<SyncStatus> status = read_status(config, now);
  if (!status) {
    streams.err << "sdctl: " << in_words(status.error()) << "\n";
    return kFailed;
  }
  if (as_json) {
    streams.out << encode(*status) << "\n";
  } else {
    print(*status, streams.out);
  }
  return kOk;
}

}  // namespace sd::sdctl
