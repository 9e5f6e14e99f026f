#include "tests/unit/kanban/net.h"

namespace sd::kanban::test_rules {

Net::Net() {
  BoundGroup first = bound();
  first.synced = true;
  EXPECT_TRUE(cards.bind(id, first));
  BoundGroup second = first;
  second.group = GroupId{78};
  EXPECT_TRUE(cards.bind(id, second));
  std::vector<PortalStage> portal_stages;
  for (Stage stage : stages()) portal_stages.push_back({stage.id, stage.title, stage.color, stage.sort});
  portal.put_stages(78, portal_stages);
  EXPECT_TRUE(cards.put_stages(id, GroupId{78}, stages(), portal.clock));
}

Net::~Net() = default;

}  // namespace sd::kanban::test_rules
