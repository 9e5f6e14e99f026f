#include "tests/contract/portal/portal_contract.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "extension/portal/json_reading.h"

namespace sd::portal {

void PortalContract::SetUp() {
  subject_ = GetParam().start();
  ASSERT_NE(subject_, nullptr);
  const json::array scopes{"task", "tasks", "sonet_group", "user", "placement", "crm", "im"};
  control("app", {{"client_id", kApp},
                  {"client_secret", "app-secret"},
                  {"title", "Desk"},
                  {"handler", "https://desk.example/b24/app"},
                  {"install", "https://desk.example/b24/install"},
                  {"scopes", scopes}});
  control("install_finish", {{"client_id", kApp}});
  const std::string origin = subject_->origin();
  oauth_ = std::make_unique<OAuth>(subject_->transport(), store_, directory_, clock_,
                                   std::vector<WebAddress>{*parse_web_address(origin)});
  caller_ =
      std::make_unique<Caller>(subject_->transport(), directory_, store_, *oauth_, clock_, sleeper_, random_);
  rest_ = std::make_unique<PortalRest>(*caller_, FieldNames{"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"});
  installer_ = std::make_unique<PortalAdminRest>(*caller_, *oauth_, subject_->transport());
  directory_.put({portal_, MemberId{to_text(state().at("member_id"))}, origin + "/rest/", origin + "/rest/",
                  kApp, Secret("app-secret"), LimitsProfile::kOff});
  visit(1);
  visit(2);
  const UserId background[] = {UserId{1}, UserId{2}};
  ASSERT_TRUE(store_.set_background(portal_, background));
}

json::value PortalContract::control(const std::string& what, const json::object& params) {
  WireRequest request;
  request.url = subject_->origin() + "/_double/" + what;
  request.content_type = "application/json";
  request.body = json::serialize(params);
  const auto answer = subject_->transport().send(request);
  EXPECT_TRUE(answer && answer->status == 200)
      << what << ": " << (answer ? answer->body : answer.error().code);
  return answer ? json::parse(answer->body) : json::value(nullptr);
}

json::value PortalContract::state() {
  WireRequest request;
  request.method = "GET";
  request.url = subject_->origin() + "/_double/state";
  const auto answer = subject_->transport().send(request);
  EXPECT_TRUE(answer);
  return answer ? json::parse(answer->body) : json::value(nullptr);
}

json::value PortalContract::act(std::int64_t user, const std::string& method, const json::object& params) {
  return control("act", {{"user", user}, {"method", method}, {"params", params}}).at("result");
}

void PortalContract::fault(const std::string& kind, const std::string& method) {
  control("faults", {{"method", method}, {"kind", kind}, {"count", 1}, {"ms", 0}});
}

json::object PortalContract::visit(std::int64_t user) {
  const json::value frame = control("frame", {{"user", user}, {"client_id", kApp}});
  const json::value* fields = member(frame, "fields");
  EXPECT_NE(fields, nullptr);
  const RowReader row(*fields, "fields");
  EXPECT_TRUE(store_.save(
      portal_, UserId{user},
      {Secret(row.text("AUTH_ID")), Secret(row.text("REFRESH_ID")), clock_.now() + std::chrono::hours{1}}));
  return fields->as_object();
}

TicketId PortalContract::add_task(const std::string& title, std::int64_t assignee) {
  const json::value made = act(
      1, "tasks.task.add", {{"fields", {{"TITLE", title}, {"RESPONSIBLE_ID", assignee}, {"GROUP_ID", 77}}}});
  return TicketId{to_integer(made.at("task").at("id")).value_or(0)};
}

kanban::TicketRead PortalContract::read_one(TicketId id) {
  auto reads = rest_->read(admin_, std::span(&id, 1));
  EXPECT_TRUE(reads) << reads.error().code << " " << reads.error().detail;
  return reads ? reads->front() : kanban::TicketRead{};
}

void PortalContract::add_fields() {
  for (const char* name : {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}) {
    TaskField field;
    field.name = name;
    field.xml_id = name;
    field.user_type = field.name == "UF_SD_ESTIMATE" ? "double" : "string";
    field.labels = {{"en", name}, {"ru", name}};
    if (field.user_type == "double") field.settings = {{"PRECISION", "2"}};
    const auto id = installer_->add_task_field(admin_, field);
    ASSERT_TRUE(id) << id.error().detail;
  }
}

std::int64_t PortalContract::someone(const std::string& kind, bool in_group) {
  const json::value portal = state();
  std::vector<std::int64_t> members;
  for (const json::value& group : portal.at("groups").as_array()) {
    if (to_integer(group.at("id")) != 77) continue;
    for (const json::value& user : group.at("members").as_array()) members.push_back(*to_integer(user));
  }
  for (const json::value& user : portal.at("users").as_array()) {
    const std::int64_t id = *to_integer(user.at("id"));
    const bool member = std::find(members.begin(), members.end(), id) != members.end();
    if (to_text(user.at("kind")) == kind && !to_flag(user.at("admin")) && to_flag(user.at("active")) &&
        member == in_group) {
      return id;
    }
  }
  return 0;
}

std::vector<TicketId> PortalContract::all_ids() {
  std::vector<TicketId> ids;
  for (bool last = false; !last;) {
    const auto page = rest_->list_ids(admin_, group_, ids.empty() ? TicketId{0} : ids.back());
    EXPECT_TRUE(page) << page.error().code << " " << page.error().detail;
    if (!page) break;
    ids.insert(ids.end(), page->ids.begin(), page->ids.end());
    last = page->last;
  }
  return ids;
}

namespace {

using kanban::StatusStep;
using kanban::TaskStatus;

std::size_t count(const kanban::TicketRead& read, kanban::HistoryField field) {
  return static_cast<std::size_t>(std::count_if(read.history.begin(), read.history.end(),
                                                [field](const auto& row) { return row.field == field; }));
}

TEST_P(PortalContract, ListsEveryTaskOfTheGroupOnceInAscendingOrder) {
  const std::vector<TicketId> ids = all_ids();
  EXPECT_GE(ids.size(), 500u);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  const json::value portal = state();
  for (const json::value& group : portal.at("groups").as_array()) {
    if (to_integer(group.at("id")) == 77) {
      EXPECT_EQ(to_integer(group.at("tasks")), static_cast<std::int64_t>(ids.size()));
    }
  }
}

TEST_P(PortalContract, ReadsAHundredTasksWithTheirHistories) {
  std::vector<TicketId> ids = all_ids();
  ids.resize(100);
  std::reverse(ids.begin(), ids.end());
  const auto reads = rest_->read(admin_, ids);
  ASSERT_TRUE(reads) << reads.error().detail;
  ASSERT_EQ(reads->size(), 100u);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const kanban::TicketRead& read = (*reads)[i];
    EXPECT_EQ(read.id, ids[i]);
    ASSERT_TRUE(read.ticket);
    EXPECT_EQ(read.ticket->group, group_);
    EXPECT_FALSE(read.ticket->title.empty());
    EXPECT_EQ(count(read, kanban::HistoryField::kCreated), 1u);
    EXPECT_TRUE(std::is_sorted(read.history.begin(), read.history.end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; }));
  }
}

