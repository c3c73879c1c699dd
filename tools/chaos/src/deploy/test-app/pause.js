// Pauses at a gate while it is armed.
const { existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs')

const folder = '/run/chaos'
exports.pauseAt = gate => {
  const armed = `${folder}/armed`
  if (!existsSync(armed) || readFileSync(armed, 'utf8').trim() !== gate) return
  rmSync(armed)
  writeFileSync(`${folder}/reached`, '')
  const waiting = setInterval(() => existsSync(`${folder}/released`) && clearInterval(waiting), 20)
}
