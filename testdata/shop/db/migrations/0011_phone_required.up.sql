SET lock_timeout = '2s';

ALTER TABLE customers ALTER COLUMN phone SET NOT NULL;
