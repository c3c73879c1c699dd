CREATE TABLE orders (item text PRIMARY KEY);
