#include <array>
#include <string>

#include "tests/portal/engine/sample.h"

namespace sd::portal_double {
namespace {

struct Person {
  const char* name;
  const char* last_name;
  const char* position;
  char gender;
};

constexpr std::array<Person, 26> kStaff = {{
    {"Анна", "Смирнова", "Администратор портала", 'F'},
    {"Павел", "Громов", "Технический директор", 'M'},
    {"Мария", "Иванова", "Инженер поддержки", 'F'},
    {"Олег", "Кузнецов", "Инженер поддержки", 'M'},
    {"Ирина", "Попова", "Ведущий инженер", 'F'},
    {"Сергей", "Васильев", "Системный администратор", 'M'},
    {"Дмитрий", "Соколов", "Разработчик", 'M'},
    {"Елена", "Михайлова", "Аналитик", 'F'},
    {"Алексей", "Новиков", "Разработчик", 'M'},
    {"Татьяна", "Фёдорова", "Руководитель поддержки", 'F'},
    {"Никита", "Морозов", "Инженер поддержки", 'M'},
    {"Ольга", "Волкова", "Тестировщик", 'F'},
    {"Андрей", "Алексеев", "Разработчик", 'M'},
    {"Юлия", "Лебедева", "Менеджер проектов", 'F'},
    {"Виктор", "Семёнов", "Инженер инфраструктуры", 'M'},
    {"Наталья", "Егорова", "Инженер поддержки", 'F'},
    {"Роман", "Павлов", "Инженер инфраструктуры", 'M'},
    {"Светлана", "Козлова", "Бухгалтер", 'F'},
    {"Максим", "Степанов", "Разработчик", 'M'},
    {"Екатерина", "Николаева", "Аналитик", 'F'},
    {"Игорь", "Орлов", "Инженер поддержки", 'M'},
    {"Полина", "Андреева", "Секретарь", 'F'},
    {"Артём", "Макаров", "Разработчик", 'M'},
    {"Вера", "Никитина", "Менеджер по продажам", 'F'},
    {"Глеб", "Захаров", "Стажёр", 'M'},
    {"Людмила", "Зайцева", "Архивариус", 'F'},
}};

constexpr std::array<Person, 13> kClients = {{
    {"Борис", "Титов", "Директор", 'M'},
    {"Галина", "Крылова", "Главный бухгалтер", 'F'},
    {"Фёдор", "Белов", "Начальник склада", 'M'},
    {"Алина", "Мельникова", "Логист", 'F'},
    {"Константин", "Быков", "ИТ-менеджер", 'M'},
    {"Нина", "Тарасова", "Офис-менеджер", 'F'},
    {"Григорий", "Жуков", "Инженер", 'M'},
    {"Лариса", "Филиппова", "Экономист", 'F'},
    {"Станислав", "Комаров", "Технолог", 'M'},
    {"Оксана", "Давыдова", "Кадровик", 'F'},
    {"Тимур", "Сафин", "Руководитель отдела", 'M'},
    {"Жанна", "Родионова", "Маркетолог", 'F'},
    {"Эдуард", "Щербаков", "Снабженец", 'M'},
}};

constexpr std::array<const char*, 10> kCompanies = {
    "ООО «Северный склад»", "АО «Вектор»",        "ООО «Лаборатория вкуса»", "ИП Титов Б. А.",
    "ООО «Транслогика»",    "АО «Приборстрой»",   "ООО «Медцентр Плюс»",     "ООО «Печатный двор»",
    "АО «Теплосеть»",       "ООО «Зелёный город»"};

void add_user(Portal& portal, std::int64_t id, const Person& person, UserKind kind) {
  User user;
  user.id = id;
  user.kind = kind;
  user.name = person.name;
  user.last_name = person.last_name;
  user.position = person.position;
  user.gender = person.gender;
  user.email =
      "user" + std::to_string(id) + (kind == UserKind::kEmployee ? "@portal.example" : "@client.example");
  user.registered = portal.clock.now() - 400LL * 24 * 3'600'000;
  if (kind == UserKind::kEmployee) user.departments = {id <= 2 ? 1 : id % 3 + 2};
  portal.directory.users[id] = std::move(user);
}

void add_group(Portal& portal, std::int64_t id, const char* name, bool extranet, std::int64_t owner) {
  Group group;
  group.id = id;
  group.name = name;
  group.owner = owner;
  group.extranet = extranet;
  group.created = group.updated = group.active_at = portal.clock.now() - 300LL * 24 * 3'600'000;
  group.members[owner] = 'A';
  portal.directory.groups[id] = std::move(group);
}

}  // namespace

void add_sample_people(Portal& portal) {
  Directory& directory = portal.directory;
  const char* const departments[] = {"Сервисная компания", "Поддержка", "Разработка", "Инфраструктура"};
  for (std::int64_t id = 1; id <= 4; ++id) {
    directory.departments[id] = {id, departments[id - 1], id == 1 ? 0 : 1, id == 2 ? 21 : 0};
  }
  for (std::size_t i = 0; i < kStaff.size(); ++i) {
    const std::int64_t id = i < 2 ? static_cast<std::int64_t>(i) + 1 : static_cast<std::int64_t>(i) + 12;
    add_user(portal, id, kStaff[i], UserKind::kEmployee);
  }
  directory.users[1].admin = directory.users[2].admin = true;
  directory.users[36].active = false;  // Глеб Захаров has left
  directory.users[18].time_zone = "Asia/Yekaterinburg";
  directory.users[18].offset_minutes = 300;
  for (std::size_t i = 0; i < kClients.size(); ++i) {
    const std::int64_t id = 901 + static_cast<std::int64_t>(i);
    add_user(portal, id, kClients[i], UserKind::kExtranet);
    directory.users[id].work_company = kCompanies[i % kCompanies.size()];
  }
  add_user(portal, 931, {"Почтовый", "Клиент", "", 'M'}, UserKind::kEmail);

  for (std::size_t i = 0; i < kCompanies.size(); ++i) {
    Company company;
    company.id = 591 + static_cast<std::int64_t>(i) * 2;
    company.title = kCompanies[i];
    company.phone = "+7495100" + std::to_string(1000 + company.id);
    company.email = "office" + std::to_string(company.id) + "@client.example";
    company.created = company.modified = portal.clock.now() - 350LL * 24 * 3'600'000;
    directory.companies[company.id] = company;
  }
  Company own;
  own.id = 590;
  own.title = "ООО «Сервисная компания»";
  own.mine = true;
  own.created = own.modified = portal.clock.now() - 400LL * 24 * 3'600'000;
  directory.companies[own.id] = own;
  for (std::size_t i = 0; i < kClients.size(); ++i) {
    const std::int64_t id = 701 + static_cast<std::int64_t>(i);
    const User& user = directory.users[901 + static_cast<std::int64_t>(i)];
    directory.contacts[id] = {
        id,         user.name, user.last_name,
        user.email, "",        591 + static_cast<std::int64_t>(i % kCompanies.size()) * 2};
  }

  add_group(portal, 77, "Поддержка клиентов", true, 21);
  add_group(portal, 78, "Внутренние задачи ИТ", false, 1);
  add_group(portal, 79, "Внешний проект «Вектор»", true, 25);
  directory.next_group = 80;
  Group& main = directory.groups[77];
  for (std::int64_t id = 14; id <= 33; ++id) main.members.emplace(id, 'K');
  main.members[16] = 'E';
  main.members[1] = 'E';
  for (std::int64_t id = 901; id <= 910; ++id) main.members.emplace(id, 'K');
  for (std::int64_t id = 14; id <= 37; ++id) directory.groups[78].members.emplace(id, 'K');
  Group& project = directory.groups[79];
  for (const std::int64_t id : {18, 19, 20, 902, 911, 912, 913}) project.members.emplace(id, 'K');
  project.project = true;
}

}  // namespace sd::portal_double
