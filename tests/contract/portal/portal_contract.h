// What every portal must do for our client, asked of a whole portal over a Transport. A subject is a portal
// double; it is steered by its control API alone, so that one suite serves the double in this process and
// the program behind a socket.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <string>

#include "extension/portal/portal_admin_rest.h"
#include "extension/portal/portal_rest.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/fake_sleeper.h"
#include "tests/doubles/memory_portal_directory.h"
#include "tests/doubles/memory_token_store.h"

namespace sd::portal {

// A running portal of its own: sample people and tasks, more than 500 of them in group 77, no limits.
class ContractSubject {
 public:
  virtual ~ContractSubject() = default;
  virtual Transport& transport() = 0;
  virtual std::string origin() const = 0;
};

struct SubjectKind {
  std::string name;
  std::function<std::unique_ptr<ContractSubject>()> start;
};
inline std::ostream& operator<<(std::ostream& out, const SubjectKind& kind) { return out << kind.name; }

struct NoJitter final : RandomSource {
  double next() override { return 0.5; }
};

class PortalContract : public testing::TestWithParam<SubjectKind> {
 protected:
  static constexpr const char* kApp = "local.5f0c7a11d2e3b4.10000001";

  void SetUp() override;

  // Steers the double: POST /_double/<what>.
  boost::json::value control(const std::string& what, const boost::json::object& params);
  boost::json::value state();
  // A person acts on the portal's own pages.
  boost::json::value act(std::int64_t user, const std::string& method, const boost::json::object& params);
  void fault(const std::string& kind, const std::string& method = "*");
  // The fields of a frame opened by `user`; keeps the tokens.
  boost::json::object visit(std::int64_t user);

  // A new task of group 77, created by administrator 1 for `assignee`.
  TicketId add_task(const std::string& title, std::int64_t assignee = 1);
  kanban::TicketRead read_one(TicketId id);
  void add_fields();
  // First user of a kind ("employee", "extranet") who is no administrator and member of group 77, or not.
  std::int64_t someone(const std::string& kind, bool in_group);
  std::vector<TicketId> all_ids();

  std::unique_ptr<ContractSubject> subject_;
  const PortalId portal_{1};
  const GroupId group_{77};
  const Actor admin_ = kanban::background(portal_);
  test::FakeClock clock_;
  test::FakeSleeper sleeper_{clock_};
  NoJitter random_;
  test::MemoryTokenStore store_;
  test::MemoryPortalDirectory directory_;
  std::unique_ptr<OAuth> oauth_;
  std::unique_ptr<Caller> caller_;
  std::unique_ptr<PortalRest> rest_;
  std::unique_ptr<PortalAdminRest> installer_;
};

}  // namespace sd::portal