TEST_P(PortalContract, SaysThatATaskIsGone) {
  const TicketId id = add_task("soon gone");
  EXPECT_TRUE(read_one(id).ticket);
  act(1, "tasks.task.delete", {{"taskId", id.value()}});
  EXPECT_FALSE(read_one(id).ticket);
  EXPECT_FALSE(read_one(TicketId{99'999'999}).ticket);
}

TEST_P(PortalContract, KeepsStagesInOrderThroughAddingRenamingMovingAndDeleting) {
  const auto before = rest_->stages(admin_, GroupId{78});
  ASSERT_TRUE(before) << before.error().detail;
  ASSERT_GE(before->size(), 3u);
  const StageId first = before->front().id;
  const auto added = rest_->add_stage(admin_, GroupId{78}, "Ждём", "FFA900", first);
  ASSERT_TRUE(added) << added.error().detail;
  auto after = rest_->stages(admin_, GroupId{78});
  ASSERT_EQ(after->size(), before->size() + 1);
  EXPECT_EQ((*after)[1].id, *added);
  EXPECT_EQ((*after)[1].title, "Ждём");
  EXPECT_EQ((*after)[1].color, "FFA900");
  ASSERT_TRUE(rest_->update_stage(admin_, *added, "Очередь", "", after->back().id));
  after = rest_->stages(admin_, GroupId{78});
  EXPECT_EQ(after->back().id, *added);
  EXPECT_EQ(after->back().title, "Очередь");
  EXPECT_EQ(after->back().color, "FFA900");
  EXPECT_TRUE(rest_->delete_stage(admin_, *added));
  EXPECT_TRUE(rest_->delete_stage(admin_, *added));
  EXPECT_EQ(rest_->stages(admin_, GroupId{78})->size(), before->size());
  EXPECT_FALSE(rest_->delete_stage(admin_, first));
}

