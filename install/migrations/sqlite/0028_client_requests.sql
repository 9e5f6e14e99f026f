-- 0028 client_requests: where what clients write lands, and which templates they are offered.
ALTER TABLE client_rule ADD COLUMN lands_in BIGINT NOT NULL DEFAULT 0;  -- a bound group; 0: the first one
ALTER TABLE request_template ADD COLUMN for_clients BIGINT NOT NULL DEFAULT 0;
