// sdctl: administration from the command line. See install/OPERATIONS.md.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

#include "extension/core/clock.h"
#include "extension/portal/cpprest_transport.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/doctor_command.h"

namespace {

using namespace sd;

const char* const kExitCodes =
    "Exit codes: 0 done, 1 it went wrong (doctor: a problem was found; health: something needs attention), 2 "
    "wrong "
    "options or configuration.";

// Runs `command` with the configuration, or tells what is wrong with it.
int with_config(const std::string& file, const std::function<int(const config::Config&)>& command) {
  const config::Reading reading = config::read_config(file);
  if (reading.config) return command(*reading.config);
  for (const config::Problem& one : reading.problems) std::cerr << "sdctl: " << one.text() << "\n";
  return sdctl::kCannotRun;
}

}  // namespace

int main(int argc, char** argv) {
  const SystemClock clock;
  const sdctl::Streams streams{std::cout, std::cerr};
  std::function<int()> chosen;

  CLI::App app("Administration of the service desk.", "sdctl");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(kExitCodes);
  std::string file = "/etc/servicedesk/servicedesk.toml";
  app.add_option("-c,--config", file, "Configuration file")->capture_default_str();

  sdctl::DoctorOptions doctor;
  CLI::App* command = app.add_subcommand("doctor", "Say in plain words what is wrong, and what to do");
  command->add_flag("--json", doctor.json, "Findings as JSON");
  command->add_flag("--offline", doctor.offline, "Nothing over the network");
  command->add_flag("--show-config", doctor.show_config, "Print the configuration first, without secrets");
  command->callback([&] {
    chosen = [&] {
      portal::CppRestTransport transport;
      return sdctl::doctor(config::read_config(file), doctor, transport, clock, streams);
    };
  });

  bool dry_run = false;
  command = app.add_subcommand("migrate",
                               "Show the state of the databases and bring them to this version's schema");
  command->add_flag("--dry-run", dry_run, "Show only");
  command->callback([&] {
    chosen = [&] {
      return with_config(
          file, [&](const auto& config) { return sdctl::migrate(config, dry_run, clock.now(), streams); });
    };
  });

  sdctl::MoveOptions move;
  command = app.add_subcommand(
      "move", "Move an installation from SQLite to a database server; stop the service first");
  command->add_option("--from", move.from, "sqlite:PATH of the board's file; its inbox is taken along")
      ->required();
  command->add_option("--to", move.to, "mysql://USER@HOST[:PORT]/DATABASE[?socket=PATH], an empty database")
      ->required();
  command->add_option("--password-file", move.password_file, "File with the password of the server's user");
  command->add_option("--tls-ca", move.tls_ca_file,
                      "PEM file: the connection is encrypted, and the server has to prove who it is");
  command->callback([&] { chosen = [&] { return sdctl::move(move, clock.now(), streams); }; });

  std::string folder;
  command = app.add_subcommand("backup",
                               "Copy the databases into a folder, while the service runs, and check them");
  command->add_option("--to", folder, "The folder; it is made")->required();
  command->callback([&] {
    chosen = [&] {
      return with_config(file, [&](const auto& config) { return sdctl::backup(config, folder, streams); });
    };
  });
  command = app.add_subcommand("restore", "Put a backup back; stop the service first");
  command->add_option("--from", folder, "The folder that `sdctl backup` wrote")->required();
  command->callback([&] {
    chosen = [&] {
      return with_config(
          file, [&](const auto& config) { return sdctl::restore(config, folder, clock.now(), streams); });
    };
  });

  sdctl::ImportOptions import;
  command = app.add_subcommand("import",
                               "Take a boxed portal's history from its own database; stop the service first");
  command
      ->add_option("--portal-db", import.portal_db,
                   "mysql://USER@HOST[:PORT]/DATABASE[?socket=PATH] of a read-only replica")
      ->required();
  command->add_option("--portal", import.portal,
                      "member_id or domain of the portal, where there are several");
  command->add_option("--group", import.groups, "The portal's number of a connected group; all without it");
  command->add_option("--zone", import.zone, "Zone the portal's server writes dates in, like Europe/Moscow");
  command->add_option(
      "--password-file", import.password_file,
      "File with the database user's password; else SD_PORTAL_DB_PASSWORD in the environment");
  command->add_option("--tls-ca", import.tls_ca_file,
                      "PEM file: the connection is encrypted, and the server has to prove who it is");
  command->add_flag("--dry-run", import.dry_run, "Check everything and count only");
  command->callback([&] {
    chosen = [&] {
      import.terminal = isatty(STDOUT_FILENO) == 1;
      return with_config(
          file, [&](const auto& config) { return sdctl::import_portal(config, import, clock, streams); });
    };
  });

  CLI::App* report = app.add_subcommand("report", "Reports");
  report->require_subcommand(1);
  sdctl::SnapshotOptions snapshot;
  std::string format = "json";
  command = report->add_subcommand("snapshot", "The board of a group as it stood at an instant");
  command->add_option("--group", snapshot.group, "The portal's number of the group")->required();
  command->add_option("--at", snapshot.at, "Instant with an offset, like 2012-05-01T00:00:00+02:00")
      ->required();
  command->add_option("--portal", snapshot.portal, "member_id of the portal, where there are several");
  command->add_option("--format", format, "Output")->check(CLI::IsMember({"json"}))->capture_default_str();
  command->callback([&] {
    chosen = [&] {
      return with_config(
          file, [&](const auto& config) { return sdctl::report_snapshot(config, snapshot, streams); });
    };
  });

  sdctl::ReportOptions asked;
  for (const std::string& name : sdctl::report_names()) {
    command = report->add_subcommand(name, name == "labour"
                                               ? "The labour records of some days, one a line"
                                               : "The report " + name + " as an administrator sees it");
    command->add_option("--from", asked.query["from"], "First day, like 2026-03-01")->required();
    command->add_option("--to", asked.query["to"], "The day after the last one")->required();
    command->add_option("--groups", asked.query["groups"],
                        "The portal's numbers of groups, commas between; all without it");
    command->add_option("--user", asked.query["user"], "Of one employee");
    command->add_option("--company", asked.query["company"], "Of one client; 0: of none");
    if (name != "labour") {
      command->add_option("--class", asked.query["class"], "incident, change or service");
      command->add_option("--type", asked.query["type"], "Of one Type");
      command->add_option("--step", asked.query["step"], "Also by day, week or month");
      command->add_option("--as-of", asked.query["as_of"],
                          "As it stood at the end of this day, like 2026-03-15");
      command->add_flag_callback(
          "--compare", [&asked] { asked.query["compare"] = "1"; }, "With the period before");
    }
    command->add_option("--portal", asked.portal, "member_id of the portal, where there are several");
    command->add_option("--zone", asked.zone,
                        "Zone whose days are meant, like Europe/Moscow; else the portal's");
    command->add_option("--format", asked.format, name == "labour" ? "csv or xlsx" : "json, csv or xlsx")
        ->required();
    command->add_option("--lang", asked.lang, "Words and separators: ru or en")->capture_default_str();
    command->add_option("--output", asked.output, "File; standard output without it");
    command->callback([&, name] {
      chosen = [&, name] {
        asked.name = name;
        return with_config(file,
                           [&](const auto& config) { return sdctl::report(config, asked, clock, streams); });
      };
    });
  }

  CLI::App* sync = app.add_subcommand("sync", "Keeping in step with the portals");
  sync->require_subcommand(1);
  bool sync_json = false;
  command = sync->add_subcommand(
      "status", "Portals, groups, cards, the first reading, and how far behind the inbox is");
  command->add_flag("--json", sync_json, "As JSON, for scripts");
  command->callback([&] {
    chosen = [&] {
      return with_config(file, [&](const auto& config) {
        return sdctl::sync_status(config, sync_json, clock.now(), streams);
      });
    };
  });

  std::string sweep_member;
  command = sync->add_subcommand("sweep", "Have the service compare all tasks with the portal now");
  command->add_option("--portal", sweep_member, "member_id of one portal; all without it");
  command->callback([&] {
    chosen = [&] {
      return with_config(file, [&](const auto& config) {
        return sdctl::sync_sweep(config, sweep_member, clock.now(), streams);
      });
    };
  });

  bool health_json = false;
  command = app.add_subcommand("health", "What of each portal needs somebody, and what to do");
  command->add_flag("--json", health_json, "As JSON, for scripts");
  command->callback([&] {
    chosen = [&] {
      return with_config(file, [&](const auto& config) {
        return sdctl::health_report(config, health_json, clock.now(), streams);
      });
    };
  });

  std::string member;
  bool wipe = false;
  command = app.add_subcommand("uninstall", "Forget a portal: its tokens, with --wipe everything");
  command->add_option("--portal", member, "member_id of the portal")->required();
  command->add_flag("--wipe", wipe, "Remove every row kept of the portal");
  command->callback([&] {
    chosen = [&] {
      return with_config(file,
                         [&](const auto& config) { return sdctl::uninstall(config, member, wipe, streams); });
    };
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? sdctl::kOk : sdctl::kCannotRun;
  }
  return chosen();
}