TEST_P(PortalContract, MovesACardAsThePersonWhoDragsIt) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const TicketId id = add_task("dragged", agent);
  const auto stages = rest_->stages(admin_, group_);
  ASSERT_TRUE(stages);
  const StageId to = stages->back().id;
  const auto read = rest_->move({portal_, UserId{agent}}, id, to);
  ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
  EXPECT_EQ(read->ticket->stage, to);
  ASSERT_EQ(count(*read, kanban::HistoryField::kStage), 1u);
  EXPECT_EQ(read->history.back().user, UserId{agent});
  EXPECT_EQ(read->history.back().to, stages->back().title);
}

TEST_P(PortalContract, StepsThroughTheStatuses) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const Actor actor{portal_, UserId{agent}};
  const TicketId id = add_task("steps", agent);
  const std::pair<StatusStep, TaskStatus> steps[] = {{StatusStep::kStart, TaskStatus::kInProgress},
                                                     {StatusStep::kPause, TaskStatus::kPending},
                                                     {StatusStep::kComplete, TaskStatus::kCompleted},
                                                     {StatusStep::kRenew, TaskStatus::kPending}};
  for (const auto& [step, status] : steps) {
    const auto read = rest_->step(actor, id, step);
    ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
    EXPECT_EQ(read->ticket->status, status);
    EXPECT_EQ(read->ticket->closed_at.has_value(), status == TaskStatus::kCompleted);
  }
  EXPECT_EQ(count(read_one(id), kanban::HistoryField::kStatus), 4u);
}

TEST_P(PortalContract, AsksTheCreatorToApproveWhatIsUnderControl) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const TicketId id = add_task("controlled", agent);
  act(1, "tasks.task.update", {{"taskId", id.value()}, {"fields", {{"TASK_CONTROL", "Y"}}}});
  auto read = rest_->step({portal_, UserId{agent}}, id, StatusStep::kComplete);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->status, TaskStatus::kAwaitingCheck);
  EXPECT_TRUE(read->ticket->task_control);
  read = rest_->step(admin_, id, StatusStep::kDisapprove);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->status, TaskStatus::kPending);
  ASSERT_TRUE(rest_->step({portal_, UserId{agent}}, id, StatusStep::kComplete));
  EXPECT_EQ(rest_->step(admin_, id, StatusStep::kApprove)->ticket->status, TaskStatus::kCompleted);
}

