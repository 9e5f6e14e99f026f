// What the service does with one portal over REST, on a Store: the same use cases as in servicedeskd.
#pragma once

#include "extension/portal/labour.h"
#include "extension/portal/portal_rest.h"
#include "kanban/back_fill.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_fill_store.h"
#include "kanban/sql/soci_people_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/reconcile_labour.h"
#include "reports/sql/soci_labour_store.h"
#include "tests/doubles/nobody.h"
#include "tests/integration/import/store.h"

namespace sd::test {

struct DeskOverRest {
  // All of them outlive the desk.
  DeskOverRest(Store& store, portal::PortalRest& rest, portal::LabourRest& labour_rest,
               kanban::SyncHealth& health, const Clock& clock)
      : cards(*store),
        people(*store),
        settings(*store),
        points(*store),
        records(*store),
        stages(rest, cards, revisions, notices),
        sync(rest, cards, settings, people, apply, stages),
        book(points, rest, health, clock),
        fill({rest, cards, people, sync, stages, book}),
        labour({labour_rest, records, cards, book, clock}) {}

  kanban::sql::SociCardStore cards;
  kanban::sql::SociPeopleStore people;
  kanban::sql::SociSettingsStore settings;
  kanban::sql::SociFillStore points;
  reports::sql::SociLabourStore records;
  Unheard revisions;
  Unnoticed notices;
  kanban::ApplyReads apply{cards, revisions};
  kanban::SyncStages stages;
  kanban::SyncTickets sync;
  kanban::FillBook book;
  kanban::BackFill fill;
  reports::ReconcileLabour labour;
};

}  // namespace sd::test
