// How the client gets along with a portal that does not serve it: each state by name, against a whole portal.
#pragma once

#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {

class IllPortal : public PortalContract {
 protected:
  Status ask(const Actor& actor) {
    const auto answer = caller_->call(actor, {"tasks.task.list", {{"start", -1}}});
    if (!answer) return answer.error();
    return Done{};
  }
  std::string code_of(const Status& status) { return status ? "" : status.error().code; }
  std::string ask_code(const Actor& actor) { return code_of(ask(actor)); }
  Condition condition() { return caller_->conditions().of(portal_); }
  void all_calls(const std::string& kind) {
    control("faults", {{"method", "*"}, {"kind", kind}, {"count", 1'000}});
  }
  void no_faults() { control("faults", {{"clear", true}}); }
  void wait_for_the_pause() { clock_.set(caller_->conditions().ready_at(portal_)); }

  // Falls ill for `reason`; a click is told `click` at once; well again when the portal is.
  void falls_ill_and_recovers(const std::string& kind, const std::string& reason, const std::string& click) {
    ASSERT_EQ(ask_code(admin_), "");
    const TimePoint answered = clock_.now();
    clock_.advance(std::chrono::minutes{1});
    all_calls(kind);
    EXPECT_EQ(ask_code(admin_), reason);
    EXPECT_EQ(condition().reason, reason);
    EXPECT_TRUE(condition().ill());
    EXPECT_EQ(condition().last_answer, answered);
    EXPECT_EQ(ask_code(admin_), "portal.paused");
    const std::size_t pauses = sleeper_.spans().size();
    EXPECT_EQ(ask_code({portal_, UserId{1}}), click);
    EXPECT_EQ(sleeper_.spans().size(), pauses) << "a person does not wait for repetitions";
    wait_for_the_pause();
    EXPECT_EQ(ask_code(admin_), reason);
    EXPECT_EQ(condition().failures, 2);
    no_faults();
    wait_for_the_pause();
    EXPECT_EQ(ask_code(admin_), "");
    EXPECT_FALSE(condition().ill());
    EXPECT_EQ(ask_code({portal_, UserId{1}}), "");
  }
};

}  // namespace sd::portal
