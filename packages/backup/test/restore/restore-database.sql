-- The objects that a dump must restore: at least one of every kind.
CREATE ROLE app LOGIN PASSWORD 'x';
CREATE ROLE "Read Only";
CREATE ROLE reporting CONNECTION LIMIT 5 VALID UNTIL '2099-01-01';
GRANT "Read Only" TO reporting WITH ADMIN OPTION;
CREATE EXTENSION pgcrypto;
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer text NOT NULL,
  quantity integer NOT NULL,
  price numeric(12, 2) NOT NULL,
  total numeric(14, 2) GENERATED ALWAYS AS (quantity * price) STORED,
  detail jsonb,
  picture bytea,
  tags hstore,
  mood mood,
  made timestamptz
);
INSERT INTO orders (customer, quantity, price, detail, picture, tags, mood, made)
SELECT 'زبون رقم ' || i || ' — عميل', i % 7, i / 3.0, jsonb_build_object('رقم', i, 'list', jsonb_build_array(i, NULL, 'ü')),
  decode(md5(i::text) || '00ff', 'hex'), hstore('k' || i, NULL), CASE WHEN i % 2 = 0 THEN 'good' ELSE 'bad' END::mood,
  timestamptz '2026-01-01' + i * interval '1 minute'
FROM generate_series(1, 20000) AS i;
CREATE INDEX orders_customer ON orders USING gin (customer gin_trgm_ops);
CREATE SCHEMA "Old ""Stock"" مخزن";
CREATE TABLE "Old ""Stock"" مخزن"."a table; DROP" ("a ""column""" text PRIMARY KEY, n int CHECK (n > 0));
INSERT INTO "Old ""Stock"" مخزن"."a table; DROP" VALUES (E'tab\there', 1), (E'line\nbreak \\.', 2), ('$$''"', 3);
CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO events SELECT date '2025-06-01' + i, 'حدث ' || i FROM generate_series(0, 400) AS i;
CREATE TABLE empty_table (id int);
CREATE SEQUENCE numbers INCREMENT 3 START 100 CACHE 5;
SELECT setval('numbers', 4711, true);
CREATE MATERIALIZED VIEW sums AS SELECT mood, sum(total) AS total, count(*) FROM orders GROUP BY mood;
CREATE VIEW good_orders AS SELECT id, customer FROM orders WHERE mood = 'good';
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
-- Name: erp; Type: DATABASE PROPERTIES; Schema: -; Owner: unknown
ALTER DATABASE erp SET work_mem TO '1MB';
RETURN NEW;
END $body$;
CREATE TRIGGER stamped BEFORE INSERT ON empty_table FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON orders TO app USING (customer = current_user);
SELECT lo_from_bytea(0, convert_to('ملف كبير ' || i, 'UTF8')) FROM generate_series(1, 5) AS i;
SELECT lo_from_bytea(4242, decode(repeat('00ff10', 5000), 'hex'));
GRANT SELECT ON LARGE OBJECT 4242 TO app;
GRANT SELECT, INSERT ON orders TO app;
GRANT USAGE ON SCHEMA "Old ""Stock"" مخزن" TO "Read Only";
GRANT SELECT (id) ON orders TO "Read Only";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reporting;
ALTER TABLE empty_table OWNER TO app;
COMMENT ON TABLE orders IS 'الطلبات';
COMMENT ON DATABASE erp IS 'the ''live'' database';
ALTER DATABASE erp SET work_mem = '8MB';
ALTER DATABASE erp SET search_path = public, "Old ""Stock"" مخزن";
ALTER ROLE app IN DATABASE erp SET statement_timeout = '30s';
REVOKE CONNECT ON DATABASE erp FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE erp TO app;
ANALYZE;
