CREATE TYPE order_state AS ENUM ('new', 'paid');
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE customers (
	id serial PRIMARY KEY,
	mail email NOT NULL UNIQUE,
	name varchar(80) DEFAULT 'x',
	born date,
	score smallint CHECK (score >= 0),
	tags text[],
	"Nick Name" text,
	CHECK (born > '1900-01-01' AND score < 100)
);
CREATE TABLE orders (
	id bigint GENERATED ALWAYS AS IDENTITY,
	customer_id int NOT NULL REFERENCES customers,
	state order_state DEFAULT 'new',
	total numeric(12,2), net numeric(5), plain numeric, doubled numeric GENERATED ALWAYS AS (total * 2) STORED,
	at timestamp, at3 timestamptz(3), t time, tz timetz(2), iv interval(3), ym interval year to month, bits bit(3), vb bit varying(5), c char(3), ch "char", d double precision, r real,
	PRIMARY KEY (id),
	UNIQUE (customer_id, at),
	CONSTRAINT total_positive CHECK (total > 0)
);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON orders (lower(c), total DESC) WHERE total > 5;
CREATE INDEX ON orders (customer_id);
CREATE UNIQUE INDEX orders_net ON orders USING btree (net) INCLUDE (total);
CREATE INDEX ON orders ((total + 1), (net + 1));
CREATE INDEX ON orders USING hash (state);
ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '', ADD COLUMN parent_id bigint REFERENCES orders ON DELETE CASCADE, DROP COLUMN ch;
CREATE UNIQUE INDEX orders_both ON orders (id, customer_id);
ALTER TABLE orders ADD FOREIGN KEY (parent_id, customer_id) REFERENCES orders (id, customer_id) NOT VALID;
ALTER TABLE orders RENAME COLUMN note TO remark;
ALTER TABLE orders ALTER COLUMN remark DROP NOT NULL, ALTER COLUMN remark DROP DEFAULT, ALTER COLUMN total SET NOT NULL, ALTER COLUMN customer_id TYPE bigint;
CREATE UNIQUE INDEX CONCURRENTLY orders_remark_u ON orders (remark);
ALTER TABLE orders ADD CONSTRAINT orders_remark_key UNIQUE USING INDEX orders_remark_u;
ALTER TABLE customers RENAME TO clients;
ALTER TABLE clients RENAME CONSTRAINT customers_pkey TO clients_pk;
ALTER INDEX orders_net RENAME TO orders_net_idx2;
ALTER TABLE clients DROP COLUMN score;
CREATE TABLE a_very_long_table_name_that_is_almost_as_long_as_it_may_be (a_very_long_column_name_too int REFERENCES clients, other int UNIQUE);
CREATE INDEX ON a_very_long_table_name_that_is_almost_as_long_as_it_may_be (a_very_long_column_name_too, other);
