import { appendFileSync, existsSync } from 'node:fs'

console.log(
  `acted on ${process.env.INPUT_WHAT} ${process.env['INPUT_TWO_WORDS-X']} ${process.env.STATE_prepared}`,
)
console.log(
  `path ${existsSync(`${process.env.GITHUB_ACTION_PATH}/main.js`)} node ${process.versions.node.split('.')[0]}`,
)
appendFileSync(process.env.GITHUB_OUTPUT, `did=${process.env.INPUT_WHAT}!\n`)
appendFileSync(process.env.GITHUB_STATE, `what=${process.env.INPUT_WHAT}\n`)
if (process.env.INPUT_WHAT === 'bad') process.exit(3)
