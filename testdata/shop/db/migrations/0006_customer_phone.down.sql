ALTER TABLE customers DROP COLUMN token, DROP COLUMN phone;
