// A one-shot service: exits with code 0, and may pause.
const { pauseAt } = require('./pause.js')

pauseAt('one-shot')
process.on('SIGTERM', () => process.exit(143))
