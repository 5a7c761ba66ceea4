SET lock_timeout = '2s';

-- Wholesale orders outgrew integer.
ALTER TABLE order_lines ALTER COLUMN quantity TYPE bigint;
ALTER TABLE order_lines ALTER COLUMN sku TYPE varchar;
