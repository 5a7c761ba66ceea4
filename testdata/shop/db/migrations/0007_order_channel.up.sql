SET lock_timeout = '2s';

ALTER TABLE orders ADD COLUMN channel text NOT NULL;
