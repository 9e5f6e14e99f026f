// One prepared INSERT into the inbox for any number of rows. A server, where several processes append,
// numbers the rows itself; in a file the one process there is does.
#pragma once

#include <soci/soci.h>

#include <optional>
#include <string>

#include "webhooks/inbox.h"

namespace sd::webhooks {

// SOCI binds addresses: an object stays where it is.
class InsertRow {
 public:
  // Throws soci::soci_error, like run().
  explicit InsertRow(soci::session& sql)
      : insert_(
            (sql.prepare
                 << "INSERT INTO inbox (portal, id, kind, object_id, payload_sealed, received_ms, due_ms,"
                    " attempts, state, settled_ms, reason) VALUES (:portal, :id, :kind, :object, :payload,"
                    " :received, :due, 0, 0, NULL, '')",
             soci::use(portal_, "portal"), soci::use(id_, given_, "id"), soci::use(kind_, "kind"),
             soci::use(object_, "object"), soci::use(payload_, "payload"), soci::use(received_, "received"),
             soci::use(received_, "due"))) {}
  InsertRow(const InsertRow&) = delete;
  InsertRow& operator=(const InsertRow&) = delete;

  // `payload_sealed`: row.payload, sealed. `id`: nullopt on a server.
  void run(const NewRow& row, std::string payload_sealed, std::optional<long long> id) {
    portal_ = row.portal.value();
    given_ = id ? soci::i_ok : soci::i_null;
    id_ = id.value_or(0);
    kind_ = to_string(row.kind);
    object_ = row.object_id;
    payload_ = std::move(payload_sealed);
    received_ = to_ms(row.received_at);
    insert_.execute(true);
  }

 private:
  long long portal_ = 0, id_ = 0, object_ = 0, received_ = 0;
  soci::indicator given_ = soci::i_null;
  std::string kind_, payload_;
  soci::statement insert_;
};

}  // namespace sd::webhooks