TEST_P(PortalContract, WritesAndClearsTheFields) {
  add_fields();
  const TicketId id = add_task("fields");
  kanban::Portal::FieldWrite fields;
  fields.type = "Первая линия";
  fields.stopper = "Ждём & клиента = 100 % + $result[x]";
  fields.estimate = "1.5";
  fields.important = true;
  auto read = rest_->write(admin_, id, fields);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->type, "Первая линия");
  EXPECT_EQ(read->ticket->stopper, *fields.stopper);
  EXPECT_EQ(std::stod(read->ticket->estimate), 1.5);
  EXPECT_TRUE(read->ticket->important);
  EXPECT_EQ(count(*read, kanban::HistoryField::kStopper), 1u);
  fields = {};
  fields.stopper = "";
  fields.estimate = "";
  fields.important = false;
  read = rest_->write(admin_, id, fields);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->type, "Первая линия");
  EXPECT_EQ(read->ticket->stopper, "");
  EXPECT_EQ(read->ticket->estimate, "");
  EXPECT_FALSE(read->ticket->important);
}

TEST_P(PortalContract, RefusesWhatThePersonMayNotDoAndSaysWhy) {
  const std::int64_t stranger = someone("extranet", false);
  ASSERT_NE(stranger, 0);
  visit(stranger);
  const TicketId id = add_task("not his");
  const auto refused = rest_->step({portal_, UserId{stranger}}, id, StatusStep::kComplete);
  ASSERT_FALSE(refused);
  EXPECT_FALSE(refused.error().detail.empty());
  EXPECT_NE(refused.error().kind, ErrorKind::kUnavailable);
  EXPECT_EQ(read_one(id).ticket->status, TaskStatus::kPending);
}

TEST_P(PortalContract, NamesPeopleGroupsMembersAndCompanies) {
  const std::int64_t client =
      someone("extranet", true) ? someone("extranet", true) : someone("extranet", false);
  const UserId ids[] = {UserId{1}, UserId{client}, UserId{77'777'777}};
  const auto users = rest_->users(admin_, ids);
  ASSERT_TRUE(users) << users.error().detail;
  ASSERT_EQ(users->size(), 2u);
  for (const kanban::PortalUser& user : *users) {
    EXPECT_FALSE(user.name.empty());
    EXPECT_TRUE(user.active);
    EXPECT_EQ(user.external, user.id == UserId{client});
  }
  const auto groups = rest_->groups(admin_);
  ASSERT_TRUE(groups) << groups.error().detail;
  EXPECT_TRUE(
      std::any_of(groups->begin(), groups->end(), [](const auto& group) { return group.id == GroupId{77}; }));
  const auto members = rest_->members(admin_, group_);
  ASSERT_TRUE(members) << members.error().detail;
  EXPECT_EQ(std::count_if(members->begin(), members->end(), [](const auto& one) { return one.role == 'A'; }),
            1);

  std::vector<TicketId> some = all_ids();
  some.resize(300);
  std::vector<CompanyId> bound;
  const auto reads = rest_->read(admin_, some);
  ASSERT_TRUE(reads) << reads.error().detail;
  for (const auto& read : *reads) {
    bound.insert(bound.end(), read.ticket->companies.begin(), read.ticket->companies.end());
  }
  std::sort(bound.begin(), bound.end());
  bound.erase(std::unique(bound.begin(), bound.end()), bound.end());
  ASSERT_FALSE(bound.empty());
  const auto companies = rest_->companies(admin_, bound);
  ASSERT_TRUE(companies) << companies.error().detail;
  EXPECT_EQ(companies->size(), bound.size());
  for (const auto& [id, title] : *companies) EXPECT_FALSE(title.empty());
}

TEST_P(PortalContract, VerifiesVisitorsByTheirTokens) {
  const std::int64_t client =
      someone("extranet", true) ? someone("extranet", true) : someone("extranet", false);
  const auto token = [](const json::object& fields) { return Secret(to_text(fields.at("AUTH_ID"))); };
  const auto admin = installer_->verify(portal_, token(visit(1)));
  ASSERT_TRUE(admin) << admin.error().detail;
  EXPECT_EQ(admin->user, UserId{1});
  EXPECT_TRUE(admin->admin);
  EXPECT_EQ(admin->external, false);
  const auto guest = installer_->verify(portal_, token(visit(client)));
  ASSERT_TRUE(guest) << guest.error().detail;
  EXPECT_EQ(guest->user, UserId{client});
  EXPECT_FALSE(guest->admin);
  EXPECT_EQ(guest->external, true);
  EXPECT_EQ(installer_->verify(portal_, Secret("forged")).error().code, "portal.auth");
}

