const { readdirSync, readFileSync } = require('node:fs')
const { pool } = require('./database.js')

/** Runs the files in migrations/ that this database has not seen, in order, as knex does. */
async function migrate() {
  await pool.query('CREATE TABLE IF NOT EXISTS knex_migrations (name text PRIMARY KEY, at timestamptz DEFAULT now())')
  for (const name of readdirSync('migrations').sort()) {
    const { rowCount } = await pool.query('SELECT 1 FROM knex_migrations WHERE name = $1', [name])
    if (rowCount) continue
    await pool.query(readFileSync(`migrations/${name}`, 'utf8'))
    await pool.query('INSERT INTO knex_migrations (name) VALUES ($1)', [name])
    console.log(`migrated ${name}`)
  }
  await pool.end()
}

migrate().catch(error => {
  console.error(error)
  process.exit(1)
})
