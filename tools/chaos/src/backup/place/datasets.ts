/** Test databases: faults that need no specific position use the small one. */
export type DatabaseName = 'tiny' | 'shop'

/** Rows of about 970 bytes that hardly compress, so that a dump is still running when its first parts arrive. */
const ROWS: Record<DatabaseName, number> = { tiny: 1_000, shop: 44_000 }

/** Part sizes in bytes, so that every dump has several parts. */
export const PART_SIZE: Record<DatabaseName, number> = {
  tiny: 128 * 1024,
  shop: 1024 * 1024,
}

export const DATABASES = Object.keys(ROWS) as DatabaseName[]

/** Contained in rows of every database; readable in stored objects only without encryption. */
export const MARKER = 'plaintext-marker-8341'

export function createDatabases(): string {
  const create = DATABASES.filter(name => name !== 'shop').map(name => `CREATE DATABASE ${name};`)
  return [...create, ...DATABASES.map(name => `\\connect ${name}\n${tables(ROWS[name])}`)].join('\n')
}

function tables(rows: number): string {
  const body = `(SELECT string_agg(encode(decode(md5(random()::text || g || i), 'hex'), 'base64'), '') FROM generate_series(1, 38) i)`
  return `CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, body text);
CREATE TABLE items (id int PRIMARY KEY, body text);
CREATE TABLE "Nötes" (id int PRIMARY KEY, body text);
CREATE SEQUENCE invoice_numbers;
INSERT INTO customers SELECT g, 'customer ' || g || ' ${MARKER}' FROM generate_series(1, 200) g;
INSERT INTO orders SELECT g, 1 + g % 200, ${body} FROM generate_series(1, ${rows / 2}) g;
INSERT INTO items SELECT g, ${body} FROM generate_series(1, ${rows / 2}) g;
INSERT INTO "Nötes" SELECT g, 'ملاحظة ' || g FROM generate_series(1, 100) g;`
}
