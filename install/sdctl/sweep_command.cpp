#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/sql/figures.h"
#include "kanban/sql/soci_settings_store.h"
#include "kanban/sweep.h"

namespace sd::sdctl {
namespace {

// How many portals were asked for.
Result<std::size_t> ask(const config::Config& config, const std::string& member, TimePoint now) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return opened.error();
  const Result<std::vector<PortalRow>> portals = portal_rows(*opened->database);
  if (!portals) return portals.error();
  kanban::sql::SociSettingsStore settings(*opened->database);
  std::size_t asked = 0;
  for (const PortalRow& portal : *portals) {
    if (portal.state != "installed" || (!member.empty() && portal.member != member)) continue;
    const Status put = settings.put_setting(portal.id, kanban::kSweepAsked, std::to_string(to_ms(now)));
    if (!put) return put.error();
    ++asked;
  }
  if (asked == 0) return Error{ErrorKind::kNotFound, "sdctl.no_portal", member};
  return asked;
}

}  // namespace

int sync_sweep(const config::Config& config, const std::string& member, TimePoint now, Streams streams) {
  const Result<std::size_t> asked = ask(config, member, now);
  if (!asked) {
    streams.err << "sdctl: " << in_words(asked.error()) << "\n";
    return kFailed;
  }
  streams.out << "The running service compares " << *asked << (*asked == 1 ? " portal" : " portals")
              << " with what is kept here, within a minute or two.\n"
              << "The health page and the log show what was amiss.\n";
  return kOk;
}

}  // namespace sd::sdctl
