#include <filesystem>

#include "extension/config/key_file.h"
#include "extension/installation/application_events.h"
#include "extension/installation/sql/soci_installation_store.h"
#include "extension/portal/sql/soci_token_store.h"
#include "extension/storage/sealer.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"

namespace sd::sdctl {
namespace {

Status remove(const config::Config& config, const std::string& member, bool wipe) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return opened.error();
  std::error_code ignored;
  if (!std::filesystem::exists(config.key_file, ignored)) {
    return Error{ErrorKind::kNotFound, "keys.unreadable", config.key_file + ": there is no such file"};
  }
  const Result<config::Keys> keys = config::open_key_file(config.key_file);
  if (!keys) return keys.error();
  const storage::SodiumSealer sealer(keys->sealing);
  portal::SociTokenStore tokens(*opened->database, sealer);
  installation::SociInstallationStore store(*opened->database, *opened->inbox, sealer);
  const Result<std::optional<installation::InstalledPortal>> portal = store.find(MemberId{member});
  if (!portal) return portal.error();
  if (!*portal) return Error{ErrorKind::kNotFound, "sdctl.no_portal", member};
  return installation::uninstall_portal(**portal, wipe, tokens, store);
}

}  // namespace

int uninstall(const config::Config& config, const std::string& member, bool wipe, Streams streams) {
  const Status removed = remove(config, member, wipe);
  if (!removed) {
    streams.err << "sdctl: " << in_words(removed.error()) << "\n";
    return kFailed;
  }
  streams.out << (wipe ? "The portal and everything kept of it are removed.\n"
                       : "The portal is marked as uninstalled; its data stays.\n")
              << "Delete the application in the portal too, or it will go on sending events.\n"
              << "Restart the service, so that it forgets the portal.\n";
  return kOk;
}

}  // namespace sd::sdctl
