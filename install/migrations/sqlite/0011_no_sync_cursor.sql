-- 0011 no_sync_cursor: the first program kept its place in a back-fill here; back_fill has it now.
ALTER TABLE bound_group DROP COLUMN sync_cursor;
