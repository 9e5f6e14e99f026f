// A portal's labour records in memory.
#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include "reports/labour_portal.h"

namespace sd::test {

class FakeLabourPortal final : public reports::LabourPortal {
 public:
  ~FakeLabourPortal() override;  // elsewhere, so that the class is compiled once

  std::map<reports::LabourId, reports::LabourRecord> records;
  std::map<TicketId, bool> open;  // tickets of the only group; false: completed
  bool lists_all = true;          // false: refuses the list without a ticket
  std::size_t page_size = 2500;
  int lists = 0, tickets_listed = 0;
  std::optional<Error> failing;  // the next list() answers this

  void book(std::int64_t id, std::int64_t ticket, std::int64_t seconds) {
    reports::LabourRecord record;
    record.id = reports::LabourId{id};
    record.ticket = TicketId{ticket};
    record.user = UserId{12};
    record.seconds = seconds;
    record.work_at = record.created_at = from_ms(1'760'000'000'000 + id * 1'000);
    records.insert_or_assign(record.id, record);
  }

  Result<reports::LabourPage> list(PortalId, reports::LabourId after, std::int64_t expected) override {
    ++lists;
    if (failing) return *std::exchange(failing, std::nullopt);
    if (!lists_all) return Error{ErrorKind::kPermissionDenied, "labour.not_listed", {}};
    reports::LabourPage page;
    page.last = true;
    const std::size_t limit = expected == 0 ? 50 : page_size;
    std::int64_t total = 0;
    for (auto entry = records.upper_bound(after); entry != records.end(); ++entry) {
      ++total;
      if (page.records.size() == limit) {
        page.last = false;
      } else {
        page.records.push_back(entry->second);
      }
    }
    if (expected == 0) page.total = total;
    return page;
  }

  Result<std::vector<reports::LabourRecord>> of_tickets(PortalId,
                                                        std::span<const TicketId> tickets) override {
    tickets_listed += static_cast<int>(tickets.size());
    std::vector<reports::LabourRecord> some;
    for (const auto& [id, record] : records) {
      if (std::find(tickets.begin(), tickets.end(), record.ticket) != tickets.end()) some.push_back(record);
    }
    return some;
  }

  Result<reports::SpentPage> spent(PortalId, GroupId, kanban::TicketShare share, TicketId,
                                   std::int64_t) override {
    reports::SpentPage page;
    page.last = true;
    for (const auto& [ticket, is_open] : open) {
      if (share == kanban::TicketShare::kOpen && !is_open) continue;
      std::int64_t seconds = 0;
      for (const auto& [id, record] : records) seconds += record.ticket == ticket ? record.seconds : 0;
      page.tickets.push_back({ticket, seconds});
    }
    page.total = static_cast<std::int64_t>(page.tickets.size());
    return page;
  }
};

}  // namespace sd::test
