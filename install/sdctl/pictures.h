// How every portal is doing, read from the databases beside a running service and without the key.
#pragma once

#include <vector>

#include "extension/config/config.h"
#include "extension/health/look.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/sql/figures.h"

namespace sd::sdctl {

struct PortalPicture {
  PortalRow portal;
  health::Picture picture;
};

// Errors: those of open_databases; "db.*".
Result<std::vector<PortalPicture>> read_pictures(const config::Config& config, TimePoint now);
// The same of databases that are open already.
Result<health::Picture> read_picture(const config::Config& config, const Opened& opened,
                                     const PortalRow& portal, TimePoint now);

}  // namespace sd::sdctl
