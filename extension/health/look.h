// How one portal is doing: gathers what the stores know for the health page, /metrics and `sdctl health`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extension/health/rules/backfill_progress.h"
#include "extension/health/rules/concerns.h"
#include "kanban/sync_health.h"
#include "webhooks/set_aside.h"

namespace sd::health {

// A token that background work may use. Its secrets stay where they are.
struct BackgroundToken {
  UserId user;
  TimePoint renewed_at;
};

// An access token lives an hour (portal-api.md 1.7), so its end tells when it was renewed.
inline TimePoint renewed_at(TimePoint expires_at) { return expires_at - Millis{3'600'000}; }

struct Picture {
  Facts facts;
  webhooks::Backlog backlog;
  std::vector<BackgroundToken> tokens;  // the installing administrator's first
  BackfillProgress backfill;
  std::vector<Concern> concerns;  // of `facts`
};

// Port: whose tokens background work uses, without their secrets.
using ReadTokens = std::function<Result<std::vector<BackgroundToken>>(PortalId portal)>;

class Look {
 public:
  // Both must outlive this object.
  Look(kanban::SyncHealth& health, webhooks::SetAside& inbox, ReadTokens tokens, Rhythm rhythm)
      : health_(health), inbox_(inbox), tokens_(std::move(tokens)), rhythm_(rhythm) {}

  // Errors: "db.*".
  Result<Picture> run(PortalId portal, bool installed, TimePoint now);

 private:
  kanban::SyncHealth& health_;
  webhooks::SetAside& inbox_;
  ReadTokens tokens_;
  Rhythm rhythm_;
};

}  // namespace sd::health
