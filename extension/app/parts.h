// Every object of the running service, in the order they are built; each one sees only those above it.
#pragma once

#include <spdlog/logger.h>

#include <memory>
#include <stop_token>

#include "extension/app/event_work.h"
#include "extension/app/health_side.h"
#include "extension/app/installation_glue.h"
#include "extension/app/labour_work.h"
#include "extension/app/metrics.h"
#include "extension/app/nets.h"
#include "extension/app/portal_rounds.h"
#include "extension/app/portal_side.h"
#include "extension/app/portal_watch.h"
#include "extension/app/report_side.h"
#include "extension/app/scheduler.h"
#include "extension/app/service.h"
#include "extension/app/settings_side.h"
#include "extension/app/stage_log.h"
#include "extension/app/stores.h"
#include "extension/health/http/health_handlers.h"
#include "extension/http/listener.h"
#include "extension/http/router.h"
#include "extension/http/static_files.h"
#include "extension/http/worker_pool.h"
#include "extension/installation/application_events.h"
#include "extension/installation/http/install_handlers.h"
#include "extension/installation/installation_jobs.h"
#include "extension/lease/leases.h"
#include "extension/lease/sql/soci_lease_store.h"
#include "extension/session/session.h"
#include "extension/settings/kept_calendars.h"
#include "extension/visitors/http/entry_handler.h"
#include "extension/visitors/http/guard.h"
#include "kanban/agree_estimate.h"
#include "kanban/answer_client.h"
#include "kanban/apply_reads.h"
#include "kanban/back_fill.h"
#include "kanban/create_ticket.h"
#include "kanban/http/board_handlers.h"
#include "kanban/http/card_handlers.h"
#include "kanban/http/desk_handlers.h"
#include "kanban/http/feed_hub.h"
#include "kanban/http/panel_handlers.h"
#include "kanban/http/search_handler.h"
#include "kanban/http/stage_handlers.h"
#include "kanban/http/sync_notes.h"
#include "kanban/inner_notes.h"
#include "kanban/move_card.h"
#include "kanban/override_class.h"
#include "kanban/read_card.h"
#include "kanban/rebuild_flow.h"
#include "kanban/reconcile.h"
#include "kanban/refresh_people.h"
#include "kanban/remind_of_stopper.h"
#include "kanban/repair_tickets.h"
#include "kanban/set_stage_roles.h"
#include "kanban/sweep.h"
#include "kanban/sync_stages.h"
#include "kanban/sync_tickets.h"
#include "kanban/write_fields.h"
#include "webhooks/drain_inbox.h"
#include "webhooks/drain_loop.h"
#include "webhooks/events_on_the_way.h"
#include "webhooks/http/event_handler.h"
#include "webhooks/inbox_writer.h"
#include "webhooks/known_portals.h"
#include "webhooks/sql/soci_inbox.h"
#include "webhooks/take_queue.h"

namespace sd::app {

class ClientSide;

inline constexpr const char* kQueueWork = "queue";         // of rounds: a portal's call wakes it
inline constexpr const char* kTitlesWork = "titles";       // of rounds: a renamed entry wakes it
inline constexpr const char* kClientsWork = "clients";     // of rounds: what a client has done wakes it
inline constexpr const char* kFlowWork = "flow";           // of rounds: other roles of stages wake it
inline constexpr const char* kBackFillWork = "back_fill";  // of rounds: the end of an installation wakes it

struct Service::Parts {
  Parts(config::Config given, std::shared_ptr<spdlog::logger> logger, const config::Keys& keys,
        manifests::Manifests read, http::StaticFiles pages, std::unique_ptr<Stores> opened,
        std::unique_ptr<webhooks::SociInbox> opened_inbox, std::unique_ptr<portal::Transport> way_out);

  // What the service is made of.
  const config::Config config;
  const std::shared_ptr<spdlog::logger> log;
  const SystemClock clock;
  const manifests::Manifests manifests;
  const http::StaticFiles files;
  const session::SessionSigner signer;
  Metrics metrics;
  const std::unique_ptr<Stores> stores;
  // Where several processes may share the database: on a server.
  const bool shared;
  lease::SociLeaseStore lease_rows;
  lease::Leases leases;
  PortalWatch watch;
  PortalRounds rounds;  // periodic work of each portal; registered in jobs.cpp
  PortalSide portals;
  HealthSide health;

