-- 0003 numbered: on a server, where several processes append, the server numbers the rows; see the twin. A file
-- has one process, which numbers them itself. Nothing to change here.
SELECT 1;