TEST_P(PortalContract, IntroducesAPortalByARefreshTokenOnce) {
  const json::object fields = visit(1);
  const std::string server = to_text(fields.at("SERVER_ENDPOINT"));
  const Claim claim{server, kApp, Secret("app-secret"), Secret(to_text(fields.at("REFRESH_ID")))};
  const auto who = installer_->introduce(claim);
  ASSERT_TRUE(who) << who.error().detail;
  EXPECT_EQ(who->member.value(), to_text(state().at("member_id")));
  EXPECT_EQ(who->user, UserId{1});
  EXPECT_EQ(origin_of(who->client_endpoint), subject_->origin());
  EXPECT_EQ(installer_->introduce(claim).error().code, "portal.auth");
  EXPECT_EQ(installer_->introduce({server, kApp, Secret("wrong"), who->tokens.refresh}).error().code,
            "portal.auth");
  const auto guard = installer_->app_guard(server, who->tokens.access);
  ASSERT_TRUE(guard) << guard.error().detail;
  EXPECT_EQ(guard->code, kApp);
  EXPECT_TRUE(guard->installed);
}

TEST_P(PortalContract, RefreshesTokensThatThePortalCallsExpired) {
  control("tokens", {{"expire", true}});
  const auto scopes = installer_->scopes(admin_);
  ASSERT_TRUE(scopes) << scopes.error().detail;
  control("tokens", {{"expire", true}});
  EXPECT_TRUE(installer_->scopes(admin_));
  EXPECT_EQ(store_.saves, 4);  // two visits, two refreshes
}

TEST_P(PortalContract, TellsScopesTimeAndTheApplication) {
  const auto scopes = installer_->scopes(admin_);
  ASSERT_TRUE(scopes) << scopes.error().detail;
  EXPECT_NE(std::find(scopes->begin(), scopes->end(), "task"), scopes->end());
  const auto info = installer_->app_info(admin_);
  ASSERT_TRUE(info) << info.error().detail;
  EXPECT_TRUE(info->installed);
  const auto time = installer_->server_time(admin_);
  ASSERT_TRUE(time) << time.error().detail;
  EXPECT_LT(std::chrono::abs(rest_->now(portal_) - *time), std::chrono::minutes{1});
  EXPECT_TRUE(installer_->feature(admin_, "rest_offline_extended"));
}

TEST_P(PortalContract, BindsEventsOnce) {
  const EventBinding online{"ONTASKUPDATE", "https://desk.example/b24/event", false, std::nullopt};
  const EventBinding offline{"ONTASKUPDATE", "", true, std::nullopt};
  for (int i = 0; i < 2; ++i) {
    const Status bound = installer_->bind_event(admin_, online);
    EXPECT_TRUE(bound) << bound.error().detail;
    const Status queued = installer_->bind_event(admin_, offline);
    EXPECT_TRUE(queued) << queued.error().detail;
  }
  const Status wake = installer_->bind_event(admin_, {"ONOFFLINEEVENT", online.handler, false, 1});
  EXPECT_TRUE(wake) << wake.error().detail;
  const auto events = installer_->events(admin_);
  ASSERT_TRUE(events) << events.error().detail;
  EXPECT_EQ(std::count(events->begin(), events->end(), online), 1);
  EXPECT_EQ(std::count(events->begin(), events->end(), offline), 1);
  EXPECT_FALSE(installer_->bind_event(admin_, {"ONNOSUCHEVENT", online.handler, false, std::nullopt}));
  EXPECT_EQ(*installer_->unbind_event(admin_, online), 1);
  EXPECT_EQ(*installer_->unbind_event(admin_, offline), 1);
  EXPECT_EQ(installer_->events(admin_)->size(), events->size() - 2);
}

