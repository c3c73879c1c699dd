CREATE TABLE tickets (title text PRIMARY KEY);
INSERT INTO tickets VALUES ('The printer is on fire');
