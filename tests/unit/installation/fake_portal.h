// A portal as installation sees it: what stands there, who may ask, and an authorisation server. Answers like
// the real one where installation depends on it; breaks where a test says so.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "extension/portal/portal_admin.h"
#include "kanban/portal.h"

namespace sd::installation {

inline Error portal_refused(const std::string& words) {
  return {ErrorKind::kPermissionDenied, "portal.refused", words};
}

struct FakeTokenHolder {
  std::string client_id;
  std::string member;
  std::string client_endpoint;
  UserId user;
  bool admin = false;
};

class FakePortalAdmin final : public portal::PortalAdmin {
 public:
  std::vector<std::string> granted{"task", "sonet_group", "user", "placement", "crm"};
  std::vector<portal::EventBinding> bound_events;
  std::vector<portal::PlacementBinding> bound_placements;
  std::vector<portal::TaskField> fields;
  std::map<std::string, FakeTokenHolder> access;   // access token -> holder
  std::map<std::string, FakeTokenHolder> refresh;  // refresh token -> holder
  bool redirects = false;                          // to an address that only follow() takes over
  std::string fail_at;                             // "bind_event ONTASKADD": refused with these words, once
  std::vector<std::string> writes;                 // in order
  std::vector<std::string> servers_asked;

  Result<portal::AppInfo> app_guard(const std::string& server, const Secret& token) override {
    servers_asked.push_back(server);
    const auto holder = access.find(token.reveal());
    if (holder == access.end()) return Error{ErrorKind::kPermissionDenied, "portal.auth", {}};
    return portal::AppInfo{holder->second.client_id, "L", false, 1, "ru", "ru_selfhosted"};
  }
  Result<portal::Introduction> introduce(const portal::Claim& claim) override {
    servers_asked.push_back(claim.server_endpoint);
    const auto holder = refresh.find(claim.refresh.reveal());
    if (holder == refresh.end() || claim.client_secret.reveal() != "app-secret") {
      return Error{ErrorKind::kPermissionDenied, "portal.auth", {}};
    }
    const FakeTokenHolder& who = holder->second;
    const std::string fresh = "fresh-" + claim.refresh.reveal();
    access[fresh] = who;
    return portal::Introduction{MemberId{who.member},
                                who.client_endpoint,
                                claim.server_endpoint,
                                who.user,
                                "L",
                                {Secret{fresh}, Secret{"next-" + claim.refresh.reveal()}, from_ms(0)}};
  }
  Result<portal::Tokens> follow(PortalId, const Secret& token) override {
    const auto holder = refresh.find(token.reveal());
    if (holder == refresh.end()) return Error{ErrorKind::kPermissionDenied, "portal.auth", {}};
    redirects = false;
    access["fresh-" + token.reveal()] = holder->second;
    return portal::Tokens{Secret{"fresh-" + token.reveal()}, Secret{"next-" + token.reveal()}, from_ms(0)};
  }
  Result<portal::Profile> verify(PortalId, const Secret& token) override {
    if (redirects) return Error{ErrorKind::kUnavailable, "portal.redirected", {}};
    const auto holder = access.find(token.reveal());
    if (holder == access.end()) return Error{ErrorKind::kPermissionDenied, "portal.auth", {}};
    return portal::Profile{holder->second.user, "Anna", holder->second.admin, false};
  }
  Result<portal::AppInfo> app_info(const portal::Actor&) override {
    return portal::AppInfo{"", "L", app_installed, 1, "", ""};
  }
  Result<std::vector<std::string>> scopes(const portal::Actor&) override {
    if (unreachable) return Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
    return granted;
  }
  Result<bool> feature(const portal::Actor&, const std::string&) override { return false; }
  Result<TimePoint> server_time(const portal::Actor&) override { return from_ms(0); }

  Result<std::vector<portal::EventBinding>> events(const portal::Actor&) override { return bound_events; }
  Status bind_event(const portal::Actor&, const portal::EventBinding& binding) override {
    if (const auto error = write("bind_event " + binding.event)) return *error;
    if (std::find(bound_events.begin(), bound_events.end(), binding) == bound_events.end()) {
      bound_events.push_back(binding);
    }
    return Done{};
  }
  Result<std::int64_t> unbind_event(const portal::Actor&, const portal::EventBinding& binding) override {
    if (const auto error = write("unbind_event " + binding.event)) return *error;
    return std::int64_t{static_cast<std::int64_t>(std::erase(bound_events, binding))};
  }

  Result<std::vector<portal::PlacementBinding>> placements(const portal::Actor&) override {
    return bound_placements;
  }
  Status bind_placement(const portal::Actor&, const portal::PlacementBinding& binding) override {
    if (const auto error = write("bind_placement " + binding.code)) return *error;
    bound_placements.push_back(binding);
    return Done{};
  }
  Result<std::int64_t> unbind_placement(const portal::Actor&, const std::string& code,
                                        const std::string& handler) override {
    if (const auto error = write("unbind_placement " + code)) return *error;
    return std::int64_t{static_cast<std::int64_t>(std::erase_if(
        bound_placements, [&](const auto& one) { return one.code == code && one.handler == handler; }))};
  }

