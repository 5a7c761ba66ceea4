CREATE TABLE order_lines (
    id       serial PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    sku      text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0)
);

CREATE INDEX order_lines_order_id_idx ON order_lines (order_id);
CREATE INDEX order_lines_order_id_sku_idx ON order_lines (order_id, sku);
