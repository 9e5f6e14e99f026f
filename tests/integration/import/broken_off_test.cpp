// An import that is broken off, at whatever point and by whatever means, goes on from there and ends the
// same.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "tests/integration/import/import_world.h"

namespace sd::test {
namespace {

using storage::Dialect;

// How often each test breaks off or cuts; SD_TEST_KILLS says it for a long run by hand (50: the issue's).
int times(int usually) {
  const char* const asked = std::getenv("SD_TEST_KILLS");
  return asked != nullptr ? std::atoi(asked) : usually;
}

struct BrokenOff : ImportWorld {
  BrokenOff() {
    Store whole(Dialect::kSqlite, bound_at_);
    EXPECT_TRUE(import(whole));
    expected = whole.dump();
  }

  void same_in_the_end(Store& store) {
    const auto done = import(store, kStep);
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
    EXPECT_EQ(difference(expected, store.dump()), "");
  }

  static constexpr std::size_t kStep = 7;
  std::mt19937 random{20261124};
  Dump expected;
};

TEST_F(BrokenOff, AfterEveryStep) {
  Store store(Dialect::kSqlite, bound_at_);
  int runs = 0;
  for (bool finished = false; !finished; ++runs) {
    int steps = 0;
    const auto done = import(store, kStep, [&] { return ++steps < 2; });
    if (!done) {
      ASSERT_EQ(done.error().code, "fill.stopped");
    }
    finished = done.has_value();
  }
  EXPECT_GT(runs, 12);
  EXPECT_EQ(difference(expected, store.dump()), "");
}

// The engine refuses a row in the middle of a transaction: none of it stays.
TEST_F(BrokenOff, AtAnyRowThatIsStored) {
  for (int i = 0; i < times(10); ++i) {
    Store store(Dialect::kSqlite, bound_at_);
    const auto ticket = std::to_string(8'001 + random() % 240);
    const struct {
      const char* table;
      std::string condition;
    } rows[] = {{"card", "NEW.ticket = " + ticket},
                {"journal", "NEW.ticket = " + ticket + " AND NEW.fact_key LIKE 'h%'"},
                {"labour", "NEW.labour_id = " + std::to_string(1'201 + random() % 60)},
                {"app_user", "NEW.user_id = " + std::to_string(14 + random() % 10)},
                {"back_fill", "NEW.phase = 'labour'"},
                {"back_fill", "NEW.phase = 'closed'"}};
    const auto& row = rows[random() % std::size(rows)];
    refuse_rows(*store, row.table, row.condition);
    const auto done = import(store, kStep);
    if (!done) {
      EXPECT_EQ(done.error().code, "db.constraint") << row.table << " " << row.condition;
    }
    EXPECT_EQ(store.number("SELECT COUNT(*) FROM journal j WHERE NOT EXISTS (SELECT 1 FROM card c WHERE"
                           " c.ticket = j.ticket)"),
              0);
    store.run("DROP TRIGGER stop");
    same_in_the_end(store);
  }
}

// A process that imports dies at once, as by a power cut. It is a copy of this one, which is alone at the
// fork.
TEST_F(BrokenOff, ByKillingTheProcess) {
  for (int i = 0; i < times(6); ++i) {
    Store store(Dialect::kSqlite, bound_at_);
    const int after = static_cast<int>(random() % 40);
    store.close();  // a connection of SQLite does not survive a fork
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      store.open();
      int steps = 0;
      (void)import(store, kStep, [&] {
        if (++steps > after) ::kill(::getpid(), SIGKILL);
        return true;
      });
      ::_exit(0);
    }
    int how = 0;
    ASSERT_EQ(::waitpid(child, &how, 0), child);
    store.open();
    same_in_the_end(store);
  }
}

// As a server that is relied on does it; the tests' servers are careless otherwise.
constexpr const char* kKeepCommits = "--innodb-flush-log-at-trx-commit=1";

// The server of the box dies, and comes back after a while.
TEST_F(BrokenOff, ByKillingTheServerOfTheBox) {
  MariadbServer server(kKeepCommits);
  for (int i = 0; i < times(2); ++i) {
    Box other(server.socket());
    portal.with([&](portal_double::Portal& engine) { other.write(engine); });
    Store store(Dialect::kSqlite, bound_at_);
    const int after = static_cast<int>(random() % 40);
    int steps = 0;
    (void)import_from(other, store, kStep, [&] {
      if (++steps != after) return true;
      server.kill();
      server.start_again();
      return true;
    });
    const auto done = import_from(other, store, kStep, [] { return true; });
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
    EXPECT_EQ(difference(expected, store.dump()), "");
  }
}

// The server that holds our own store dies in the middle of whatever it is doing, and comes back on the same
// data.
TEST_F(BrokenOff, ByKillingTheServerOfOurStore) {
  MariadbServer server(kKeepCommits);
  int cut_short = 0;
  for (int i = 0; i < times(3); ++i) {
    Store store(server, bound_at_);
    const int after = 1 + static_cast<int>(random() % 40);
    int steps = 0;
    std::thread killer;  // beside the import, which goes on
    const auto broken = import(store, kStep, [&] {
      if (++steps == after) killer = std::thread([&server] { server.kill(); });
      return true;
    });
    if (killer.joinable()) {
      killer.join();
      server.start_again();
    }
    if (!broken) {
      ++cut_short;
      EXPECT_EQ(broken.error().code, "db.connection") << broken.error().detail;
    }
    store.close();
    store.open();
    EXPECT_EQ(store.number("SELECT COUNT(*) FROM journal j WHERE NOT EXISTS (SELECT 1 FROM card c WHERE"
                           " c.ticket = j.ticket)"),
              0);
    same_in_the_end(store);
  }
  EXPECT_GT(cut_short, 0);
}

// Cuts every connection to `server`, from one more and beside whatever goes on, after a random number of
// steps each time.
class Cutter {
 public:
  Cutter(MariadbServer& server, std::mt19937& random) : server_(server), random_(random) { choose(); }
  Cutter(const Cutter&) = delete;
  Cutter& operator=(const Cutter&) = delete;
  ~Cutter() { wait(); }

  bool step() {
    if (--left_ > 0) return true;
    choose();
    wait();
    beside_ = std::thread([this] { cut_ += server_.cut_connections(); });
    return true;
  }
  int cut() {
    wait();
    return cut_;
  }

 private:
  void choose() { left_ = 2 + static_cast<int>(random_() % 8); }
  void wait() {
    if (beside_.joinable()) beside_.join();
  }

  MariadbServer& server_;
  std::mt19937& random_;
  int left_ = 0, cut_ = 0;
  std::thread beside_;
};

// Connections to our own store are cut under the import: what was under way is repeated, and it does not even
// end.
TEST_F(BrokenOff, ByCuttingConnectionsToOurStore) {
  MariadbServer server;
  for (int cut = 0, runs = 0; cut < times(50); ++runs) {
    ASSERT_LT(runs, times(50)) << cut;
    Store store(server, bound_at_);
    Cutter cutter(server, random);
    const auto done = import(store, kStep, [&] { return cutter.step(); });
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
    cut += cutter.cut();
    EXPECT_EQ(difference(expected, store.dump()), "");
  }
}

// Connections to the box are cut under the import: it opens new ones and does not even end.
TEST_F(BrokenOff, ByCuttingConnectionsToTheBox) {
  MariadbServer server;
  Box other(server.socket());
  portal.with([&](portal_double::Portal& engine) { other.write(engine); });
  for (int cut = 0, runs = 0; cut < times(50); ++runs) {
    ASSERT_LT(runs, times(50)) << cut;
    Store store(Dialect::kSqlite, bound_at_);
    Cutter cutter(server, random);
    const auto done = import_from(other, store, kStep, [&] { return cutter.step(); });
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
    cut += cutter.cut();
    EXPECT_EQ(difference(expected, store.dump()), "");
  }
}

}  // namespace
}  // namespace sd::test
