// The leases of one process: which portals' background work it does. Several processes on one database share
// the portals among them this way; when one ends, the others take its portals over.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "extension/core/clock.h"
#include "extension/lease/lease_store.h"

namespace sd::lease {

class Leases {
 public:
  // `name`: the same for a process that is started in this one's place, another for every one beside it. All
  // references must outlive this object.
  Leases(LeaseStore& store, const Clock& clock, const std::string& name)
      : store_(store), clock_(clock), me_(holder_id(name, clock.now())) {}

  // Whether this process does the portal's background work now. Claims a lease that is free. Asks the store
  // every kRenewEvery at most, so it may be called often; whoever holds a lease has to call it, or keep(), as
  // often. A store that does not answer leaves things as they were for kTrust. Thread-safe.
  //
  // Work that has begun may outlast the lease, when the database was away for long: two processes may then do
  // the same for a moment. All of it may be done twice.
  bool mine(PortalId portal);

  // Renews what is held.
  void keep();

  // Gives everything back, so that nobody has to wait; the process claims nothing any more.
  void release();

 private:
  struct State {
    std::optional<LeaseRow> seen;
    TimePoint seen_since;  // as it is
    TimePoint looked_at;   // 0: never
    TimePoint renewed_at;  // when held
    bool held = false;
    bool looked = false;  // the store has answered once
  };
  void look(PortalId portal, State& state, TimePoint now);
  static bool trusted(const State& state, TimePoint now) {
    return state.held && now >= state.renewed_at && now - state.renewed_at < kTrust;
  }

  LeaseStore& store_;
  const Clock& clock_;
  const std::string me_;
  std::mutex mutex_;
  bool released_ = false;
  std::map<PortalId, State> states_;
};

}  // namespace sd::lease
