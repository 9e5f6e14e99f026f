-- A boxed portal's own database for measurements: @tasks tasks of group 77 (nine in ten closed), five history rows and
-- three labour records each. Made by the server itself, always the same. MariaDB (sequence tables).
-- Used by tests/bench/import.mjs, which puts numbers in place of TASKS and creates the tables first.
SET SESSION sql_mode = '', unique_checks = 0, foreign_key_checks = 0;
INSERT INTO b_sonet_group (ID, NAME, OWNER_ID) VALUES (77, 'Поддержка клиентов', 1);
INSERT INTO b_tasks_stages (ID, TITLE, SORT, COLOR, SYSTEM_TYPE, ENTITY_ID) VALUES
  (501, 'Новые заявки', 100, '2FC6F6', 'NEW', 77), (502, 'Сбор информации', 200, 'FFA900', '', 77),
  (503, 'Запустить в работу', 300, '55D0E0', '', 77), (504, 'В работе', 400, '47E4C2', '', 77), (505, 'Завершена', 500, '7BD500', '', 77);
INSERT INTO b_user (ID, ACTIVE, NAME, LAST_NAME, EMAIL) SELECT seq, 'Y', CONCAT('Имя', seq), CONCAT('Фамилия', seq), CONCAT('u', seq, '@example.com') FROM seq_1_to_400;
INSERT INTO b_uts_user (VALUE_ID, UF_DEPARTMENT) SELECT seq, IF(seq > 300, 'a:0:{}', 'a:1:{i:0;i:5;}') FROM seq_1_to_400;
INSERT INTO b_sonet_user2group (USER_ID, GROUP_ID, ROLE) SELECT seq, 77, IF(seq = 1, 'A', 'K') FROM seq_1_to_40;
INSERT INTO b_crm_company (ID, TITLE) SELECT seq, CONCAT('ООО «Клиент ', seq, '»') FROM seq_1_to_200;
INSERT INTO b_tasks (ID, TITLE, PRIORITY, STATUS, RESPONSIBLE_ID, CREATED_BY, DEADLINE, CREATED_DATE, CHANGED_DATE, CLOSED_DATE, GROUP_ID, STAGE_ID, TASK_CONTROL)
  SELECT seq, CONCAT('Заявка ', seq, ': не открывается отчёт в «1С»'), IF(seq % 9 = 0, 2, 1), IF(seq % 10 = 0, 3, 5), 1 + seq % 40, 301 + seq % 100,
    IF(seq % 3 = 0, '2020-01-10 18:00:00' + INTERVAL seq MINUTE, NULL), '2020-01-01 09:00:00' + INTERVAL seq MINUTE,
    '2020-01-03 12:00:00' + INTERVAL seq MINUTE, IF(seq % 10 = 0, NULL, '2020-01-03 12:00:00' + INTERVAL seq MINUTE), 77, IF(seq % 10 = 0, 504, 505), 'N'
  FROM seq_1_to_TASKS;
INSERT INTO b_uts_tasks_task (VALUE_ID, UF_CRM_TASK, UF_SD_TYPE, UF_SD_STOPPER, UF_SD_ESTIMATE)
  SELECT seq, CONCAT('a:1:{i:0;s:', 3 + LENGTH(1 + seq % 200), ':"CO_', 1 + seq % 200, '";}'), IF(seq % 2, 'Первая линия', 'Отдел разработки'), NULL, IF(seq % 4 = 0, 1.5, NULL)
  FROM seq_1_to_TASKS;
INSERT INTO b_tasks_label (ID, NAME, GROUP_ID) VALUES (1, 'vip', 77), (2, 'касса', 77);
INSERT INTO b_tasks_task_tag (TAG_ID, TASK_ID) SELECT 1 + seq % 2, seq FROM seq_1_to_TASKS WHERE seq % 5 = 0;
INSERT INTO b_tasks_log (ID, CREATED_DATE, USER_ID, TASK_ID, FIELD, FROM_VALUE, TO_VALUE)
  SELECT t.seq * 5 + h.seq, '2020-01-01 09:00:00' + INTERVAL (t.seq + h.seq * 700) MINUTE, IF(h.seq = 0, 301 + t.seq % 100, 1 + t.seq % 40), t.seq,
    ELT(h.seq + 1, 'NEW', 'STAGE', 'STATUS', 'COMMENT', IF(t.seq % 10 = 0, 'TIME_SPENT_IN_LOGS', 'STAGE')),
    ELT(h.seq + 1, NULL, 'Новые заявки', '2', NULL, IF(t.seq % 10 = 0, '0', 'В работе')),
    ELT(h.seq + 1, NULL, 'В работе', '3', NULL, IF(t.seq % 10 = 0, '3600', 'Завершена'))
  FROM seq_1_to_TASKS t JOIN seq_0_to_4 h;
INSERT INTO b_tasks_elapsed_time (ID, CREATED_DATE, DATE_START, DATE_STOP, USER_ID, TASK_ID, MINUTES, SECONDS, SOURCE)
  SELECT t.seq * 3 + e.seq, '2020-01-02 10:00:00' + INTERVAL (t.seq + e.seq * 60) MINUTE, '2020-01-02 10:00:00' + INTERVAL (t.seq + e.seq * 60) MINUTE,
    '2020-01-02 10:15:00' + INTERVAL (t.seq + e.seq * 60) MINUTE, 1 + t.seq % 40, t.seq, 15, 900, 2
  FROM seq_1_to_TASKS t JOIN seq_0_to_2 e;
ANALYZE TABLE b_tasks, b_tasks_log, b_tasks_elapsed_time, b_uts_tasks_task;
