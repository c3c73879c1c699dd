// A one-shot service: ends with exit code 0, and may wait in its middle.
const { pauseAt } = require('./pause.js')

pauseAt('one-shot')
process.on('SIGTERM', () => process.exit(143))
