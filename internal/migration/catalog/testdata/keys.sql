CREATE TABLE users (id bigint UNIQUE PRIMARY KEY, name text UNIQUE, UNIQUE (name));
CREATE TABLE settings (name text CONSTRAINT settings_name_uniq UNIQUE, PRIMARY KEY (name));
CREATE TABLE items (
	a int UNIQUE, b int,
	CONSTRAINT items_later UNIQUE (a),
	UNIQUE (a, b), UNIQUE (b, a),
	UNIQUE (a) DEFERRABLE,
	UNIQUE NULLS NOT DISTINCT (a),
	UNIQUE (a) INCLUDE (b),
	CONSTRAINT items_first UNIQUE (b), CONSTRAINT items_second UNIQUE (b)
);
CREATE TABLE orders (a int, b int);
ALTER TABLE orders ADD UNIQUE (a), ADD PRIMARY KEY (a), ADD CONSTRAINT orders_again UNIQUE (a), ADD COLUMN c int UNIQUE UNIQUE, ADD COLUMN d int CONSTRAINT orders_d UNIQUE UNIQUE;
