SET lock_timeout = '2s';

ALTER TABLE customers
    ADD COLUMN phone text,
    ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
