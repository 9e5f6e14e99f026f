#include "extension/health/look.h"

#include <algorithm>

namespace sd::health {

Result<Picture> Look::run(PortalId portal, bool installed, TimePoint now) {
  Result<kanban::Figures> figures = health_.all(portal);
  if (!figures) return figures.error();
  Result<webhooks::Backlog> backlog = inbox_.backlog(portal);
  if (!backlog) return backlog.error();
  Result<std::vector<BackgroundToken>> tokens = tokens_(portal);
  if (!tokens) return tokens.error();

  Picture picture;
  picture.facts.rhythm = rhythm_;
  picture.facts.installed = installed;
  picture.facts.waiting = backlog->waiting;
  picture.facts.oldest_waiting = backlog->oldest_waiting;
  picture.facts.set_aside = backlog->set_aside;
  picture.facts.background_users = static_cast<int>(tokens->size());
  const auto oldest = std::min_element(tokens->begin(), tokens->end(), [](const auto& a, const auto& b) {
    return a.renewed_at < b.renewed_at;
  });
  if (oldest != tokens->end()) picture.facts.oldest_token = oldest->renewed_at;
  picture.facts.figures = std::move(*figures);
  picture.backfill = backfill_progress(picture.facts.figures, now);
  picture.concerns = concerns_of(picture.facts, now);
  picture.backlog = *backlog;
  picture.tokens = std::move(*tokens);
  return picture;
}

}  // namespace sd::health
