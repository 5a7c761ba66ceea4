-- The status is derived from the events now.
ALTER TABLE orders DROP COLUMN status;
