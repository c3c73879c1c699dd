CREATE TABLE checks (id bigserial PRIMARY KEY, site text NOT NULL, up boolean NOT NULL);
