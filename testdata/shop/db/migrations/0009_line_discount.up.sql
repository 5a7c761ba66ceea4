SET lock_timeout = '2s';

ALTER TABLE order_lines ADD COLUMN discount_id bigint;
ALTER TABLE order_lines ADD CONSTRAINT order_lines_discount_id_fkey
    FOREIGN KEY (discount_id) REFERENCES refunds (id);
