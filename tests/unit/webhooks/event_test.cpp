#include "webhooks/rules/event.h"

#include <gtest/gtest.h>

namespace sd::webhooks {
namespace {

const std::string kAuth =
    "&auth[member_id]=a223c6b3710f85df22e9377d6c4f7553&auth[application_token]=51856fef";

Result<Event> event(const std::string& body) { return event_of(decode_form(body + kAuth).value()); }

struct Sample {
  const char* name;
  const char* body;
  EventKind kind;
  std::int64_t id;
};

class EventSample : public testing::TestWithParam<Sample> {};

TEST_P(EventSample, IsAboutItsObject) {
  const Result<Event> decoded = event(GetParam().body);
  ASSERT_TRUE(decoded) << decoded.error().code;
  EXPECT_EQ(decoded->kind, GetParam().kind);
  EXPECT_EQ(decoded->object_id, GetParam().id);
  EXPECT_EQ(decoded->member_id, "a223c6b3710f85df22e9377d6c4f7553");
  EXPECT_EQ(decoded->application_token, "51856fef");
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, EventSample,
    testing::Values(
        Sample{"Add", "event=ONTASKADD&data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER][ID]=8017",
               EventKind::kTicket, 8017},
        Sample{"Update", "event=OnTaskUpdate&data[FIELDS_BEFORE][ID]=8017&data[FIELDS_AFTER][ID]=8017",
               EventKind::kTicket, 8017},
        Sample{"Delete", "event=ONTASKDELETE&data[FIELDS_BEFORE][ID]=8017&data[FIELDS_AFTER]=undefined",
               EventKind::kTicket, 8017},
        Sample{"Comment",
               "event=ONTASKCOMMENTADD&data[FIELDS_AFTER][ID]=3157&data[FIELDS_AFTER][TASK_ID]=8017",
               EventKind::kTicket, 8017},
        Sample{"ChatComment",
               "event=ONTASKCOMMENTADD&data[FIELDS_AFTER][ID]=0&data[FIELDS_AFTER][TASK_ID]=8017&data[FIELDS_"
               "AFTER]["
               "MESSAGE_ID]=84877",
               EventKind::kTicket, 8017},
        Sample{"Group", "event=ONSONETGROUPUPDATE&data[FIELDS][ID]=77", EventKind::kGroup, 77},
        Sample{"GroupGone", "event=ONSONETGROUPDELETE&data[FIELDS][ID]=77", EventKind::kGroupGone, 77},
        Sample{"Company", "event=ONCRMCOMPANYUPDATE&data[FIELDS][ID]=591", EventKind::kCompany, 591},
        Sample{"User", "event=ONUSERADD&data[ID]=901&data[ACTIVE]=Y&data[UF_DEPARTMENT][0]=1",
               EventKind::kUser, 901},
        Sample{"Queue", "event=ONOFFLINEEVENT", EventKind::kQueue, 0},
        Sample{"Uninstall", "event=ONAPPUNINSTALL&data[CLEAN]=1", EventKind::kApplication, 0},
        Sample{"Test", "event=ONAPPTEST&data[QUERY][x]=1", EventKind::kIgnored, 0},
        Sample{"NotOurs", "event=ONCRMDEALADD&data[FIELDS][ID]=5", EventKind::kIgnored, 0}),
    [](const auto& tried) { return tried.param.name; });

TEST(Event, RefusesWhatItCannotActOn) {
  EXPECT_EQ(event("x=1").error().code, "event.name");
  EXPECT_EQ(event("event=").error().code, "event.name");
  EXPECT_EQ(event("event=ON%0ATASK").error().code, "event.name");
  for (const char* id : {"undefined", "", "0", "-5", "8017x", "99999999999999999999", "1.5"}) {
    EXPECT_EQ(event(std::string("event=ONTASKADD&data[FIELDS_AFTER][ID]=") + id).error().code, "event.object")
        << id;
  }
  EXPECT_EQ(event("event=ONTASKADD").error().code, "event.object");
  const auto bare = [](const std::string& body) { return event_of(decode_form(body).value()).error().code; };
  EXPECT_EQ(bare("event=ONTASKADD&auth[application_token]=x"), "event.member");
  EXPECT_EQ(bare("event=ONTASKADD&auth[member_id]=a%0Ab&auth[application_token]=x"), "event.member");
  EXPECT_EQ(bare("event=ONTASKADD&auth[member_id]=ab"), "event.token");
}

TEST(Event, OnlyFirstContactsMayLackATokenWeKnow) {
  const Result<Event> install = event_of(decode_form("event=ONAPPINSTALL&auth[member_id]=ab").value());
  ASSERT_TRUE(install);
  EXPECT_TRUE(install->first_contact());
  EXPECT_FALSE(event("event=ONAPPUNINSTALL")->first_contact());
}

TEST(Event, KindsKeepTheirNames) {
  for (const EventKind kind :
       {EventKind::kTicket, EventKind::kGroup, EventKind::kGroupGone, EventKind::kCompany, EventKind::kUser,
        EventKind::kApplication, EventKind::kQueue, EventKind::kIgnored}) {
    EXPECT_EQ(event_kind_from(to_string(kind)), kind);
  }
  EXPECT_EQ(event_kind_from("nonsense"), std::nullopt);
}

TEST(SameToken, OnlyTheWholeTokenIsTheSame) {
  EXPECT_TRUE(same_token("abc", "abc"));
  EXPECT_FALSE(same_token("abc", "abd"));
  EXPECT_FALSE(same_token("abc", "ab"));
  EXPECT_FALSE(same_token("abc", "abcd"));
  EXPECT_FALSE(same_token("", ""));
}

}  // namespace
}  // namespace sd::webhooks
