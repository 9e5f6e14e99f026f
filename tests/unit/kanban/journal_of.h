// Journals and groups written down shortly, for tests of the rules.
#pragma once

#include <string>
#include <vector>

#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban::test_rules {

inline constexpr std::int64_t kIntake = 501, kTriage = 502, kQueue = 503, kWork = 504, kWork2 = 505,
                              kVerify = 506, kDone = 507;
inline constexpr std::int64_t kAgent = 12, kClient = 40;

inline TimePoint minute(std::int64_t n) { return from_ms(1'767'603'600'000) + std::chrono::minutes{n}; }

inline std::vector<Stage> stages(bool with_verify = true) {
  const GroupId group{77};
  std::vector<Stage> all{{StageId{kIntake}, group, "Новые заявки", "00C4FB", 100, Role::kIntake},
                         {StageId{kTriage}, group, "Сбор информации", "00C4FB", 200, Role::kTriage},
                         {StageId{kQueue}, group, "Запустить в работу", "00C4FB", 300, Role::kQueue},
                         {StageId{kWork}, group, "В работе", "00C4FB", 400, Role::kWork},
                         {StageId{kWork2}, group, "Тестирование", "00C4FB", 500, Role::kWork}};
  if (with_verify)
    all.push_back({StageId{kVerify}, group, "Проверка клиентом", "00C4FB", 600, Role::kVerify});
  all.push_back({StageId{kDone}, group, "Завершена", "00C4FB", 700, Role::kDone});
  return all;
}

// A group with every role; bound before minute 0.
struct Group {
  std::vector<Stage> stages = test_rules::stages();
  Clients clients{UserId{kClient}};
  GroupRules rules{.bound_at = minute(-1),
                   .types = Dictionary({"Отдел разработки", "Первая линия"}),
                   .stoppers = Dictionary({"Ждём клиента", "Ждём доступ"})};
  GroupView view() const { return {stages, clients, rules}; }
};

// Builds a journal row by row, as the portal's history would.
class Journal {
 public:
  explicit Journal(std::int64_t stage = kIntake, std::int64_t creator = kAgent) {
    row(0, Fact::kCreated, "", std::to_string(stage), creator);
    stage_ = stage;
  }
  Journal& move(std::int64_t at, std::int64_t to, Source source = Source::kPerson) {
    row(at, Fact::kStage, std::to_string(stage_), std::to_string(to), kAgent, source);
    stage_ = to;
    return *this;
  }
  Journal& status(std::int64_t at, int to, Source source = Source::kPerson) {
    row(at, Fact::kStatus, std::to_string(status_), std::to_string(to), kAgent, source);
    status_ = to;
    return *this;
  }
  Journal& stopper(std::int64_t at, const std::string& to, std::int64_t by = kAgent) {
    row(at, Fact::kStopper, std::exchange(stopper_, to), to, by);
    return *this;
  }
  Journal& fact(std::int64_t at, Fact fact, const std::string& to = {}, std::int64_t by = kAgent,
                Source source = Source::kPerson, const std::string& note = {}) {
    row(at, fact, "", to, by, source);
    rows.back().note = note;
    return *this;
  }

  std::vector<JournalRow> rows;

 private:
  void row(std::int64_t at, Fact fact, std::string from, std::string to, std::int64_t by,
           Source source = Source::kPerson) {
    const auto id = static_cast<std::int64_t>(rows.size()) + 1;
    rows.push_back({"h" + std::to_string(id),
                    minute(at),
                    id,
                    UserId{by},
                    source,
                    fact,
                    std::move(from),
                    std::move(to),
                    {}});
  }

  std::int64_t stage_ = 0;
  int status_ = 2;
  std::string stopper_;
};

}  // namespace sd::kanban::test_rules