TEST_P(PortalContract, BindsPlacementsOnce) {
  const PlacementBinding tab{"SONET_GROUP_DETAIL_TAB",
                             "https://desk.example/b24/app",
                             {{"en", "Desk"}, {"ru", "Сервис-деск"}},
                             {{"en", ""}, {"ru", "Доска"}}};
  for (int i = 0; i < 2; ++i) {
    const Status bound = installer_->bind_placement(admin_, tab);
    EXPECT_TRUE(bound) << bound.error().detail;
  }
  const auto placements = installer_->placements(admin_);
  ASSERT_TRUE(placements) << placements.error().detail;
  ASSERT_EQ(placements->size(), 1u);
  EXPECT_EQ(placements->front().code, tab.code);
  EXPECT_EQ(placements->front().handler, tab.handler);
  EXPECT_EQ(placements->front().titles, tab.titles);
  EXPECT_FALSE(installer_->bind_placement(admin_, {"NO_SUCH_PLACE", tab.handler, tab.titles, {}}));
  EXPECT_GE(*installer_->unbind_placement(admin_, tab.code, tab.handler), 1);
  EXPECT_TRUE(installer_->placements(admin_)->empty());
}

TEST_P(PortalContract, MakesTaskFieldsOnceAndChangesThem) {
  add_fields();
  add_fields();
  const auto fields = installer_->task_fields(admin_);
  ASSERT_TRUE(fields) << fields.error().detail;
  const auto named = [](const auto& field) { return field.name == "UF_SD_TYPE"; };
  ASSERT_EQ(std::count_if(fields->begin(), fields->end(), named), 1);
  TaskField type = *std::find_if(fields->begin(), fields->end(), named);
  EXPECT_EQ(type.user_type, "string");
  EXPECT_FALSE(type.mandatory);
  type.sort = 955;
  const Status updated = installer_->update_task_field(admin_, type);
  ASSERT_TRUE(updated) << updated.error().detail;
  const auto changed = installer_->task_fields(admin_);
  EXPECT_EQ(std::find_if(changed->begin(), changed->end(), named)->sort, 955);
}

TEST_P(PortalContract, NeedsAnAdministratorForFields) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  TaskField field;
  field.name = "UF_SD_TYPE";
  field.user_type = "string";
  EXPECT_FALSE(installer_->add_task_field({portal_, UserId{agent}}, field));
}

TEST_P(PortalContract, ReadsThroughEveryFault) {
  const TicketId id = add_task("faults");
  for (const char* kind : {"503", "429", "expired", "500", "html", "html200", "reset_after_commit", "half",
                           "garbage", "empty"}) {
    SCOPED_TRACE(kind);
    fault(kind);
    EXPECT_TRUE(read_one(id).ticket);
  }
}

TEST_P(PortalContract, WritesOnceThroughEveryFault) {
  add_fields();
  const TicketId id = add_task("faults");
  int written = 0;
  for (const char* kind :
       {"503", "429", "expired", "html200", "reset_after_commit", "half", "garbage", "empty"}) {
    SCOPED_TRACE(kind);
    fault(kind);
    kanban::Portal::FieldWrite fields;
    fields.type = "t" + std::to_string(++written);
    auto read = rest_->write(admin_, id, fields);
    // Where the fault came before the write was done, the client must say so and change nothing itself.
    if (!read) {
      EXPECT_EQ(read.error().code, "portal.lost");
      read = rest_->write(admin_, id, fields);
    }
    ASSERT_TRUE(read) << read.error().code;
    EXPECT_EQ(read->ticket->type, *fields.type);
    EXPECT_EQ(count(*read, kanban::HistoryField::kType), static_cast<std::size_t>(written));
  }
}

}  // namespace
}  // namespace sd::portal
