// A migration: records its run, and may pause.
const { appendFileSync } = require('node:fs')
const { pauseAt } = require('./pause.js')

appendFileSync('/run/chaos/migrations', `${process.env.VERSION}\n`)
pauseAt('migration')
