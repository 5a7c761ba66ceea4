SET lock_timeout = '2s';

CREATE TABLE refunds (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL,
    cents    bigint NOT NULL
);

CREATE INDEX refunds_order_id_idx ON refunds (order_id);

ALTER TABLE refunds ADD CONSTRAINT refunds_order_id_fkey
    FOREIGN KEY (order_id) REFERENCES orders (id);
