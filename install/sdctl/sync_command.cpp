#include <boost/json.hpp>

#include "extension/core/iso_time.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/sql/figures.h"

namespace sd::sdctl {
namespace {

namespace json = boost::json;

struct PortalStatus {
  PortalRow portal;
  std::vector<GroupFigures> groups;
  InboxFigures inbox;
};
struct SyncStatus {
  std::vector<PortalStatus> portals;
  InboxFigures inbox;  // of all
};

Result<SyncStatus> read_status(const config::Config& config) {
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
    status.portals.push_back({portal, std::move(groups).value(), *inbox});
  }
  return status;
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

std::string encode(const SyncStatus& status) {
  json::array portals;
  for (const PortalStatus& one : status.portals) {
    json::array groups;
    for (const GroupFigures& group : one.groups) {
      groups.push_back(json::object{{"id", group.group.value()},
                                    {"name", group.name},
                                    {"synced", group.synced},
                                    {"open_cards", group.open_cards},
                                    {"cards", group.cards},
                                    {"revision", group.revision}});
    }
    portals.push_back(json::object{{"member", one.portal.member},
                                   {"address", one.portal.client_endpoint},
                                   {"state", one.portal.state},
                                   {"groups", groups},
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

void print(const SyncStatus& status, std::ostream& out) {
  if (status.portals.empty()) out << "No portal is installed.\n";
  for (const PortalStatus& one : status.portals) {
    out << one.portal.member << "  " << one.portal.client_endpoint << "  " << one.portal.state << "\n";
    for (const GroupFigures& group : one.groups) {
      out << "  group " << group.group.value() << " " << group.name << ": " << group.open_cards << " open of "
          << group.cards << " cards, " << (group.synced ? "read completely" : "still being read")
          << ", revision " << group.revision << "\n";
    }
    out << "  inbox: ";
    print(one.inbox, out);
  }
  out << "all portals: ";
  print(status.inbox, out);
}

}  // namespace

int sync_status(const config::Config& config, bool as_json, Streams streams) {
  const Result<SyncStatus> status = read_status(config);
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
