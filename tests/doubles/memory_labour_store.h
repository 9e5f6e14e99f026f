// A LabourStore in memory.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "reports/labour_store.h"

namespace sd::test {

class MemoryLabourStore final : public reports::LabourStore {
 public:
  ~MemoryLabourStore() override;  // elsewhere, so that the class is compiled once

  using Records = std::vector<reports::LabourRecord>;

  Status put(PortalId portal, std::span<const reports::LabourRecord> records,
             std::span<const reports::LabourId> gone, TimePoint) override {
    const std::lock_guard lock(mutex_);
    for (const reports::LabourRecord& record : records)
      records_.insert_or_assign({portal, record.id}, record);
    for (const reports::LabourId id : gone) records_.erase({portal, id});
    return Done{};
  }
  Result<Records> range(PortalId portal, reports::LabourId after, reports::LabourId to) override {
    return those(portal, [&](const auto& record) { return record.id > after && record.id <= to; });
  }
  Result<Records> of_tickets(PortalId portal, std::span<const TicketId> tickets) override {
    Records all;
    for (const TicketId ticket : tickets) {
      const Records some = those(portal, [&](const auto& record) { return record.ticket == ticket; });
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }
  Result<std::vector<std::int64_t>> seconds_of(PortalId portal, std::span<const TicketId> tickets) override {
    std::vector<std::int64_t> sums;
    for (const TicketId ticket : tickets) {
      std::int64_t sum = 0;
      for (const auto& record : those(portal, [&](const auto& one) { return one.ticket == ticket; })) {
        sum += record.seconds;
      }
      sums.push_back(sum);
    }
    return sums;
  }
  Result<Records> worked(PortalId portal, TimePoint from, TimePoint to) override {
    Records some =
        those(portal, [&](const auto& record) { return record.work_at >= from && record.work_at < to; });
    std::stable_sort(some.begin(), some.end(),
                     [](const auto& a, const auto& b) { return a.work_at < b.work_at; });
    return some;
  }
  Result<reports::LabourId> newest(PortalId portal) override {
    const Records all = those(portal, [](const auto&) { return true; });
    return all.empty() ? reports::LabourId{0} : all.back().id;
  }

 private:
  template <class Wanted>
  Records those(PortalId portal, Wanted&& wanted) {
    const std::lock_guard lock(mutex_);
    Records some;
    for (const auto& [key, record] : records_) {
      if (key.first == portal && wanted(record)) some.push_back(record);
    }
    return some;
  }

  std::mutex mutex_;
  std::map<std::pair<PortalId, reports::LabourId>, reports::LabourRecord> records_;
};

}  // namespace sd::test
