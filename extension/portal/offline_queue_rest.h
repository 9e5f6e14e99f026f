// webhooks::OfflineQueue over REST (portal-api.md 3.6).
#pragma once

#include "extension/portal/caller.h"
#include "webhooks/offline_queue.h"

namespace sd::portal {

// With the background token, which must be an administrator's.
class OfflineQueueRest final : public webhooks::OfflineQueue {
 public:
  explicit OfflineQueueRest(Caller& caller) : caller_(caller) {}

  Result<webhooks::QueueBatch> reserve(PortalId portal, std::size_t limit, bool failed,
                                       const webhooks::QueueBatch* cleared) override;
  Result<webhooks::QueueBatch> reserved(PortalId portal, const std::string& process,
                                        std::size_t limit) override;
  Result<webhooks::QueueBatch> take(PortalId portal, std::size_t limit) override;
  Status clear(PortalId portal, const webhooks::QueueBatch& batch) override;
  Result<webhooks::QueueLeftovers> leftovers(PortalId portal) override;

 private:
  Error without_licence(PortalId portal, Error refusal);

  Caller& caller_;
};

// Result of event.offline.get. A row that cannot be read comes without a key, never as an error: it must not
// keep the others back. Errors: "portal.shape" when there is no list of rows.
Result<webhooks::QueueBatch> decode_queue_batch(const boost::json::value& result);

}  // namespace sd::portal
