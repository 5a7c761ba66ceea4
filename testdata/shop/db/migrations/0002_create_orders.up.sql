CREATE TABLE orders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    status      text NOT NULL DEFAULT 'open',
    placed_at   timestamp NOT NULL DEFAULT now()
);

CREATE INDEX orders_status_idx ON orders (status);
