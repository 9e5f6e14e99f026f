// What the shipped manifests must say, by domain.md 2-5 and portal-api.md 2.8, 3.9.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "manifests/loader.h"

namespace sd::manifests {
namespace {

using kanban::CardClass;
using kanban::Role;

class Shipped : public testing::Test {
 protected:
  void SetUp() override {
    Result<Manifests> read = load_manifests(SD_MANIFESTS);
    ASSERT_TRUE(read) << read.error().detail;
    manifests_ = std::move(read).value();
  }
  Manifests manifests_;
};

TEST_F(Shipped, FiveDefaultStagesAndOneByChoice) {
  std::vector<Role> defaults;
  std::vector<Role> choices;
  for (const StageTemplate& stage : manifests_.stages) {
    (stage.optional ? choices : defaults).push_back(stage.role);
  }
  EXPECT_EQ(defaults, (std::vector{Role::kIntake, Role::kTriage, Role::kQueue, Role::kWork, Role::kDone}));
  EXPECT_EQ(choices, std::vector{Role::kVerify});
  EXPECT_EQ(manifests_.stages.at(2).titles.in("ru"), "Запустить в работу");
  EXPECT_EQ(manifests_.stages.at(2).titles.in("en"), "Ready to start");
  EXPECT_EQ(manifests_.stages.at(2).titles.in("fr"), "Ready to start");
}

TEST_F(Shipped, TheThreeFields) {
  EXPECT_EQ(manifests_.application.field(FieldUse::kType).name, "UF_SD_TYPE");
  EXPECT_EQ(manifests_.application.field(FieldUse::kStopper).name, "UF_SD_STOPPER");
  const Field& estimate = manifests_.application.field(FieldUse::kEstimate);
  EXPECT_EQ(estimate.name, "UF_SD_ESTIMATE");
  EXPECT_EQ(estimate.user_type, "double");
  EXPECT_NE(std::find(estimate.settings.begin(), estimate.settings.end(),
                      std::pair<std::string, std::string>("PRECISION", "2")),
            estimate.settings.end());
}

TEST_F(Shipped, DefaultThresholds) {
  using std::chrono::hours;
  const Limits update{hours{24}, hours{72}};
  const Limits work{hours{120}, hours{240}};
  EXPECT_EQ(manifests_.settings.default_limits(Timer::kLastUpdate), update);
  EXPECT_EQ(manifests_.settings.limits(Timer::kWorkInAge, Role::kWork, CardClass::kIncident), work);
}

TEST(Settings, TheLastThresholdThatFitsCounts) {
  Settings settings;
  settings.day = std::chrono::hours{24};
  settings.thresholds = {{Timer::kLastUpdate, {}, {}, 1, 3},
                         {Timer::kLastUpdate, Role::kWork, {}, 2, 4},
                         {Timer::kLastUpdate, Role::kWork, CardClass::kIncident, 5, 6}};
  const auto warn_days = [&](Role role, CardClass card_class) {
    return settings.limits(Timer::kLastUpdate, role, card_class).warn / settings.day;
  };
  EXPECT_EQ(warn_days(Role::kQueue, CardClass::kIncident), 1);
  EXPECT_EQ(warn_days(Role::kWork, CardClass::kService), 2);
  EXPECT_EQ(warn_days(Role::kWork, CardClass::kIncident), 5);
}

TEST_F(Shipped, EventsOfTheNoLossRecipe) {
  std::vector<std::string> offline;
  for (const Event& event : manifests_.application.offline_events) offline.push_back(event.name);
  EXPECT_EQ(offline,
            (std::vector<std::string>{"ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE", "ONTASKCOMMENTADD",
                                      "ONSONETGROUPUPDATE", "ONSONETGROUPDELETE", "ONCRMCOMPANYADD",
                                      "ONCRMCOMPANYUPDATE", "ONCRMCOMPANYDELETE", "ONUSERADD"}));
  const auto& online = manifests_.application.online_events;
  const auto queue = std::find_if(online.begin(), online.end(),
                                  [](const Event& event) { return event.name == "ONOFFLINEEVENT"; });
  ASSERT_NE(queue, online.end());
  EXPECT_EQ(queue->min_timeout_seconds, 2);
}

TEST_F(Shipped, TextsAreFilledIn) {
  EXPECT_EQ(manifests_.text("en", "error.portal.refused", {{"detail", "no {rights}"}}),
            "The portal refused: no {rights}");
  EXPECT_EQ(manifests_.text("ru", "error.portal.refused"), "Портал отказал: {detail}");
  EXPECT_EQ(manifests_.text("de", "install.action.keep"), "keep");
  EXPECT_EQ(manifests_.text("en", "no.such.key"), "no.such.key");
}

TEST_F(Shipped, TranslationFilesAreSorted) {
  for (const std::string& language : manifests_.application.languages) {
    std::ifstream file(std::string(SD_MANIFESTS) + "/translations/" + language + ".json");
    std::string before;
    for (std::string line; std::getline(file, line);) {
      const std::size_t quote = line.find("\": ");
      if (!line.starts_with("  \"") || quote == std::string::npos) continue;
      const std::string key = line.substr(3, quote - 3);
      EXPECT_LT(before, key) << language;
      before = key;
    }
  }
}

}  // namespace
}  // namespace sd::manifests
