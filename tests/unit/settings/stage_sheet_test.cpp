#include "extension/settings/rules/stage_sheet.h"

#include <gtest/gtest.h>

namespace sd::settings {
namespace {

using kanban::Demand;
using kanban::Role;
using kanban::Stage;

std::vector<Stage> known() {
  return {{StageId{1}, GroupId{77}, "New", "00C4FB", 100, Role::kIntake},
          {StageId{2}, GroupId{77}, "Work", "47D1E2", 200, Role::kWork},
          {StageId{3}, GroupId{77}, "Done", "75D900", 300, Role::kDone}};
}
StageSheet sheet() { return sheet_of(known(), {}); }
StageLine made(const char* title, Role role) { return {StageId{0}, title, "FFA900", role, {}}; }

std::vector<std::string> codes(const StageSheet& wanted, const Leaving& leaving = {}) {
  std::vector<std::string> found;
  for (const Wrong& wrong : check_sheet(wanted, leaving, known())) found.push_back(wrong.code);
  return found;
}

TEST(StageSheetCheck, ASheetAsItIsIsWell) { EXPECT_TRUE(codes(sheet()).empty()); }

TEST(StageSheetCheck, RolesThatMustRemainAreAskedFor) {
  StageSheet wanted = sheet();
  wanted[0].role = Role::kQueue;
  EXPECT_EQ(codes(wanted), std::vector<std::string>{"stages.no_intake"});
  wanted[0].role = Role::kDone;
  EXPECT_EQ(codes(wanted), (std::vector<std::string>{"stages.no_intake", "stages.many_done"}));
}

TEST(StageSheetCheck, AStageLeavesOnlyForOneThatStays) {
  StageSheet wanted = sheet();
  wanted.insert(wanted.begin() + 1, made("Queue", Role::kQueue));
  wanted.push_back(made("More", Role::kWork));
  wanted.erase(wanted.begin() + 2);
  EXPECT_EQ(codes(wanted), std::vector<std::string>{"stages.nowhere"});
  EXPECT_EQ(codes(wanted, {{StageId{2}, StageId{2}}}), std::vector<std::string>{"stages.nowhere"});
  EXPECT_TRUE(codes(wanted, {{StageId{2}, StageId{1}}}).empty());
}

TEST(StageSheetCheck, TitlesColoursAndStagesAreLookedAt) {
  StageSheet wanted = sheet();
  wanted[1].title = " ";
  wanted[2].color = "red";
  wanted.push_back({StageId{9}, "Strange", "", Role::kWork, {}});
  EXPECT_EQ(codes(wanted),
            (std::vector<std::string>{"settings.required", "settings.color", "stages.unknown"}));
}

TEST(StageSteps, NothingIsDoneForASheetAsItIs) { EXPECT_TRUE(steps_to(sheet(), known()).empty()); }

TEST(StageSteps, ANewStageComesBehindItsLeftNeighbour) {
  StageSheet wanted = sheet();
  wanted.insert(wanted.begin() + 1, made("Queue", Role::kQueue));
  EXPECT_EQ(steps_to(wanted, known()), (std::vector<StageStep>{{1, true, "Queue", "FFA900", 0, false}}));
}

TEST(StageSteps, OneCallRenamesRecoloursAndMoves) {
  StageSheet wanted = sheet();
  std::swap(wanted[0], wanted[1]);
  wanted[0].title = "Doing";
  wanted[0].color = "000000";
  EXPECT_EQ(steps_to(wanted, known()), (std::vector<StageStep>{{0, false, "Doing", "000000", {}, true}}));
}

TEST(StageSteps, StagesThatLeaveEndUpOnTheRight) {
  StageSheet wanted = sheet();
  wanted.erase(wanted.begin());
  EXPECT_EQ(steps_to(wanted, known()),
            (std::vector<StageStep>{{0, false, "", "", {}, true}, {1, false, "", "", 0, false}}));
}

TEST(StageSheetDifference, NamesStagesByTheirTitles) {
  StageSheet wanted = sheet();
  wanted[1].title = "Doing";
  wanted[1].rule.wip_limit = 5;
  std::swap(wanted[0], wanted[1]);
  EXPECT_EQ(sheet_difference(sheet(), wanted),
            (std::vector<Changed>{{"Doing", "title", "Work", "Doing"},
                                  {"Doing", "wip_limit", "0", "5"},
                                  {"", "order", "New, Work, Done", "Doing, New, Done"}}));
}

TEST(RuleRows, OnlyRulesThatAskForSomethingAreKept) {
  StageSheet wanted = sheet();
  wanted[1].rule = {StageId{2}, 5, Demand::kForbid, Demand::kReason, Demand::kNone};
  EXPECT_EQ(rule_rows(wanted),
            (std::vector<Row>{{std::int64_t{2}, std::int64_t{5}, "forbid", "reason", "none"}}));
}

}  // namespace
}  // namespace sd::settings
