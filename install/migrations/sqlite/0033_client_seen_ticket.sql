-- 0033 client_seen_ticket: what was read of a request is forgotten with its card; and what belongs to cards that are gone already.
CREATE INDEX client_seen_ticket ON client_seen (portal, ticket);
DELETE FROM client_seen WHERE NOT EXISTS (SELECT 1 FROM card WHERE card.portal = client_seen.portal AND card.ticket = client_seen.ticket);
DELETE FROM client_check WHERE NOT EXISTS (SELECT 1 FROM card WHERE card.portal = client_check.portal AND card.ticket = client_check.ticket);
DELETE FROM client_notice WHERE NOT EXISTS (SELECT 1 FROM card WHERE card.portal = client_notice.portal AND card.ticket = client_notice.ticket);
