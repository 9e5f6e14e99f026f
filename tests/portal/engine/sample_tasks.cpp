// Sample tasks are made by acting: every step goes through the rules with the clock standing where it
// happened, so the history is what a portal would hold.
#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/sample.h"
#include "tests/portal/engine/task_rules.h"

namespace sd::portal_double {
namespace {

constexpr Ms kSampleMinute = 60'000, kHour = 60 * kSampleMinute, kDay = 24 * kHour;

constexpr std::array<const char*, 36> kTitles = {"Не печатает принтер в бухгалтерии",
                                                 "Нет доступа к общей папке «Договоры»",
                                                 "Ошибка при проведении счёта в 1С",
                                                 "Медленно открывается портал",
                                                 "Не приходит почта от поставщика",
                                                 "Завести учётную запись новому сотруднику",
                                                 "Заменить картридж на складе",
                                                 "Не работает VPN из дома",
                                                 "Восстановить удалённый файл из резервной копии",
                                                 "Настроить переадресацию звонков",
                                                 "Добавить поле в форму заявки",
                                                 "Отчёт по остаткам показывает нули",
                                                 "Обновить сертификат на сайте",
                                                 "Не открывается личный кабинет клиента",
                                                 "Зависает терминал сбора данных",
                                                 "Перенести рабочее место в кабинет 214",
                                                 "Выгрузка в банк завершается ошибкой",
                                                 "Настроить сканирование в почту",
                                                 "Закончилось место на сервере",
                                                 "Клиент не видит свои заказы",
                                                 "Подключить новый офис к сети",
                                                 "Поменять права доступа отделу продаж",
                                                 "Не сохраняются изменения в карточке товара",
                                                 "Ошибка 500 при оплате",
                                                 "Установить программу для электронной подписи",
                                                 "Не синхронизируется календарь на телефоне",
                                                 "Сделать рассылку по клиентам",
                                                 "Сбивается время на кассе",
                                                 "Интеграция с маркетплейсом отстаёт на сутки",
                                                 "Поправить печатную форму акта",
                                                 "Не загружаются фотографии товаров",
                                                 "Запрос на консультацию по отчётам",
                                                 "Двоятся контрагенты в справочнике",
                                                 "Пропал звук в переговорной",
                                                 "Ограничить вход в выходные дни",
                                                 "Автоматически закрывать просроченные заказы"};

constexpr std::array<const char*, 8> kStaffWords = {
    "Посмотрели, повторить не удалось. Пришлите, пожалуйста, снимок экрана.",
    "Взял в работу.",
    "Исправили, проверьте, пожалуйста.",
    "Нужен доступ к серверу, запросил у администратора.",
    "Перезапустили службу, наблюдаем.",
    "Оценили: потребуется доработка, согласуем часы.",
    "Поставщик обещал ответить до завтра.",
    "Готово, изменения на рабочем сервере."};
constexpr std::array<const char*, 8> kClientWords = {
    "Снова не работает!",         "Спасибо, всё получилось.",      "Когда ждать решения?",
    "Прикладываю снимок экрана.", "Это срочно, стоит отгрузка.",   "Проверили — теперь хорошо.",
    "Согласны, делайте.",         "Ошибка осталась, номер тот же."};

enum class Step { kCreate, kTake, kStaffComment, kClientComment, kLabour, kImportant, kDeadline, kFinish };

struct Planned {
  Ms at;
  std::size_t story;
  Step step;
};

struct Story {
  std::int64_t group, author, worker, task = 0, company = 0;
  bool important = false;
};

class Author {
 public:
  Author(Portal& portal, int open)
      : portal_(portal), random_(portal.settings.seed * 7919 + 13), now_(portal.clock.now()) {
    for (int i = 0; i < open * 5; ++i) plan(77, false);
    for (int i = 0; i < open; ++i) plan(77, true);
    for (int i = 0; i < open / 10; ++i) plan(i % 2 == 0 ? 78 : 79, i % 3 == 0);
    std::stable_sort(steps_.begin(), steps_.end(),
                     [](const Planned& a, const Planned& b) { return a.at < b.at; });
  }

  void run() {
    for (const Planned& planned : steps_) {
      portal_.clock.set(planned.at, true);
      play(stories_[planned.story], planned.step);
    }
  }

