// The installation's ports, answered by the board's use cases.
#pragma once

#include "extension/installation/run_installation.h"
#include "kanban/back_fill.h"

namespace sd::app {

// The first read of a bound group is what its board needs: the people and the open tickets with their pasts.
// The rest of the back-fill goes on behind (jobs.cpp).
class FirstReadOfGroup final : public installation::FirstRead {
 public:
  explicit FirstReadOfGroup(kanban::BackFill& back_fill) : back_fill_(back_fill) {}

  Status run(PortalId portal, GroupId group, const Progress& progress, std::stop_token stop) override {
    const auto watch = [&](const kanban::FillPoint& point) {
      if (point.phase == kanban::FillPhase::kOpenHistory) progress(point.done, point.planned);
      return !stop.stop_requested();
    };
    Status done = back_fill_.users(portal, watch);
    if (done) done = back_fill_.open_tickets(portal, group, watch);
    if (!done && stop.stop_requested()) return Error{ErrorKind::kUnavailable, "install.stopped", {}};
    return done;
  }

  Status ask_again(PortalId portal) override { return back_fill_.ask_again(portal); }

 private:
  kanban::BackFill& back_fill_;
};

}  // namespace sd::app
