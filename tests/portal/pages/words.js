// The words of the double's pages.
const kWords = {
  ru: {
    home: "Главная", groups: "Группы", apps: "Приложения", actAs: "Действует", install: "Установить",
    kanban: "Канбан", list: "Список", task: "Задача", newTask: "Новая задача", create: "Создать", save: "Сохранить",
    title: "Название", description: "Описание", important: "Важная", responsible: "Исполнитель", deadline: "Крайний срок",
    stage: "Стадия", status: "Статус", created: "Создана", changed: "Изменена", creator: "Постановщик",
    control: "Проверить после завершения", crm: "CRM (CO_591, …)", fields: "Поля портала", group: "Группа",
    comments: "Комментарии", comment: "Комментарий", send: "Отправить", time: "Затраченное время", minutes: "минут",
    addTime: "Записать", history: "История", when: "Когда", who: "Кто", what: "Что", was: "Было", became: "Стало",
    refresh: "Обновить", more: "Ещё", open: "Открытые", all: "Все", search: "Поиск по названию", none: "Ничего нет",
    prev: "Назад", next: "Дальше", close: "Закрыть", choose: "Выбрать", cancel: "Отмена", remove: "Удалить",
    noPage: "Такой страницы нет", noTask: "Задача не найдена или недоступна", noGroup: "Группа не найдена или недоступна",
    notInstalled: "Приложение не установлено. Его должен открыть администратор.", noApp: "Приложение не найдено",
    saved: "Сохранено", company: "Компания", user: "Сотрудник", moveLeft: "На стадию назад", moveRight: "На стадию вперёд",
    start: "Начать", pause: "Приостановить", complete: "Завершить", renew: "Возобновить", defer: "Отложить",
    approve: "Принять работу", disapprove: "Вернуть на доработку",
    kinds: { administrator: "Администраторы", employee: "Сотрудники", extranet: "Внешние", email: "Почтовые" },
    statuses: { 1: "Новая", 2: "Ждёт выполнения", 3: "Выполняется", 4: "Ждёт контроля", 5: "Завершена", 6: "Отложена", 7: "Отклонена" },
  },
  en: {
    home: "Home", groups: "Groups", apps: "Applications", actAs: "Acting as", install: "Install",
    kanban: "Kanban", list: "List", task: "Task", newTask: "New task", create: "Create", save: "Save",
    title: "Title", description: "Description", important: "Important", responsible: "Responsible", deadline: "Deadline",
    stage: "Stage", status: "Status", created: "Created", changed: "Changed", creator: "Creator",
    control: "Approve when completed", crm: "CRM (CO_591, …)", fields: "Custom fields", group: "Group",
    comments: "Comments", comment: "Comment", send: "Send", time: "Time spent", minutes: "minutes",
    addTime: "Log", history: "History", when: "When", who: "Who", what: "What", was: "From", became: "To",
    refresh: "Refresh", more: "More", open: "Open", all: "All", search: "Search by title", none: "Nothing here",
    prev: "Back", next: "Next", close: "Close", choose: "Choose", cancel: "Cancel", remove: "Delete",
    noPage: "No such page", noTask: "Task not found or not accessible", noGroup: "Group not found or not accessible",
    notInstalled: "The application is not installed. An administrator has to open it.", noApp: "Application not found",
    saved: "Saved", company: "Company", user: "Employee", moveLeft: "One stage back", moveRight: "One stage on",
    start: "Start", pause: "Pause", complete: "Complete", renew: "Resume", defer: "Defer",
    approve: "Accept", disapprove: "Return for revision",
    kinds: { administrator: "Administrators", employee: "Employees", extranet: "External", email: "By mail" },
    statuses: { 1: "New", 2: "Pending", 3: "In progress", 4: "Awaiting approval", 5: "Completed", 6: "Deferred", 7: "Declined" },
  },
};

export function wordsOf(lang) {
  return kWords[lang] ?? kWords.en;
}
