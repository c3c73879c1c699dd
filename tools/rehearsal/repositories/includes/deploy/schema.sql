CREATE TABLE articles (name text PRIMARY KEY);
INSERT INTO articles VALUES ('Chair'), ('Table');
