#include "tests/portal/engine/history_player.h"

#include <array>

#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {
namespace {

constexpr std::array<const char*, 6> kStageTitles = {
    "Новые заявки", "Сбор информации", "Запустить в работу", "В работе", "Проверка клиентом", "Завершена"};
constexpr std::array<const char*, 6> kStageColours = {"00C4FB", "FFA900", "47D1E2",
                                                      "2FC6F6", "9DCF00", "75D900"};

constexpr std::array<const char*, 12> kSubjects = {
    "Недоступен сервис", "Ошибка в приложении", "Запрос доступа",    "Сбой синхронизации",
    "Медленная работа",  "Не проходит заказ",   "Ошибка отчёта",     "Сбой печати",
    "Проблема с входом", "Потеря данных",       "Ошибка интеграции", "Запрос изменения"};

std::uint64_t hash_of(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

const char* stopper_of(int activity) {
  switch (activity) {
    case 6: return "Ждём клиента";
    case 7: return "Ждём внедрения";
    case 8: return "Ждём решения";
    case 10: return "Ждём поставщика";
    case 11: return "Ждём заказчика";
    default: return nullptr;
  }
}

}  // namespace

HistoryPlayer::HistoryPlayer(Portal& portal, std::vector<CaseRow> rows, PlayOptions options)
    : portal_(portal), rows_(std::move(rows)), options_(options) {
  if (options_.until) {
    std::erase_if(rows_, [&](const CaseRow& row) { return row.at > *options_.until; });
  }
}

// Finds the stage of each role by its title; an administrator adds the missing ones behind the role before.
void HistoryPlayer::set_up_stages() {
  const Caller administrator = portal_.session(1);
  std::int64_t before = 0;
  for (std::size_t i = 0; i < kStageTitles.size(); ++i) {
    const std::vector<StageRow*> stages = portal_.stages.of('G', options_.group);
    std::int64_t found = 0;
    for (const StageRow* stage : stages) {
      if (found == 0 && stage->title == kStageTitles[i]) found = stage->id;
    }
    if (found == 0 && i == 0) found = stages.front()->id;
    if (found == 0) {
      found =
          add_stage(portal_, administrator, options_.group, kStageTitles[i], kStageColours[i], before, true);
    }
    stages_[static_cast<Role>(i)] = before = found;
  }
}

void HistoryPlayer::set_up_fields() {
  const std::array<std::array<const char*, 3>, 3> fields = {{{"UF_SD_TYPE", "string", "Тип"},
                                                             {"UF_SD_STOPPER", "string", "Стоппер"},
                                                             {"UF_SD_ESTIMATE", "double", "Оценка, ч"}}};
  for (const auto& [name, type, label] : fields) {
    if (portal_.fields.named(name)) continue;
    UserField field;
    field.name = name;
    field.type = type;
    field.edit_label = {{"ru", label}};
    if (field.type == "double") field.settings["PRECISION"] = "2";
    portal_.fields.add(std::move(field));
  }
}

void HistoryPlayer::prepare() {
  prepared_ = true;
  if (const Group* group = portal_.directory.group(options_.group)) {
    for (const auto& [id, role] : group->members) {
      const User* user = portal_.directory.user(id);
      if (user && user->staff() && user->active) employees_.push_back(id);
    }
  }
  if (employees_.empty()) employees_.push_back(1);
  set_up_fields();
  set_up_stages();
}

void HistoryPlayer::begin(const CaseRow& row, Case& known) {
  const std::uint64_t hash = hash_of(row.case_id);
  known.employee = employees_[hash % employees_.size()];
  FieldWrites fields{
      {"TITLE", {std::string(kSubjects[hash / 7 % kSubjects.size()]) + " (" + row.case_id + ")"}},
      {"GROUP_ID", {std::to_string(options_.group)}},
      {"RESPONSIBLE_ID", {std::to_string(known.employee)}},
      {"XML_ID", {row.case_id}}};
  if (hash / 11 % 10 == 0) fields.push_back({"PRIORITY", {"2"}});
  if (!portal_.directory.companies.empty()) {
    auto company = portal_.directory.companies.begin();
    std::advance(company, static_cast<std::ptrdiff_t>(hash / 13 % portal_.directory.companies.size()));
    if (!company->second.mine) fields.push_back({"UF_CRM_TASK", {"CO_" + std::to_string(company->first)}});
  }
  known.task = add_task(portal_, portal_.session(known.employee), fields).id;
}

void HistoryPlayer::apply(const CaseRow& row, Case& known, bool first) {
  const Caller employee = portal_.session(known.employee);
  if (const char* stopper = stopper_of(row.activity); stopper && known.stopper != stopper) {
    known.stopper = stopper;
    update_task(portal_, employee, known.task, {{"UF_SD_STOPPER", {stopper}}});
    return;
  }
  std::optional<Role> role;
  switch (row.activity) {
    case 1: role = Role::kWork; break;
    case 2: role = known.left_intake ? Role::kQueue : Role::kIntake; break;
    case 3: role = Role::kVerify; break;
    case 4: role = Role::kTriage; break;
    case 5:
    case 9: role = Role::kDone; break;
    default: break;
  }
  FieldWrites fields;
  if (role && *role != known.role) {
    fields.push_back({"STAGE_ID", {std::to_string(stages_[*role])}});
    known.role = *role;
    known.left_intake = true;
  }
  if (role && !known.stopper.empty()) {
    fields.push_back({"UF_SD_STOPPER", {}});
    known.stopper.clear();
  }
  if (!fields.empty()) {
    update_task(portal_, employee, known.task, fields);
  } else if (!first) {
    add_comment(portal_, employee, known.task, "Без изменений, продолжаем.");
  }
}

bool HistoryPlayer::step() {
  if (!prepared_ && !rows_.empty()) {
    portal_.clock.set(rows_.front().at, true);
    prepare();
  }
  if (next_ < rows_.size()) {
    const CaseRow& row = rows_[next_++];
    portal_.clock.set(row.at, true);
    const auto [known, first] = cases_.try_emplace(row.case_id);
    if (first) begin(row, known->second);
    apply(row, known->second, first);
  }
  if (next_ < rows_.size()) return true;
  if (options_.until) portal_.clock.set(*options_.until, true);
  return false;
}

}  // namespace sd::portal_double
