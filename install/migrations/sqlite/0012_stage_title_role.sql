-- 0012 stage_title_role: what a stage meant, kept when the portal deletes it: the past of its cards is computed from it.
ALTER TABLE stage_title ADD COLUMN role VARCHAR(16) NOT NULL DEFAULT 'intake';

UPDATE stage_title SET role = COALESCE(
  (SELECT stage.role FROM stage WHERE stage.portal = stage_title.portal AND stage.group_id = stage_title.group_id
      AND stage.stage_id = stage_title.stage_id), 'intake');
