// A migration: counts itself, and stands still in its middle while the one who watches wants it to.
const { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs')

const folder = '/run/chaos'
appendFileSync(`${folder}/migrations`, `${process.env.VERSION}\n`)
const armed = `${folder}/armed`
if (existsSync(armed) && readFileSync(armed, 'utf8').trim() === 'migration') {
  rmSync(armed)
  writeFileSync(`${folder}/reached`, '')
  const waiting = setInterval(() => existsSync(`${folder}/released`) && clearInterval(waiting), 20)
}