  Result<std::vector<portal::TaskField>> task_fields(const portal::Actor&) override { return fields; }
  Result<std::int64_t> add_task_field(const portal::Actor&, const portal::TaskField& field) override {
    if (const auto error = write("add_field " + field.name)) return *error;
    fields.push_back(field);
    fields.back().id = static_cast<std::int64_t>(fields.size()) + 100;
    return fields.back().id;
  }
  Status update_task_field(const portal::Actor&, const portal::TaskField& field) override {
    if (const auto error = write("update_field " + field.name)) return *error;
    for (portal::TaskField& one : fields) {
      if (one.id == field.id) one = field;
    }
    return Done{};
  }

  bool unreachable = false;
  bool app_installed = false;  // installFinish was called

 private:
  std::optional<Error> write(std::string what) {
    writes.push_back(what);
    if (what != fail_at) return std::nullopt;
    fail_at.clear();
    return portal_refused("The portal says no");
  }
};

// Groups and their stages; everything about tasks is out of an installation's reach.
class FakeGroups final : public kanban::Portal {
 public:
  std::vector<kanban::PortalGroup> all{{GroupId{77}, "Support", false}, {GroupId{78}, "Hardware", true}};
  std::map<GroupId, std::vector<kanban::PortalStage>> boards{
      {GroupId{77},
       {{StageId{501}, "Новые", "00C4FB", 100},
        {StageId{502}, "Делаем", "47D1E2", 200},
        {StageId{503}, "Сделаны", "75D900", 300}}},
      {GroupId{78}, {{StageId{601}, "New", "00C4FB", 100}, {StageId{602}, "Done", "75D900", 200}}}};
  int writes = 0;
  bool lose_added_stages = false;

  Result<std::vector<kanban::PortalStage>> stages(const kanban::Actor&, GroupId group) override {
    return boards[group];
  }
  Result<StageId> add_stage(const kanban::Actor&, GroupId group, const std::string& title,
                            const std::string& color, StageId after) override {
    ++writes;
    const StageId id{next_++};
    if (lose_added_stages) return id;
    std::vector<kanban::PortalStage>& board = boards[group];
    auto at = std::find_if(board.begin(), board.end(), [&](const auto& one) { return one.id == after; });
    board.insert(at == board.end() ? board.begin() : at + 1, {id, title, color, 0});
    int sort = 0;
    for (kanban::PortalStage& stage : board) stage.sort = sort += 100;
    return id;
  }
  Status update_stage(const kanban::Actor&, StageId id, const std::string& title, const std::string&,
                      std::optional<StageId>) override {
    ++writes;
    for (auto& [group, board] : boards) {
      for (kanban::PortalStage& stage : board) {
        if (stage.id == id) stage.title = title;
      }
    }
    return Done{};
  }
  Status delete_stage(const kanban::Actor&, StageId) override {
    ADD_FAILURE() << "an installation deletes no stage";
    return portal_refused("");
  }
  Result<std::vector<kanban::PortalGroup>> groups(const kanban::Actor&) override { return all; }
  TimePoint now(PortalId) override { return from_ms(1'760'000'000'000); }

  Result<std::vector<kanban::TicketRead>> read(const kanban::Actor&, std::span<const TicketId>) override {
    return none();
  }
  Result<kanban::TicketPage> list_ids(const kanban::Actor&, GroupId, TicketId) override { return none(); }
  Result<kanban::TicketRows> list_rows(const kanban::Actor&, GroupId, kanban::TicketShare, TicketId,
                                       std::int64_t) override {
    return none();
  }
  Result<kanban::UserPage> list_users(const kanban::Actor&, UserId, std::int64_t) override { return none(); }
  std::int64_t requests(PortalId) override { return 0; }
  Result<std::vector<UserId>> background_people(PortalId) override { return std::vector<UserId>{}; }
  Result<kanban::StampPage> stamps(const kanban::Actor&, std::span<const GroupId>, std::optional<TimePoint>,
                                   TicketId) override {
    return none();
  }
  Result<kanban::TicketRead> move(const kanban::Actor&, TicketId, StageId) override { return none(); }
  Result<kanban::TicketRead> move_beside(const kanban::Actor&, TicketId, StageId, const Beside&) override {
    return none();
  }
  Result<kanban::TicketRead> step(const kanban::Actor&, TicketId, kanban::StatusStep) override {
    return none();
  }
  std::vector<Result<kanban::TicketRead>> write_sides(const kanban::Actor&,
                                                      std::span<const SideWrite> asked) override {
    return std::vector<Result<kanban::TicketRead>>(asked.size(), none());
  }
  Result<kanban::TicketRead> write(const kanban::Actor&, TicketId, const FieldWrite&) override {
    return none();
  }
  Result<std::vector<kanban::PortalUser>> users(const kanban::Actor&, std::span<const UserId>) override {
    return none();
  }
  Result<std::vector<std::pair<CompanyId, std::string>>> companies(const kanban::Actor&,
                                                                   std::span<const CompanyId>) override {
    return none();
  }
  Result<std::vector<kanban::GroupMember>> members(const kanban::Actor&, GroupId) override { return none(); }

 private:
  static Error none() { return {ErrorKind::kInternal, "test.not_here", {}}; }
  std::int64_t next_ = 900;
};

}  // namespace sd::installation
