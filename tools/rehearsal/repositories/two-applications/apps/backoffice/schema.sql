CREATE TABLE invoices (name text PRIMARY KEY);
INSERT INTO invoices VALUES ('First');
