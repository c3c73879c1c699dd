CREATE TABLE products (name text PRIMARY KEY);
INSERT INTO products VALUES ('First');
