-- 0003 numbered: the server numbers the rows, because several processes append and none knows of the others'.
-- Keep in step with sqlite/inbox/0003_numbered.sql; see 0001.
ALTER TABLE inbox ADD KEY inbox_id (id);
ALTER TABLE inbox MODIFY id BIGINT NOT NULL AUTO_INCREMENT;
