#include "extension/app/portal_side.h"

#include "extension/portal/crm.h"
#include "extension/portal/notices.h"

namespace sd::app {
namespace {

portal::FieldNames names_of(const manifests::Application& application) {
  return {application.field(manifests::FieldUse::kType).name,
          application.field(manifests::FieldUse::kStopper).name,
          application.field(manifests::FieldUse::kEstimate).name};
}

}  // namespace

PortalSide::PortalSide(std::unique_ptr<portal::Transport> way_out, const config::Config& config,
                       const manifests::Manifests& manifests, Stores& stores, const Clock& clock,
                       portal::Conditions::Heard heard)
    : transport_(std::move(way_out)),
      random_(static_cast<std::uint64_t>(to_ms(clock.now()))),
      oauth_(*transport_, stores.tokens, stores.directory, clock, config.oauth_servers),
      caller_(*transport_, stores.directory, stores.tokens, oauth_, clock, sleeper_, random_),
      rest(caller_, names_of(manifests.application)),
      cards(caller_, names_of(manifests.application)),
      admin(caller_, oauth_, *transport_),
      queue(caller_),
      labour(caller_),
      calendar(caller_),
      files(caller_) {
  caller_.conditions().on_change(std::move(heard));
}

Status PortalSide::notify(PortalId portal, UserId to, const std::string& message, const std::string& tag) {
  return portal::notify(caller_, kanban::background(portal), to, message, tag);
}

Result<std::vector<std::pair<ContactId, std::string>>> PortalSide::contacts(PortalId portal,
                                                                            CompanyId company) {
  return portal::list_contacts(caller_, kanban::background(portal), company);
}

}  // namespace sd::app
