// A migration: counts itself, and may wait in its middle.
const { appendFileSync } = require('node:fs')
const { pauseAt } = require('./pause.js')

appendFileSync('/run/chaos/migrations', `${process.env.VERSION}\n`)
pauseAt('migration')