 private:
  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return pick(1, 100) <= percent; }
  template <class Table>
  const char* one_of(const Table& table) {
    return table[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(table.size()) - 1))];
  }

  // The next minute of a working day (Moscow) at or after `at`.
  static Ms working(Ms at) {
    const Ms local = at + 3 * kHour;
    const Ms day = local / kDay, minute = local % kDay;
    const auto weekday = (day + 4) % 7;  // 0 Sunday
    if (weekday == 0) return working((day + 1) * kDay + 6 * kHour);
    if (weekday == 6) return working((day + 2) * kDay + 6 * kHour);
    if (minute < 9 * kHour) return at + (9 * kHour - minute);
    if (minute >= 19 * kHour) return working((day + 1) * kDay + 6 * kHour);
    return at;
  }

  void plan(std::int64_t group, bool open) {
    Story story{group, 0, pick(14, 33)};
    const bool by_client = story.group != 78 && chance(70);
    story.author = !by_client ? pick(14, 33) : story.group == 77 ? pick(901, 910) : pick(911, 913);
    if (story.group == 79) story.worker = pick(18, 20);
    if (story.group != 78) story.company = 591 + pick(0, 9) * 2;
    const std::size_t index = stories_.size();
    stories_.push_back(story);
    Ms at = working(now_ - (open ? pick(1, 45 * 24) : pick(45 * 24, 160 * 24)) * kHour);
    const auto add = [&](Step step, std::int64_t least_minutes, std::int64_t most_minutes) {
      if (step != Step::kCreate) at = working(at + pick(least_minutes, most_minutes) * kSampleMinute);
      if (step == Step::kCreate) at = std::min(at, now_ - kSampleMinute);
      if (at < now_) steps_.push_back({at, index, step});
    };
    add(Step::kCreate, 0, 0);
    if (open && chance(30)) return;  // nobody has looked yet
    if (chance(15)) add(Step::kImportant, 3, 90);
    add(Step::kTake, 10, 900);
    if (chance(35)) add(Step::kDeadline, 1, 60);
    for (std::int64_t i = pick(0, 4); i > 0; --i)
      add(chance(55) ? Step::kStaffComment : Step::kClientComment, 20, 1'400);
    if (chance(70)) add(Step::kLabour, 15, 600);
    if (!open) add(Step::kFinish, 30, 2'000);
  }

  void play(Story& story, Step step) {
    const Caller author = portal_.session(story.author), worker = portal_.session(story.worker);
    switch (step) {
      case Step::kCreate: create(story, author); break;
      case Step::kTake:
        update_task(portal_, worker, story.task, {{"STAGE_ID", {stage(story.group, 1)}}});
        act(portal_, worker, story.task, Action::kStart);
        break;
      case Step::kStaffComment: add_comment(portal_, worker, story.task, one_of(kStaffWords)); break;
      case Step::kClientComment: add_comment(portal_, author, story.task, one_of(kClientWords)); break;
      case Step::kLabour:
        add_labour(portal_, worker, story.task, {pick(1, 16) * 900, one_of(kStaffWords), 0, 0});
        break;
      case Step::kImportant: update_task(portal_, worker, story.task, {{"PRIORITY", {"2"}}}); break;
      case Step::kDeadline:
        update_task(portal_, worker, story.task,
                    {{"DEADLINE", {iso(portal_.clock.now() + pick(1, 10) * kDay, 180)}}});
        break;
      case Step::kFinish:
        update_task(portal_, worker, story.task, {{"STAGE_ID", {stage(story.group, 2)}}});
        act(portal_, worker, story.task, Action::kComplete);
        break;
    }
  }

  void create(Story& story, const Caller& author) {
    FieldWrites fields{{"TITLE", {one_of(kTitles)}},
                       {"DESCRIPTION", {"Обращение заведено через портал."}},
                       {"GROUP_ID", {std::to_string(story.group)}},
                       {"RESPONSIBLE_ID", {std::to_string(story.worker)}},
                       {"ALLOW_TIME_TRACKING", {"Y"}}};
    if (story.company != 0) fields.push_back({"UF_CRM_TASK", {"CO_" + std::to_string(story.company)}});
    if (chance(10)) fields.push_back({"TAGS", {"vip"}});
    story.task = add_task(portal_, author, fields).id;
  }

  std::string stage(std::int64_t group, std::size_t index) {
    const std::vector<StageRow*> stages = portal_.stages.of('G', group);
    return std::to_string(stages[std::min(index, stages.size() - 1)]->id);
  }

  Portal& portal_;
  std::mt19937_64 random_;
  Ms now_;
  std::vector<Story> stories_;
  std::vector<Planned> steps_;
};

}  // namespace

void add_sample_tasks(Portal& portal, int open) {
  const PortalClock before = portal.clock;
  Author(portal, open).run();
  portal.clock = before;
}

std::int64_t fill_fields(Portal& portal, std::int64_t group) {
  constexpr std::array<const char*, 4> kTypes = {"Отдел разработки", "Первая линия", "Аналитика",
                                                 "Инфраструктура"};
  constexpr std::array<const char*, 4> kStoppers = {"Ждём клиента", "Ждём поставщика", "Ждём доступ",
                                                    "Ждём решения"};
  constexpr std::array<const char*, 6> kHours = {"0.5", "1", "1.5", "2", "4", "8"};
  if (!portal.fields.named("UF_SD_TYPE")) return 0;
  std::int64_t written = 0;
  for (const std::int64_t id :
       std::vector<std::int64_t>(portal.tasks.of_group(group).begin(), portal.tasks.of_group(group).end())) {
    const Task& task = *portal.tasks.find(id);
    if (task.status == 5) continue;
    const auto roll = static_cast<std::size_t>(id * 2654435761LL % 1'000'003);
    FieldWrites fields;
    if (roll % 10 < 7) fields.push_back({"UF_SD_TYPE", {kTypes[roll / 10 % 4]}});
    if (roll / 100 % 10 < 3) fields.push_back({"UF_SD_STOPPER", {kStoppers[roll / 1000 % 4]}});
    if (roll / 7 % 10 < 4) fields.push_back({"UF_SD_ESTIMATE", {kHours[roll / 70 % 6]}});
    if (fields.empty()) continue;
    update_task(portal, portal.session(task.responsible), id, fields);
    ++written;
  }
  return written;
}

}  // namespace sd::portal_double
