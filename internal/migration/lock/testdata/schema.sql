CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN dany AS int;
CREATE DOMAIN dpos AS int CHECK (value > 0);
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE FUNCTION vol() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION sta() RETURNS int STABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE SEQUENCE sq;
CREATE TABLE p (id bigint PRIMARY KEY, code text UNIQUE);
CREATE TABLE t (
	id int PRIMARY KEY, a int, b text, v varchar(50), n numeric(10,2), nn int NOT NULL DEFAULT 1, c char(10), ts timestamp, tz timestamptz,
	created timestamp(3), tm time(3), iv interval(3), bt varbit(8), bi bit(4), ip cidr, j json, x xml, st text DEFAULT 's', pid bigint, arr int[], vs varchar(10)[], d dany, dp dpos, ix timestamp
);
CREATE INDEX t_ix ON t (ix);
CREATE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_uq ON t (id, a);
CREATE INDEX t_v ON t (v);
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg();
CREATE TABLE t2 (
	id int NOT NULL, x int, y int, pid bigint REFERENCES p, tid int,
	CONSTRAINT t2_nn CHECK (x IS NOT NULL)
);
ALTER TABLE t2 ADD CONSTRAINT t2_fk2 FOREIGN KEY (tid) REFERENCES t (id) NOT VALID;
ALTER TABLE t2 ADD CONSTRAINT t2_ck2 CHECK (y > 0) NOT VALID;
ALTER TABLE t2 ADD CONSTRAINT t2_ok CHECK (id > 0);
CREATE UNIQUE INDEX t2_idu ON t2 (id);
CREATE UNIQUE INDEX t2_yu ON t2 (y);
CREATE TABLE part (id int NOT NULL, w int) PARTITION BY RANGE (id);
CREATE TABLE part1 PARTITION OF part FOR VALUES FROM (0) TO (100);
CREATE TABLE part2 (id int NOT NULL, w int, CHECK (id >= 100 AND id < 200));
CREATE TABLE part3 (id int NOT NULL, w int);
CREATE TABLE held (id int NOT NULL, w int, pid bigint) PARTITION BY RANGE (id);
CREATE TABLE held1 PARTITION OF held FOR VALUES FROM (0) TO (100);
CREATE INDEX held1_w ON held1 (w);
CREATE TABLE parent (id int, z int);
CREATE TABLE child (extra int) INHERITS (parent);
CREATE UNLOGGED TABLE un (id int);
CREATE VIEW vw AS SELECT id, st FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
CREATE UNIQUE INDEX mv_id ON mv (id);
CREATE TABLE dt (id int, d dany);
INSERT INTO p SELECT g, 'c' || g FROM generate_series(1, 20) g;
INSERT INTO held SELECT g, g, g FROM generate_series(1, 20) g;
ALTER TABLE held1 ADD CONSTRAINT held_fk FOREIGN KEY (pid) REFERENCES p;
INSERT INTO t (id, a, b, v, n, pid) SELECT g, g, 'b', 'v', 1, g FROM generate_series(1, 20) g;
INSERT INTO t2 SELECT g, g, g, g, g FROM generate_series(1, 20) g;
INSERT INTO part SELECT g, g FROM generate_series(1, 20) g;
INSERT INTO part2 SELECT g, g FROM generate_series(100, 120) g;
INSERT INTO part3 SELECT g, g FROM generate_series(200, 220) g;
INSERT INTO dt SELECT g, g FROM generate_series(1, 20) g;
INSERT INTO parent VALUES (1, 1);
INSERT INTO child VALUES (2, 2, 2);
