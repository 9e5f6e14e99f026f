// How the installer's page asks: /api/install and below. Administrators of the portal only.
#pragma once

#include "extension/http/message.h"
#include "extension/installation/installation_jobs.h"
#include "extension/installation/preview_installation.h"
#include "extension/session/session.h"

namespace sd::installation {

class InstallHandlers {
 public:
  // Both must outlive this object.
  InstallHandlers(PreviewInstallation& preview, InstallationJobs& jobs) : preview_(preview), jobs_(jobs) {}

  // All: 403 "install.not_admin" for anybody else. The portal's own words stand in "detail".
  http::Response overview(const session::Session& session);  // GET  /api/install
  http::Response preview(const session::Session& session,
                         const http::Request& request);  // POST /api/install/preview
  http::Response run(const session::Session& session, const http::Request& request);  // POST /api/install/run
  http::Response progress(const session::Session& session);                           // GET  /api/install/run

 private:
  PreviewInstallation& preview_;
  InstallationJobs& jobs_;
};

}  // namespace sd::installation
