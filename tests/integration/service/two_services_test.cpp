// Two services on one database server: whatever comes in at either of them is worked in once, and when one
// ends the other goes on.
#include "tests/integration/service/desk_world.h"

namespace sd::test {
namespace {

constexpr const char* kPending = "servicedesk_inbox_pending";
constexpr const char* kRead = "servicedesk_tickets_read_total";

class TwoServices : public DeskWorld {
 protected:
  void SetUp() override {
    install();
    if (HasFatalFailure()) return;
    control("clock", {{"advance_ms", 2'000}});
    database = std::move(storage::Database::open(place.options())).value();
    add_task("Ещё при одной службе");
    ASSERT_TRUE(eventually([&] { return number("SELECT COUNT(*) FROM inbox WHERE state = 1") > 0; }));
    ASSERT_TRUE(eventually([&] { return metric(kPending) == 0; }));
    second = open_service(8081);
    // Where an event goes changes with each: what a proxy before both does.
    portal.on_event([this](const portal_double::EventDelivery& delivery) {
      http::Request request;
      request.method = "POST";
      request.path = "/b24/event";
      request.body = delivery.form;
      const bool other = sent++ % 2 == 1;
      (other ? *second : service()).serve(request, [this](const http::Response& response) {
        ++(response.status == 200 ? accepted : refused);
      });
    });
  }
  void TearDown() override {
    portal.on_event([](const portal_double::EventDelivery&) {});
    if (second) second->stop();
  }

  long long number(const std::string& query) {
    const auto read = [&](soci::session& sql) -> Result<long long> {
      long long value = 0;
      sql << query, soci::into(value);
      return value;
    };
    return database->read("test", read).value();
  }
  // All that was sent has been worked in.
  bool quiet() {
    return eventually([&] {
      return accepted + refused == sent && number("SELECT COUNT(*) FROM inbox WHERE state = 0") == 0;
    });
  }
  double read_by(app::Service& one) { return metric(one, kRead); }

  std::unique_ptr<app::Service> second;
  std::unique_ptr<storage::Database> database;
  std::atomic<int> sent{0}, accepted{0}, refused{0};
};

TEST_F(TwoServices, EachTicketIsProjectedOnceWhereverItsEventsComeIn) {
  constexpr int kTasks = 60;
  const double before = read_by(service());
  const long long rows_before = number("SELECT COUNT(*) FROM inbox");
  std::vector<std::int64_t> tasks;
  for (int i = 0; i < kTasks; ++i) tasks.push_back(add_task("Заявка " + std::to_string(i)));
  ASSERT_TRUE(quiet());
  EXPECT_GE(accepted, kTasks) << "with a call to look into the queue, perhaps";
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM inbox") - rows_before, kTasks);
  EXPECT_EQ(number("SELECT COUNT(*) FROM inbox WHERE state <> 1 OR attempts > 1"), 0);

  EXPECT_EQ(read_by(service()) - before, kTasks) << "the first holds the portal's lease";
  EXPECT_EQ(read_by(*second), 0);
  const json::object shown = board(session(kAdministrator));
  for (int i = 0; i < kTasks; ++i) {
    const std::string ticket = std::to_string(tasks[static_cast<std::size_t>(i)]);
    EXPECT_NE(card(shown, "Заявка " + std::to_string(i)), nullptr);
    EXPECT_EQ(number("SELECT COUNT(*) FROM journal WHERE ticket = " + ticket), 1) << "created, once";
  }
}

TEST_F(TwoServices, TheOtherGoesOnWhenOneEnds) {
  ASSERT_GT(add_task("При двух службах"), 0);
  ASSERT_TRUE(quiet());
  service().stop();
  sent = 1;  // from now on every event goes to the second
  accepted = 1;
  portal.on_event([this](const portal_double::EventDelivery& delivery) {
    http::Request request;
    request.method = "POST";
    request.path = "/b24/event";
    request.body = delivery.form;
    ++sent;
    second->serve(
        request, [this](const http::Response& response) { ++(response.status == 200 ? accepted : refused); });
  });
  const std::int64_t task = add_task("При одной службе");
  ASSERT_TRUE(quiet());
  EXPECT_EQ(refused, 0);
  EXPECT_GE(read_by(*second), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM card WHERE ticket = " + std::to_string(task)), 1);
}

// Whoever looks at a board through one service sees what the other one has stored.
TEST_F(TwoServices, ABoardThatListensAtOneHearsOfWhatTheOtherHasStored) {
  second->start_work();
  const std::string here = session(kAdministrator);
  const std::int64_t since = board(here).at("revision").as_int64();
  add_task("Видна и там");
  const http::Response answer =
      ask(*second, "GET", "/api/feed", "group=77&since=" + std::to_string(since), "", here);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_NE(card(json::parse(answer.body).as_object(), "Видна и там"), nullptr) << answer.body;
}

}  // namespace
}  // namespace sd::test
