#include "extension/portal/stages.h"

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

using test::wire;

constexpr const char* kThree =
    R"({"result":{"503":{"ID":"503","TITLE":"Done","SORT":"300","COLOR":"75D900"},
                  "501":{"ID":"501","TITLE":"New","SORT":"100","COLOR":"00C4FB","SYSTEM_TYPE":"NEW"},
                  "502":{"ID":"502","TITLE":"Work","SORT":"200","COLOR":"47D1E2","SYSTEM_TYPE":null}}})";

class StagesTest : public PortalWorld {};

TEST_F(StagesTest, AreInThePortalsOrderWhateverTheKeyOrder) {
  wire_.then(wire(200, kThree));
  const auto stages = rest_.stages(admin_, GroupId{77});
  ASSERT_TRUE(stages);
  ASSERT_EQ(stages->size(), 3u);
  EXPECT_EQ((*stages)[0], (kanban::PortalStage{StageId{501}, "New", "00C4FB", 100}));
  EXPECT_EQ((*stages)[2].id, StageId{503});
  EXPECT_EQ(wire_.requests().at(0).body, R"({"entityId":77,"isAdmin":"Y","auth":"access-1"})");
}

TEST_F(StagesTest, AreReadWithThePersonsOwnRights) {
  wire_.then(wire(200, R"({"result":[]})"));
  const auto stages = rest_.stages(agent_, GroupId{77});
  ASSERT_TRUE(stages);
  EXPECT_TRUE(stages->empty());
  EXPECT_EQ(wire_.requests().at(0).body, R"({"entityId":77,"auth":"access-17"})");
}

TEST_F(StagesTest, RefuseOtherShapes) {
  for (const char* body : {R"({"result":[5]})", R"({"result":"x"})", R"({"result":{"1":{"ID":"x"}}})",
                           R"({"result":{"1":7}})"}) {
    wire_.then(wire(200, body));
    EXPECT_EQ(rest_.stages(admin_, GroupId{77}).error().code, "portal.shape") << body;
  }
}

TEST_F(StagesTest, AreAddedBehindAnother) {
  wire_.then(wire(200, R"({"result":504})"));
  EXPECT_EQ(*rest_.add_stage(admin_, GroupId{77}, "Waiting", "FFA900", StageId{502}), StageId{504});
  EXPECT_EQ(
      wire_.requests().at(0).body,
      R"({"fields":{"TITLE":"Waiting","COLOR":"FFA900","AFTER_ID":502,"ENTITY_ID":77},"isAdmin":"Y","auth":"access-1"})");
}

TEST_F(StagesTest, AreNotAddedTwiceWhenTheAnswerWasLost) {
  wire_.then(test::wire_fault("wire.lost"));
  wire_.then(wire(200, kThree));
  EXPECT_EQ(*rest_.add_stage(admin_, GroupId{77}, "Work", "47D1E2", StageId{501}), StageId{502});
  wire_.then(test::wire_fault("wire.lost"));
  wire_.then(wire(200, kThree));
  EXPECT_EQ(rest_.add_stage(admin_, GroupId{77}, "Waiting", "FFA900", StageId{502}).error().code,
            "portal.lost");
  EXPECT_EQ(wire_.requests().size(), 4u);
}

// An administrator of the portal need not be a member; of everybody else the portal does not heed it.
TEST_F(StagesTest, AreChangedByAPersonWithAllTheRightsHeHas) {
  wire_.then(wire(200, R"({"result":true})"));
  ASSERT_TRUE(rest_.update_stage(agent_, StageId{502}, "Diagnosis", "", std::nullopt));
  EXPECT_EQ(wire_.requests().at(0).body,
            R"({"id":502,"fields":{"TITLE":"Diagnosis"},"isAdmin":"Y","auth":"access-17"})");
}

TEST_F(StagesTest, AreUpdatedOnlyWhereSomethingIsGiven) {
  wire_.then(wire(200, R"({"result":true})"));
  ASSERT_TRUE(rest_.update_stage(admin_, StageId{502}, "Diagnosis", "", StageId{501}));
  EXPECT_EQ(wire_.requests().at(0).body,
            R"({"id":502,"fields":{"TITLE":"Diagnosis","AFTER_ID":501},"isAdmin":"Y","auth":"access-1"})");
  ASSERT_TRUE(rest_.update_stage(admin_, StageId{502}, "", "", std::nullopt));
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(StagesTest, AreGoneAfterDeletionEvenWhenTheyWereGoneBefore) {
  wire_.then(test::wire_fault("wire.lost"));
  wire_.then(wire(400, R"({"error":"NOT_FOUND"})"));
  EXPECT_TRUE(rest_.delete_stage(admin_, StageId{504}));
  wire_.then(wire(400, R"({"error":"CANT_DELETE_FIRST","error_description":"first"})"));
  EXPECT_EQ(rest_.delete_stage(admin_, StageId{501}).error(),
            (Error{ErrorKind::kInvalidArgument, "portal.refused", "first"}));
}

}  // namespace
}  // namespace sd::portal
