#include "extension/app/service.h"

#include <unistd.h>

#include <array>

#include "extension/app/board_settings.h"
#include "extension/app/client_side.h"
#include "extension/app/parts.h"
#include "extension/zones/zones.h"
#include "manifests/loader.h"

namespace sd::app {
namespace {

std::vector<installation::ListedPortal> listed(const config::Config& config) {
  std::vector<installation::ListedPortal> out;
  for (const config::PortalEntry& entry : config.portals) {
    out.push_back({entry.address, entry.client_id, entry.client_secret});
  }
  return out;
}

Result<std::vector<webhooks::KnownPortal>> known(installation::InstallationStore& store) {
  const auto portals = store.portals();
  if (!portals) return portals.error();
  std::vector<webhooks::KnownPortal> out;
  for (const installation::InstalledPortal& portal : *portals) {
    if (portal.state == installation::PortalState::kUninstalled || portal.application_token.empty()) continue;
    out.push_back({portal.member.value(), portal.id, portal.application_token.reveal()});
  }
  return out;
}

// Of the process that is started in this one's place as well.
std::string process_name(const config::Config& config) {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return std::string(host.data()) + ":" + std::to_string(config.listen_port);
}

// A click's answer shows what follows from it even when the background is at the card; nobody waits longer.
constexpr std::chrono::seconds kPatienceWithALook{2};
constexpr std::size_t kBackgroundThreads = 4;
constexpr std::size_t kBackgroundQueue = 1'024;

}  // namespace

Service::Parts::Parts(config::Config given, std::shared_ptr<spdlog::logger> logger, const config::Keys& keys,
                      manifests::Manifests read, http::StaticFiles pages, std::unique_ptr<Stores> opened,
                      std::unique_ptr<webhooks::SociInbox> opened_inbox,
                      std::unique_ptr<portal::Transport> way_out)
    : config(std::move(given)),
      log(std::move(logger)),
      manifests(std::move(read)),
      files(std::move(pages)),
      signer(keys.session),
      stores(std::move(opened)),
      shared(stores->database().dialect() == storage::Dialect::kMysql),
      lease_rows(stores->database()),
      leases(lease_rows, clock, process_name(config)),
      watch(
          stores->health,
          [this](PortalId portal, const std::string& line) {
            log->warn("portal {} {}", portal.value(), line);
          },
          [this](PortalId portal, UserId spare) { tell_spare(portal, spare); }),
      rounds(round_ports(), clock),
      portals(std::move(way_out), config, manifests, *stores, clock,
              [this](PortalId portal, const portal::Condition& now) { heard(portal, now); }),
      health(config, *stores, portals, clock),
      calendars({stores->tables, country_days(manifests), zones::find_zone,
                 [this](PortalId portal) { return portals.utc_offset(portal); }}),
      stage_log(log),
      apply(stores->cards, hub),
      sync_stages(portals.rest, stores->cards, hub, stage_log),
      sync_tickets(portals.rest, stores->cards, stores->settings, stores->people, apply, sync_stages,
                   kPatienceWithALook),
      fill_book(stores->fills, portals.rest, stores->health, clock),
      back_fill({portals.rest, stores->cards, stores->people, sync_tickets, sync_stages, fill_book}),
      rebuild_flow(stores->cards, stores->settings, stores->flow_rebuilds),
      move_card(portals.rest, stores->cards, stores->settings, sync_tickets, hub),
      write_fields(portals.rest, stores->cards, stores->settings, sync_tickets),
      override_class(portals.rest, stores->cards, sync_tickets),
      agree_estimate(portals.rest, stores->cards, stores->settings, sync_tickets,
                     [this](PortalId portal) { board_reader.forget(portal); }),
      read_card(portals.cards, portals.rest, stores->cards, stores->settings, stores->notes,
                stores->company_notes),
      answer_client(portals.cards, stores->cards, sync_tickets),
      create_ticket(portals.cards, stores->cards, stores->settings, sync_tickets),
      remind_of_stopper(portals.rest, stores->cards, sync_tickets),
      write_note(stores->notes, stores->cards),
      background(kBackgroundThreads, kBackgroundQueue),
      set_stage_roles(portals.rest, stores->cards, hub,
                      [this](PortalId portal, GroupId group) { return read_again(portal, group); }),
      admit_portal(listed(config), config.oauth_servers, portals.admin, stores->tokens, stores->portals,
                   clock),
      preview(manifests, config.public_url.text(), portals.admin, portals.rest, stores->cards,
              stores->settings, stores->portals),
      first_read(back_fill),
      run_installation(
          {manifests, preview, portals.admin, portals.rest, stores->cards, stores->settings, stores->portals,
           first_read, clock,
           [this](const installation::InstallationOrder& order, const kanban::BoundGroup& group) {
             const Status noted = settings.note_bound(order.portal, order.by, group);
             if (!noted)
               log->warn("portal {}: settings journal: {}", order.portal.value(), noted.error().code);
           }}),
      jobs(
          run_installation, stores->portals,
          [this](std::function<void()> job) { return background.try_post(std::move(job)); },
          [this](PortalId portal) {
            forget_void_events(portal);
            rounds.wake(kBackFillWork, portal);
          }),
      application_events(admit_portal, portals.admin, stores->tokens, stores->portals,
                         [this](PortalId portal, const std::string& lang) -> Status {
                           if (const Status refreshed = known_portals.refresh(); !refreshed) return refreshed;
                           const auto started = jobs.start({portal, {}, true, lang});
                           if (!started) return started.error();
                           return Done{};
                         }),
      board_reader(
          stores->cards, stores->people,
          [this](PortalId portal, GroupId group) {
            return board_settings({manifests.settings, stores->settings, calendars, clock}, portal, group);
          }),
      sync_notes(stores->health, clock),
      known_portals([this] { return known(stores->portals); }, clock),
      inbox(std::move(opened_inbox)),
      event_work({sync_tickets, sync_stages, stores->cards, stores->people, portals.rest, board_reader, clock,
                  looks,
                  [this](PortalId portal, const kanban::SyncOutcome& outcome) {
                    metrics.tickets_read(outcome.read);
                    for (const auto& [ticket, refusal] : outcome.refused) {
                      log->warn("portal {} task {}: stage and status cannot be brought together: {}",
                                portal.value(), ticket.value(), refusal.code);
                    }
                  },
                  [this](PortalId portal) {
                    const auto usage = portals.usage(portal);
                    return webhooks::gather_writes_by(usage ? usage->used : 0);
                  }}),
      on_the_way(*inbox, stores->health, clock),
      repair_tickets(stores->cards, sync_tickets),
      reconcile(portals.rest, stores->cards, repair_tickets, on_the_way),
      sweep(portals.rest, stores->cards, repair_tickets, on_the_way),
      refresh_people(portals.rest, stores->people),
      reconcile_labour({portals.labour, stores->labour, stores->cards, fill_book, clock}),
      labour({reconcile_labour, sync_tickets, stores->health, clock}),
      nets({reconcile, sweep, refresh_people, event_work, stores->cards, stores->settings, stores->health,
            clock, [this](PortalId portal) { return portals.utc_offset(portal); },
            [this](PortalId portal) { return portals.conditions().of(portal).ill(); },
            [this](PortalId portal) { rounds.wake(kQueueWork, portal); },
            [this](PortalId portal) { board_reader.forget(portal); },
            [this](PortalId portal, const std::stop_token& stop) { return labour.compare(portal, stop); },
            [this](const std::string& line) { log->warn("{}", line); }, config.sync.sweep_at}),
      application_inbox(application_events),
      drain(
          *inbox, event_work, application_inbox,
          [this] { return static_cast<double>(to_ms(clock.now()) % 1'000) / 1'000; },
          [this](PortalId portal) {
            const auto usage = portals.usage(portal);
            const Millis gather = webhooks::gather_by(usage ? usage->used : 0);
            return std::max(portals.conditions().ready_at(portal), looks.last(portal) + gather);
          },
          {}),
      drain_loop(
          *inbox, drain, clock, [this](std::string_view line) { say(line); }, drain_options()),
      inbox_writer(
          *inbox, {}, [this] { drain_loop.wake(); }, http::on_library_thread),
      take_queue(portals.queue, *inbox, stores->health, {},
                 [this](PortalId portal, TicketId ticket, TimePoint changed_at) {
                   return looks.saw(portal, ticket, changed_at, {portals.rest.now(portal), clock.now()});
                 }),
      admit_visitor(stores->portals, portals.admin, stores->tokens, stores->people, clock,
                    [this](PortalId portal) {
                      const portal::Condition now = portals.conditions().of(portal);
                      if (now.reason == "portal.auth") return visitors::BackgroundAccess::kNone;
                      return now.spare_since ? visitors::BackgroundAccess::kSpare
                                             : visitors::BackgroundAccess::kFirst;
                    }),
      guard(signer, stores->people, clock,
            [this](PortalId portal, std::int64_t link) {
              return stores->links.holds(portal, link, clock.now());
            }),
      entry({files.index(), files.client_index(), signer, admit_visitor, admit_portal, stores->cards,
             stores->people, portals.rest, clock, [this](const std::string& line) { say(line); }}),
      boards(guard, board_reader, sync_notes, stores->cards, portals.rest, hub, clock,
             [this](std::function<void()> job) { return background.try_post(std::move(job)); }),
      cards(guard, {move_card, write_fields, override_class, agree_estimate}, board_reader, stores->cards,
            portals.rest),
      panel(guard, {read_card, answer_client, create_ticket, remind_of_stopper, write_note}, board_reader,
            portals.rest, clock),
      search(guard, portals.cards),
      desks(guard, stores->people, stores->settings),
      installer(preview, jobs),
      settings({*stores, portals.rest, portals.calendar, calendars, manifests, sync_stages, sync_tickets, hub,
                guard, clock, [this](PortalId portal, GroupId group) { return read_again(portal, group); },
                [this](PortalId portal) { return portals.utc_offset(portal); },
                [this](PortalId portal) {
                  board_reader.forget(portal);
                  rounds.wake(kTitlesWork, portal);
                }}),
      report_side({*stores, manifests, calendars, guard,
                   [this](PortalId portal) { return portals.rest.now(portal); },
                   [this](PortalId portal, UserId to, const std::string& message, const std::string& tag) {
                     return portals.notify(portal, to, message, tag);
                   }}),
      client_side(std::make_unique<ClientSide>(ClientSide::Ports{
          *stores, portals.rest, portals.cards, guard, signer, clock, config.public_url.text() + "/client",
          [this](PortalId portal, CompanyId company) { return portals.contacts(portal, company); }, manifests,
          create_ticket, answer_client, agree_estimate, sync_tickets, calendars, portals.files,
          [this](PortalId portal, UserId to, const std::string& text, const std::string& tag) {
            tell_soon(portal, to, text, tag);
          },
          [this](PortalId portal) { rounds.wake(kClientsWork, portal); }})),
      health_page({health.look, health.inbox, stores->people, stores->fills, clock,
                   [this](PortalId portal) { return stores->cards.groups(portal); },
                   [this](PortalId portal) { return health.installed(portal); },
                   [this](PortalId) { drain_loop.wake(); }, [this](const std::string& line) { say(line); }}),
      events(
          known_portals, inbox_writer, stores->health, clock,
          [this](std::string_view line) { log->warn("{}", line); },
          [this](PortalId portal) {
            // Where requests are short the online events come all the same, and the poll comes soon enough.
            const auto usage = portals.usage(portal);
            if (!usage || !usage->is_short()) rounds.wake(kQueueWork, portal);
          }) {}

Status Service::Parts::start_listening() {
  http::ListenerOptions options;
  options.host = config.listen_host;
  options.port = config.listen_port;
  // A client's file and its name (nginx lets no other address take as much).
  options.max_body = std::size_t{11} << 20;
  options.workers = static_cast<std::size_t>(config.workers);
  options.queue = static_cast<std::size_t>(config.queue);
  listener = std::make_unique<http::Listener>(
      options, [this](const http::Request& request, const http::Reply& reply) { serve(request, reply); },
      // Events only touch memory before they are handed to the writer: no need for a worker.
      [](const http::Request& request) { return request.path == "/b24/event"; });
  return listener->start();
}

void Service::Parts::stop() {
  stopping.request_stop();
  scheduler.stop();
  hub.release_all();
  if (listener) listener->stop(std::chrono::seconds{5});
  jobs.stop();
  portals.stop();
  rounds.stop();
  drain_loop.stop();
  background.close();
  if (shared) leases.release();
  keep_health();
}

Result<std::unique_ptr<Service>> Service::open(const config::Config& config,
                                               std::shared_ptr<spdlog::logger> log,
                                               std::unique_ptr<portal::Transport> way_out) {
  const auto keys = config::open_key_file(config.key_file);
  if (!keys) return keys.error();
  auto manifests = manifests::load_manifests(config.manifests_folder);
  if (!manifests) return manifests.error();
  auto files = http::StaticFiles::load(config.ui_folder);
  if (!files) return files.error();
  auto stores = Stores::open(config, *keys, SystemClock{});
  if (!stores) return stores.error();
  auto inbox = webhooks::SociInbox::open((*stores)->inbox_database(), (*stores)->sealer());
  if (!inbox) return inbox.error();
  auto parts = std::make_unique<Parts>(config, std::move(log), *keys, std::move(manifests).value(),
                                       std::move(files).value(), std::move(stores).value(),
                                       std::move(inbox).value(), std::move(way_out));
  parts->add_routes();
  return std::unique_ptr<Service>(new Service(std::move(parts)));
}

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Service::~Service() { stop(); }

Status Service::start() {
  if (Status listening = parts_->start_listening(); !listening) return listening;
  parts_->start_jobs();
  return Done{};
}

void Service::start_work() { parts_->start_jobs(); }

void Service::serve(const http::Request& request, const http::Reply& reply) { parts_->serve(request, reply); }

void Service::stop() { parts_->stop(); }

}  // namespace sd::app
