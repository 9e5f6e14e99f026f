-- 0002 queue: which rows of the offline queues were taken, so that a batch read again after a
-- crash is kept once. The portal's clock has seconds: a second change within one has the same message and
-- time, but another number.
-- Keep in step with sqlite/inbox/0002_queue.sql; see 0001.
CREATE TABLE IF NOT EXISTS queue_taken (
  portal     BIGINT       NOT NULL,
  queue_id   BIGINT       NOT NULL,
  event_name VARCHAR(255) NOT NULL,
  message_id VARCHAR(255) NOT NULL,
  changed_ms BIGINT       NOT NULL,  -- the portal's clock
  taken_ms   BIGINT       NOT NULL,
  PRIMARY KEY (portal, queue_id, event_name, message_id, changed_ms),
  KEY queue_taken_age (taken_ms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
