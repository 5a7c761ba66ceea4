ALTER TABLE order_lines DROP COLUMN discount_id;