  settings::KeptCalendars calendars;

  // Boards.
  kanban::FeedHub hub;
  StageLog stage_log;
  kanban::ApplyReads apply;
  kanban::SyncStages sync_stages;
  kanban::SyncTickets sync_tickets;
  kanban::FillBook fill_book;
  kanban::BackFill back_fill;
  kanban::RebuildFlow rebuild_flow;
  kanban::MoveCard move_card;
  kanban::WriteFields write_fields;
  kanban::OverrideClass override_class;
  kanban::AgreeEstimate agree_estimate;
  kanban::ReadCard read_card;
  kanban::AnswerClient answer_client;
  kanban::CreateTicket create_ticket;
  kanban::RemindOfStopper remind_of_stopper;
  kanban::WriteNote write_note;

  // Installation.
  http::WorkerPool background;  // installations, full reads, the answers of the feed
  kanban::SetStageRoles set_stage_roles;
  installation::AdmitPortal admit_portal;
  installation::PreviewInstallation preview;
  FirstReadOfGroup first_read;
  installation::RunInstallation run_installation;
  installation::InstallationJobs jobs;
  installation::ApplicationEvents application_events;

  // Boards as they are asked for.
  kanban::BoardReader board_reader;
  kanban::SyncNotes sync_notes;

  // Events in.
  webhooks::KnownPortals known_portals;
  const std::unique_ptr<webhooks::SociInbox> inbox;
  webhooks::Looks looks;
  EventWork event_work;

  // The nets under the events.
  webhooks::EventsOnTheWay on_the_way;
  kanban::RepairTickets repair_tickets;
  kanban::Reconcile reconcile;
  kanban::Sweep sweep;
  kanban::RefreshPeople refresh_people;
  reports::ReconcileLabour reconcile_labour;
  LabourWork labour;
  Nets nets;

  ApplicationEventsInbox application_inbox;
  webhooks::DrainInbox drain;
  webhooks::DrainLoop drain_loop;
  webhooks::InboxWriter inbox_writer;
  webhooks::TakeQueue take_queue;

  // HTTP.
  visitors::AdmitVisitor admit_visitor;
  visitors::Guard guard;
  visitors::EntryHandler entry;
  kanban::BoardHandlers boards;
  kanban::CardHandlers cards;
  kanban::PanelHandlers panel;
  kanban::SearchHandler search;
  kanban::DeskHandlers desks;
  installation::InstallHandlers installer;
  SettingsSide settings;
  ReportSide report_side;
  const std::unique_ptr<ClientSide> client_side;
  health::HealthHandlers health_page;
  webhooks::EventHandler events;
  http::Router router;
  Scheduler scheduler;
  std::unique_ptr<http::Listener> listener;

  void add_routes();                                                   // routes.cpp
  void serve(const http::Request& request, const http::Reply& reply);  // routes.cpp
  void start_jobs();                                                   // jobs.cpp
  Status start_listening();
  void stop();

 private:
  bool works_for(PortalId portal) { return !shared || leases.mine(portal); }
  void look_at_boards();                                                                        // jobs.cpp
  void tell_soon(PortalId portal, UserId to, const std::string& text, const std::string& tag);  // jobs.cpp
  void keep_health();                                                                           // jobs.cpp
  bool health_failing = false;                                            // said once, not every second
  void heard(PortalId portal, const portal::Condition& now);              // jobs.cpp
  void tell_spare(PortalId portal, UserId spare);                         // jobs.cpp
  webhooks::DrainLoop::Options drain_options();                           // jobs.cpp
  PortalRounds::Ports round_ports();                                      // jobs.cpp
  Status take_queue_of(PortalId portal);                                  // jobs.cpp
  Status read_again(PortalId portal, GroupId group);                      // jobs.cpp
  void forget_void_events(PortalId portal);                               // jobs.cpp
  std::stop_source stopping;                                              // of reading again
  Status back_fill_portal(PortalId portal, const std::stop_token& stop);  // back_fill_work.cpp
  Status rebuild_flow_of(PortalId portal, const std::stop_token& stop);   // back_fill_work.cpp
  TimePoint started_at;
  void say(std::string_view line) { log->info("{}", line); }
};

}  // namespace sd::app
