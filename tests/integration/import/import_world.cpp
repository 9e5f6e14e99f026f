#include "tests/integration/import/import_world.h"

#include <sstream>

#include "extension/core/iso_time.h"
#include "tests/integration/import/desk_over_rest.h"
#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::test {
namespace {

using portal_double::Portal;

const PortalId kPortal{1};

void add_fields(Portal& portal) {
  for (const auto& [name, type] : {std::pair{"UF_SD_TYPE", "string"}, std::pair{"UF_SD_STOPPER", "string"},
                                   std::pair{"UF_SD_ESTIMATE", "double"}}) {
    portal_double::UserField field;
    field.name = name;
    field.type = type;
    portal.fields.add(field);
  }
}

// What the sample's people do not do.
void add_rare_things(Portal& portal) {
  const portal_double::Caller chief = portal.session(1);
  const std::vector<std::int64_t> tasks(portal.tasks.of_group(77).begin(), portal.tasks.of_group(77).end());
  const auto pass = [&portal] { portal.clock.advance(61'000); };
  std::size_t at = 0;
  const auto next = [&] {
    pass();
    return tasks.at(at += 3);
  };
  portal_double::update_task(portal, chief, next(), {{"TITLE", {"🔥 Горит сервер: «1С» не отвечает"}}});
  portal_double::update_task(portal, chief, next(), {{"XML_ID", {"заявка-17"}}});
  portal_double::update_task(portal, chief, next(), {{"UF_CRM_TASK", {"C_5", "CO_593", "CO_591"}}});
  portal_double::update_task(portal, chief, next(), {{"UF_SD_ESTIMATE", {"-3"}}});
  portal_double::update_task(portal, chief, next(), {{"UF_SD_TYPE", {"Чего нет в словаре"}}});
  portal_double::update_task(portal, chief, next(), {{"TASK_CONTROL", {"Y"}}});
  for (int move = 0; move < 3; ++move) {
    const std::int64_t moved = next();
    portal_double::update_task(portal, chief, moved, {{"GROUP_ID", {"78"}}});
    if (move == 2) continue;
    pass();
    portal_double::update_task(portal, chief, moved, {{"GROUP_ID", {"77"}}});
  }
  for (const char* const day : {"2025-11-03T12:00:00+03:00", "2025-11-04T12:00:00+03:00"}) {
    portal_double::LabourWrite write;
    write.seconds = 5'400;
    write.comment = "Разбирались с «кириллицей»";
    write.created = to_ms(*parse_iso_time(day));
    portal_double::add_labour(portal, chief, next(), write);
  }
  portal_double::add_comment(portal, chief, next(), "Как успехи? 🙂");
  for (int gone = 0; gone < 2; ++gone) {
    const std::int64_t task = next();
    portal_double::add_labour(portal, chief, task, {900, std::nullopt, 0, 0});
    portal_double::delete_task(portal, chief, task);
  }
}

}  // namespace

ImportWorld::ImportWorld(int tasks) : FirstFill({}) {
  portal.with([&](Portal& engine) {
    add_fields(engine);
    portal_double::add_sample_tasks(engine, tasks);
    portal_double::fill_fields(engine, 77);
    engine.clock.advance(600'000);
    add_rare_things(engine);
  });
  // Long enough ago that nothing more can have happened within the same second.
  clock.advance(std::chrono::hours{2});
  bound_at_ = clock.now();
  portal.with([&](Portal& engine) { box_.write(engine); });
}

void ImportWorld::fill_over_rest(Store& store) {
  DeskOverRest desk(store, rest, labour_rest, health, clock);
  const auto done = [](const Status& status) {
    ASSERT_TRUE(status) << status.error().code << " " << status.error().detail;
  };
  done(desk.fill.users(kPortal, go_on));
  for (const GroupId group : groups_) {
    done(desk.fill.open_tickets(kPortal, group, go_on));
    const auto members = rest.members(kanban::background(kPortal), group);
    ASSERT_TRUE(members);
    done(desk.people.put_members(kPortal, group, *members));
  }
  done(desk.fill.closed_tickets(kPortal, go_on));
  done(desk.labour.fill(kPortal, [] { return true; }));
  done(desk.fill.histories(kPortal, go_on));
}

portal_db::BoxOptions ImportWorld::box_options(const Box& box) const {
  portal_db::BoxOptions options;
  options.address = *parse_database_address(box.url());
  options.zone = "Europe/Moscow";
  options.names = {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"};
  options.portal = kPortal;
  options.repeat_pause = Millis{20};
  return options;
}

Result<bool> ImportWorld::import_from(const Box& box, Store& store, std::size_t step,
                                      const sdctl::ImportRun::GoOn& may_go_on) {
  kanban::sql::SociImportAside aside(*store);
  const auto opened = portal_db::BoxDatabase::open(box_options(box), aside, clock);
  if (!opened) return opened.error();
  std::ostringstream out;
  sdctl::ImportProgress progress(out, false, clock);
  return sdctl::ImportRun(*store, **opened, kPortal, clock, step).run(groups_, progress, may_go_on);
}

}  // namespace sd::test
