-- 0013 calendar: what people have set about working time, a line for each thing: "zone", "country", "timers", a weekday,
-- a day of every year ("05-01") or of one ("2026-05-04"). What a line holds: extension/settings/rules/calendar_sheet.h.
CREATE TABLE calendar_line (
  portal   BIGINT       NOT NULL,
  group_id BIGINT       NOT NULL,  -- 0: of the whole portal; a group's lines win over those
  name     VARCHAR(16)  NOT NULL,
  value    VARCHAR(255) NOT NULL,
  PRIMARY KEY (portal, group_id, name)
) WITHOUT ROWID;
