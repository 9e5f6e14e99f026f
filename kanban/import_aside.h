// Port: what an import left out because it cannot be understood, and why. The nightly sweep asks the portal
// itself for such tickets. Implemented by SociImportAside.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"

namespace sd::kanban {

struct AsideRow {
  std::string kind;  // "task", "labour"
  std::int64_t id = 0;
  std::string reason;  // in plain words; repeats nothing that people wrote

  friend bool operator==(const AsideRow&, const AsideRow&) = default;
};

class ImportAside {
 public:
  virtual ~ImportAside() = default;

  // Inserts or replaces.
  virtual Status put(PortalId portal, std::span<const AsideRow> rows) = 0;
  // By kind and id; at most `limit`.
  virtual Result<std::vector<AsideRow>> list(PortalId portal, std::size_t limit) = 0;
  virtual Result<std::int64_t> count(PortalId portal) = 0;
  virtual Status clear(PortalId portal) = 0;
};

}  // namespace sd::kanban
