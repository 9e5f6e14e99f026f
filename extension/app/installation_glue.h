// The installation's ports, answered by the board's use cases.
#pragma once

#include "extension/installation/run_installation.h"
#include "kanban/full_read.h"

namespace sd::app {

// The first read of a bound group is the board's full read.
class FirstReadOfGroup final : public installation::FirstRead {
 public:
  explicit FirstReadOfGroup(kanban::FullRead& read) : read_(read) {}

  Status run(PortalId portal, GroupId group, const Progress& progress, std::stop_token stop) override {
    const auto done = read_.run(portal, group, [&](const kanban::ReadProgress& now) {
      progress(static_cast<std::int64_t>(now.done), static_cast<std::int64_t>(now.listed));
      return !stop.stop_requested();
    });
    if (!done) return done.error();
    if (stop.stop_requested()) return Error{ErrorKind::kUnavailable, "install.stopped", {}};
    return Done{};
  }

 private:
  kanban::FullRead& read_;
};

}  // namespace sd::app
