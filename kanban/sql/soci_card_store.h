// CardStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/storage/database.h"
#include "kanban/card_store.h"
#include "kanban/sql/card_watch.h"

namespace sd::kanban::sql {

class SociCardStore final : public CardStore {
 public:
  // `watches`: told of every card that is stored or leaves; they outlive the store.
  explicit SociCardStore(storage::Database& database, std::vector<CardWatch*> watches = {})
      : database_(database), watches_(std::move(watches)) {}

  Result<std::optional<Card>> find(PortalId portal, TicketId ticket) override;
  Result<std::vector<std::optional<Card>>> find_all(PortalId portal,
                                                    std::span<const TicketId> tickets) override;
  Result<std::vector<TicketId>> without_history(PortalId portal, GroupId group, bool open, TicketId before,
                                                std::size_t limit) override;
  Result<std::int64_t> count_without_history(PortalId portal, GroupId group, bool open) override;
  Result<std::vector<bool>> known(PortalId portal, std::span<const TicketId> tickets) override;
  Result<std::vector<TicketId>> with_time_spent(PortalId portal) override;
  Result<std::vector<CompanyId>> companies(PortalId portal) override;
  Result<std::vector<JournalRow>> journal(PortalId portal, TicketId ticket) override;
  Result<std::vector<std::vector<JournalRow>>> journals(PortalId portal,
                                                        std::span<const TicketId> tickets) override;
  Status each_history(
      PortalId portal, GroupId group,
      const std::function<bool(const Card& card, const std::vector<JournalRow>& rows)>& take) override;
  Result<std::vector<SeenCard>> seen(PortalId portal, std::span<const TicketId> tickets) override;
  Result<std::vector<SeenCard>> seen_between(PortalId portal, TicketId after, TicketId upto) override;
  Result<std::vector<std::pair<GroupId, std::int64_t>>> store(PortalId portal,
                                                              std::span<const CardChange> changes,
                                                              std::span<const TicketId> gone) override;
  Status await_writes(PortalId portal, std::span<const AwaitedWrite> writes) override;
  Result<std::vector<AwaitedWrite>> awaited_writes(PortalId portal) override;
  Result<BoardSnapshot> board(PortalId portal, GroupId group, bool with_done) override;
  Result<BoardSnapshot> changes(PortalId portal, GroupId group, std::int64_t since) override;
  Result<std::int64_t> revision(PortalId portal, GroupId group) override;
  Result<std::int64_t> touch(PortalId portal, GroupId group) override;
  Result<std::int64_t> put_places(PortalId portal, GroupId group, std::span<const Place> places) override;

  Result<std::vector<BoundGroup>> groups(PortalId portal) override;
  Status bind(PortalId portal, const BoundGroup& group) override;
  Status unbind(PortalId portal, GroupId group) override;
  Result<std::vector<Stage>> stages(PortalId portal, GroupId group) override;
  Status put_stages(PortalId portal, GroupId group, std::span<const Stage> stages, TimePoint now) override;
  Result<std::vector<StageTitle>> titles(PortalId portal, GroupId group) override;

 private:
  storage::Database& database_;
  std::vector<CardWatch*> watches_;
};

}  // namespace sd::kanban::sql
