#include "install/sdctl/health_words.h"

#include <map>
#include <string_view>

#include "extension/core/iso_time.h"

namespace sd::sdctl {
namespace {

// {since} and {count} are filled in.
const std::map<std::string_view, std::string_view> kSentences = {
    {"installing",
     "the installation is not finished: open the application in the portal as an administrator"},
    {"service.silent", "the service gives no sign of life since {since}: is it running?"},
    {"outage.unreachable",
     "the portal does not answer since {since}: nothing is lost, the service keeps asking; if a browser "
     "reaches "
     "it, check this machine's network"},
    {"outage.not_json",
     "the portal answers with a page instead of data since {since}: an update or a holding page; nothing is "
     "lost"},
    {"outage.token",
     "the portal accepts no administrator's token since {since}: an administrator has to open the "
     "application "
     "once"},
    {"outage.licence",
     "the portal's plan does not let applications in since {since}: check its subscription"},
    {"outage.deleted",
     "the portal, or the application in it, is gone since {since}: install it again, or sdctl uninstall"},
    {"outage.too_fast",
     "the portal refuses for the request rate since {since}: does something else on this address call it?"},
    {"outage.other", "the portal does not answer as it should since {since}: the service's log says more"},
    {"token.none",
     "no administrator's token is there, background work stands still: an administrator has to open the "
     "application once"},
    {"token.revoked",
     "the installing administrator's token is refused, a spare one is used: let an administrator open the "
     "application once"},
    {"token.spare",
     "background work uses a spare administrator's token: let the first one open the application"},
    {"token.single", "one administrator's token only: let a second administrator open the application once"},
    {"token.old",
     "a token was not renewed for {count} days and dies after 180: let its administrator open the "
     "application"},
    {"inbox.set_aside",
     "events set aside: {count}; see the reasons on the settings page and run them again there"},
    {"inbox.late",
     "events that wait to be worked in: {count}, the oldest since {since}; the service's log says why"},
    {"queue.silent", "the portal's queue was last polled {since}: the service's log says why"},
    {"queue.late", "changes wait in the portal's queue since {since}: the service's log says why"},
    {"queue.cleared_at_once",
     "the portal's queue can only be read by emptying it: what is lost when the service dies in between is "
     "found "
     "by reconciliation within minutes"},
    {"reconcile.late", "the last reconciliation was {since}: the service's log says why"},
    {"sweep.late", "the last nightly sweep was {since}: the service's log says why"},
    {"backfill.running", "what was there before the installation is still being read, see sdctl sync status"},
    {"portal.renamed", "the portal's address changed {since}; the service has followed"},
};

void fill(std::string& text, std::string_view name, const std::string& value) {
  const std::size_t at = text.find(name);
  if (at != std::string::npos) text.replace(at, name.size(), value);
}

}  // namespace

std::string in_words(const health::Concern& concern) {
  const auto found = kSentences.find(concern.code);
  if (found == kSentences.end()) return concern.code;
  std::string text(found->second);
  fill(text, "{since}", concern.since ? format_iso_time(*concern.since) : "(unknown)");
  fill(text, "{count}", std::to_string(concern.count));
  return text;
}

}  // namespace sd::sdctl
