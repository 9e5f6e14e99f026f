#include "kanban/http/panel_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace sd::kanban {
namespace {

namespace json = boost::json;

CardDetails details() {
  CardDetails out;
  out.card.revision = 12;
  out.journal = {{"h1", from_ms(1'000), 1, UserId{17}, Source::kPerson, Fact::kAssignee, "17", "19", ""}};
  out.stages = {{StageId{501}, "", Role::kIntake, from_ms(1'000), std::nullopt, UserId{18}}};
  out.stoppers = {{"Ждём клиента", from_ms(2'000), from_ms(3'000), UserId{20}}};
  TicketTalk talk;
  talk.description = "\"</script>";
  talk.comments = {{7, UserId{21}, "Елена", from_ms(4'000), "да"}};
  talk.files = {{495, "a.png", 1024}};
  out.talk = talk;
  out.company_note = {true, "Звонить Анне"};
  out.notes = {{from_ms(5'000), UserId{22}, "<b>"}};
  return out;
}

TEST(DetailsJson, HoldsEverything) {
  BoardNames names;
  names.users[UserId{17}] = {"Анна", ""};
  EXPECT_EQ(
      json::parse(details_json(from_ms(9'000), details(), names)),
      json::parse(
          R"({"now_ms":9000,"revision":12,"journal":[{"at_ms":1000,"by":17,"source":"person","fact":"assignee",)"
          R"("from":"17","to":"19","note":""}],"journal_cut":false,"stages":[{"stage":501,"title":"","role":)"
          R"("intake","from_ms":1000,"to_ms":null,"by":18}],"stoppers":[{"stopper":"Ждём клиента",)"
          R"("from_ms":2000,"to_ms":3000,"by":20}],"talk":{"description":"\"</script>","comments":[{"id":7,)"
          R"("by":21,"name":"Елена","at_ms":4000,"text":"да"}],"files":[{"id":495,"name":"a.png","bytes":1024}]},)"
          R"("notes":[{"at_ms":5000,"by":22,"text":"<b>"}],"company_note":{"vip":true,"text":"Звонить Анне"},"users":{"17":"Анна"},"talk_error":null})"));
}

TEST(DetailsJson, SaysWhyThePortalsPartIsMissing) {
  CardDetails without = details();
  without.talk.reset();
  without.talk_error = Error{ErrorKind::kPermissionDenied, "portal.denied", "secret"};
  const json::value body = json::parse(details_json(from_ms(9'000), without, {}));
  EXPECT_TRUE(body.at("talk").is_null());
  EXPECT_EQ(body.at("talk_error"), "portal.denied");
}

TEST(DetailsJson, NamesEverybodyItMentions) {
  EXPECT_EQ(users_of(details()),
            (std::vector<UserId>{UserId{17}, UserId{18}, UserId{19}, UserId{20}, UserId{21}, UserId{22}}));
}

}  // namespace
}  // namespace sd::kanban
