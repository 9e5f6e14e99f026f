-- 0002 queue: which rows of the offline queues were taken, so that a batch read again after a
-- crash is kept once. The portal's clock has seconds: a second change within one has the same message and
-- time, but another number.
CREATE TABLE queue_taken (
  portal     BIGINT      NOT NULL,
  queue_id   BIGINT      NOT NULL,
  event_name VARCHAR(64) NOT NULL,
  message_id VARCHAR(64) NOT NULL,
  changed_ms BIGINT      NOT NULL,  -- the portal's clock
  taken_ms   BIGINT      NOT NULL,
  PRIMARY KEY (portal, queue_id, event_name, message_id, changed_ms)
);
CREATE INDEX queue_taken_age ON queue_taken (taken_ms);
