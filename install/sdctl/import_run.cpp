#include "install/sdctl/import_run.h"

#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_fill_store.h"
#include "kanban/sql/soci_people_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "kanban/sql/soci_sync_health.h"
#include "reports/reconcile_labour.h"
#include "reports/sql/labour_cards.h"
#include "reports/sql/soci_labour_store.h"

namespace sd::sdctl {
namespace {

// Nobody listens beside this program.
struct Unheard final : kanban::BoardRevisions {
  void changed(PortalId, GroupId, std::int64_t) override {}
};
struct Unnoticed final : kanban::StageNotices {
  void appeared(PortalId, GroupId, const kanban::Stage&) override {}
  void removed(PortalId, GroupId, const kanban::Stage&) override {}
  void problems(PortalId, GroupId, const std::vector<std::string>&) override {}
};

}  // namespace

struct ImportRun::Parts {
  Parts(storage::Database& database, portal_db::BoxDatabase& given, PortalId its_portal,
        const Clock& its_clock, std::size_t its_step)
      : step(its_step),
        box(given),
        portal(its_portal),
        clock(its_clock),
        cards(database, {&labour_cards}),
        people(database),
        settings(database),
        health(database),
        points(database),
        records(database) {}

  std::size_t step;
  portal_db::BoxDatabase& box;
  PortalId portal;
  const Clock& clock;
  reports::sql::LabourCards labour_cards;
  kanban::sql::SociCardStore cards;
  kanban::sql::SociPeopleStore people;
  kanban::sql::SociSettingsStore settings;
  kanban::sql::SociSyncHealth health;
  kanban::sql::SociFillStore points;
  reports::sql::SociLabourStore records;
  Unheard revisions;
  Unnoticed notices;
  kanban::ApplyReads apply{cards, revisions};
  kanban::SyncStages stages{box, cards, revisions, notices};
  kanban::SyncTickets sync{box, cards, settings, people, apply, stages};
  kanban::FillBook book{points, box, health, clock};
  kanban::BackFill back_fill{{box, cards, people, sync, stages, book}};
  kanban::ImportTickets tickets{{box, box, cards, people, sync, stages, book}, step};
  reports::ReconcileLabour labour{{box, records, cards, book, clock}};
};

ImportRun::ImportRun(storage::Database& database, portal_db::BoxDatabase& box, PortalId portal,
                     const Clock& clock, std::size_t step)
    : parts_(std::make_unique<Parts>(database, box, portal, clock, step)) {}
ImportRun::~ImportRun() = default;

Status ImportRun::fill(std::span<const GroupId> groups, ImportProgress& progress, const GoOn& go_on) {
  const auto watch = [&](const kanban::FillPoint& point) {
    progress.at(point.done, point.planned);
    return go_on();
  };
  progress.part("people");
  if (const Status users = parts_->back_fill.users(parts_->portal, watch); !users) return users;
  progress.end();
  if (const Status ready = parts_->tickets.prepare(parts_->portal, groups); !ready) return ready;
  for (const GroupId group : groups) {
    progress.part("tickets of group " + std::to_string(group.value()));
    if (const Status taken = parts_->tickets.group(parts_->portal, group, watch); !taken) return taken;
    progress.end();
  }
  return Done{};
}

Result<bool> ImportRun::run(std::span<const GroupId> groups, ImportProgress& progress, const GoOn& go_on) {
  const auto whole = [&]() -> Result<bool> {
    if (const Status filled = fill(groups, progress, go_on); !filled) return filled.error();
    const Result<bool> finished = parts_->tickets.finish(parts_->portal);
    if (!finished || !*finished) return finished;
    progress.part("labour records");
    const Status labour = parts_->labour.fill(parts_->portal, [&] {
      const auto points = parts_->points.points(parts_->portal);
      if (points) {
        for (const kanban::FillPoint& point : *points) {
          if (point.phase == kanban::FillPhase::kLabour) progress.at(point.done, point.planned);
        }
      }
      return go_on();
    });
    if (!labour) return labour.error();
    progress.end();
    return true;
  }();
  const Status kept = parts_->health.flush(parts_->clock.now());
  if (whole && !kept) return kept.error();
  return whole;
}

}  // namespace sd::sdctl
