-- 0011 no_sync_cursor: the first program kept its place in a back-fill here; back_fill has it now.
-- Keep in step with sqlite/0011_no_sync_cursor.sql; see 0001.
ALTER TABLE bound_group DROP COLUMN sync_cursor;
