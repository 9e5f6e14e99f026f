// SetAside in memory.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "webhooks/set_aside.h"

namespace sd::test {

class MemorySetAside final : public webhooks::SetAside {
 public:
  ~MemorySetAside() override;  // elsewhere, so that the class is compiled once

  // What is set aside; what was run again.
  std::map<PortalId, std::vector<webhooks::AsideRow>> aside, again;
  std::map<PortalId, webhooks::Backlog> backlogs;

  Result<webhooks::Backlog> backlog(PortalId portal) override {
    webhooks::Backlog backlog = backlogs[portal];
    backlog.set_aside = static_cast<std::int64_t>(aside[portal].size());
    return backlog;
  }
  Result<std::vector<webhooks::AsideRow>> rows(PortalId portal, std::size_t limit) override {
    std::vector<webhooks::AsideRow> rows = aside[portal];
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.set_aside_at > b.set_aside_at; });
    if (rows.size() > limit) rows.resize(limit);
    return rows;
  }
  Result<std::int64_t> run_again(PortalId portal, const webhooks::AsideChoice& choice, TimePoint) override {
    const std::vector<webhooks::AsideRow> taken = take(portal, choice);
    again[portal].insert(again[portal].end(), taken.begin(), taken.end());
    return static_cast<std::int64_t>(taken.size());
  }
  Result<std::int64_t> discard(PortalId portal, const webhooks::AsideChoice& choice) override {
    return static_cast<std::int64_t>(take(portal, choice).size());
  }

 private:
  std::vector<webhooks::AsideRow> take(PortalId portal, const webhooks::AsideChoice& choice) {
    std::vector<webhooks::AsideRow> taken, left;
    for (const webhooks::AsideRow& row : aside[portal]) {
      const bool chosen =
          choice.all || std::find(choice.ids.begin(), choice.ids.end(), row.id) != choice.ids.end();
      (chosen ? taken : left).push_back(row);
    }
    aside[portal] = left;
    return taken;
  }
};

}  // namespace sd::test
