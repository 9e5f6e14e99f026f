#include "webhooks/http/event_handler.h"

#include <gtest/gtest.h>

#include <future>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/unit/webhooks/memory_inbox.h"

namespace sd::webhooks {
namespace {

class EventHandlerTest : public testing::Test {
 protected:
  http::Response post(const std::string& body) {
    http::Request request;
    request.method = "POST";
    request.path = "/b24/event";
    request.body = body;
    auto promise = std::make_shared<std::promise<http::Response>>();
    std::future<http::Response> answer = promise->get_future();
    handler_.handle(request, [promise](http::Response response) { promise->set_value(std::move(response)); });
    return answer.get();
  }

  static std::string update(const std::string& token = "app-token") {
    return "event=ONTASKUPDATE&data[FIELDS_AFTER][ID]=8017&auth[access_token]=user-secret&auth[member_id]=aa"
           "&auth[application_token]=" +
           token;
  }

  std::string log() const {
    std::string all;
    for (const std::string& line : lines_) all += line + "\n";
    return all;
  }

  test::FakeClock clock_;
  MemoryInbox inbox_;
  KnownPortals portals_{[]() -> Result<std::vector<KnownPortal>> {
                          return std::vector<KnownPortal>{{"aa", PortalId{1}, "app-token"}};
                        },
                        clock_};
  std::vector<std::string> lines_;
  std::vector<PortalId> woken_;
  InboxWriter writer_{inbox_, {4, 4}, {}};
  test::MemorySyncHealth health_;
  EventHandler handler_{portals_,
                        writer_,
                        health_,
                        clock_,
                        [this](std::string_view line) { lines_.emplace_back(line); },
                        [this](PortalId portal) { woken_.push_back(portal); }};
};

TEST_F(EventHandlerTest, KeepsAnEventAndAnswers200) {
  const http::Response response = post(update());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "{}");
  const std::vector<MemoryInbox::Kept> rows = inbox_.rows();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].row.portal, PortalId{1});
  EXPECT_EQ(rows[0].row.kind, EventKind::kTicket);
  EXPECT_EQ(rows[0].row.object_id, 8017);
  EXPECT_EQ(rows[0].row.received_at, clock_.now());
  EXPECT_EQ(rows[0].row.payload, "");
  EXPECT_EQ(log(), "");
}

TEST_F(EventHandlerTest, TellsTheHealthPageOfThePortalsOwnEventsOnly) {
  post(update("wrong"));
  EXPECT_TRUE(health_.all(PortalId{1})->empty());
  post(update());
  EXPECT_EQ(kanban::figure(*health_.all(PortalId{1}), kanban::Figure::kEventAt), to_ms(clock_.now()));
}

TEST_F(EventHandlerTest, AWrongTokenGets403AndOneLineWithoutSecrets) {
  const http::Response response = post(update("wrong-token"));
  EXPECT_EQ(response.status, 403);
  EXPECT_NE(response.body.find("event.denied"), std::string::npos);
  ASSERT_EQ(lines_.size(), 1u);
  EXPECT_EQ(lines_[0], "event refused: event.denied, event ONTASKUPDATE, portal aa");
  EXPECT_TRUE(inbox_.rows().empty());
}

TEST_F(EventHandlerTest, AnUnknownPortalIsNotToldApartFromAWrongToken) {
  const std::string body = update();
  const http::Response unknown = post("x=1&" + std::string(body).replace(body.find("=aa"), 3, "=zz"));
  const http::Response wrong = post(update("wrong-token"));
  EXPECT_EQ(unknown.status, 403);
  EXPECT_EQ(unknown.body, wrong.body);
}

TEST_F(EventHandlerTest, ABodyThatDoesNotDecodeGets400AndSaysWhy) {
  const http::Response response = post("event=%zz&auth[access_token]=user-secret");
  EXPECT_EQ(response.status, 400);
  EXPECT_NE(response.body.find("form.bad_percent"), std::string::npos);
  EXPECT_EQ(log(), "event refused: form.bad_percent (field 1)\n");
}

TEST_F(EventHandlerTest, AFailedCommitGets503) {
  inbox_.fail(Error{ErrorKind::kInternal, "db.corrupt", "inbox.append: x"});
  const http::Response response = post(update());
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.body.find("db.corrupt"), std::string::npos);
  EXPECT_EQ(response.body.find("inbox.append"), std::string::npos);
}

TEST_F(EventHandlerTest, AFullQueueGets503) {
  inbox_.hold();
  std::vector<std::future<http::Response>> answers;
  const auto begin = [&] {
    http::Request request;
    request.body = update();
    auto promise = std::make_shared<std::promise<http::Response>>();
    answers.push_back(promise->get_future());
    handler_.handle(request, [promise](http::Response response) { promise->set_value(std::move(response)); });
  };
  begin();
  inbox_.wait_until_held();
  for (int at = 0; at < 5; ++at) begin();
  EXPECT_EQ(answers.back().get().status, 503);
  answers.pop_back();
  inbox_.release();
  for (auto& answer : answers) EXPECT_EQ(answer.get().status, 200);
  EXPECT_EQ(inbox_.rows().size(), 5u);
}

TEST_F(EventHandlerTest, TheOfflineQueuesCallWakesAndKeepsNothing) {
  EXPECT_EQ(post("event=ONOFFLINEEVENT&auth[member_id]=aa&auth[application_token]=app-token").status, 200);
  EXPECT_EQ(woken_, std::vector{PortalId{1}});
  EXPECT_TRUE(inbox_.rows().empty());
  EXPECT_EQ(post("event=ONOFFLINEEVENT&auth[member_id]=aa&auth[application_token]=wrong").status, 403);
  EXPECT_EQ(woken_.size(), 1u);
}

TEST_F(EventHandlerTest, AnEventThatIsNotOursIsAcceptedAndForgotten) {
  EXPECT_EQ(post("event=ONCRMDEALADD&auth[member_id]=aa&auth[application_token]=app-token").status, 200);
  EXPECT_TRUE(inbox_.rows().empty());
}

TEST_F(EventHandlerTest, AFirstContactIsKeptWholeForLaterProof) {
  const std::string body = "event=ONAPPINSTALL&auth[member_id]=zz&auth[access_token]=t";
  EXPECT_EQ(post(body).status, 200);
  const std::vector<MemoryInbox::Kept> rows = inbox_.rows();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].row.portal, PortalId{0});
  EXPECT_EQ(rows[0].row.kind, EventKind::kApplication);
  EXPECT_EQ(rows[0].row.payload, body);
}

TEST_F(EventHandlerTest, AnUninstallationNeedsTheToken) {
  EXPECT_EQ(post("event=ONAPPUNINSTALL&auth[member_id]=aa&auth[application_token]=wrong").status, 403);
  EXPECT_EQ(post("event=ONAPPUNINSTALL&auth[member_id]=aa&auth[application_token]=app-token").status, 200);
  ASSERT_EQ(inbox_.rows().size(), 1u);
  EXPECT_EQ(inbox_.rows()[0].row.portal, PortalId{1});
}

TEST_F(EventHandlerTest, StrangersCannotFillTheInbox) {
  const std::string body = "event=ONAPPINSTALL&auth[member_id]=zz";
  for (int at = 0; at < 30; ++at) EXPECT_EQ(post(body).status, 200);
  EXPECT_EQ(post(body).status, 503);
  EXPECT_EQ(post(update()).status, 200);
  clock_.advance(std::chrono::minutes{1});
  EXPECT_EQ(post(body).status, 200);
}

}  // namespace
}  // namespace sd::webhooks
