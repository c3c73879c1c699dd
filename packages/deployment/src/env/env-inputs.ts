import { type InputDefinitions, type InputReader, log } from '@tsh/action'
import { SETTING_INPUTS } from '@tsh/settings'
import { parseEnvFile } from './env-file.ts'
import { maskEnvFile } from './mask-env-file.ts'

/** Values for the env file on the server; read by `readEnvValues`. */
export const ENV_INPUTS = {
  ...SETTING_INPUTS.env,
  'app-env': {
    description:
      'Values for the keys in `env-secrets`, as lines `KEY=value` in the form of an env file (secret `APP_ENV`).',
    secret: true,
  },
} satisfies InputDefinitions

/** Keys that deployments themselves set. */
const OWNED = ['VERSION', 'ACTIVE_DEPLOYMENT_SLOT', 'DEPLOYMENT_SLOT']

/** Reads the values of the keys that the settings list, by key; others in the secret are ignored. */
export function readEnvValues(input: InputReader<keyof typeof ENV_INPUTS>): Record<string, string> {
  const keys = input.lines('env-secrets')
  const owned = keys.find(key => OWNED.includes(key))
  if (owned !== undefined)
    input.problem(`input "env-secrets" lists ${owned}, which deployments set themselves. Remove it`)
  const text = input.secret('app-env', { required: false })
  maskEnvFile(text, 'input "app-env"')
  warnOfShortLines(text)
  const { entries, faults } = parseEnvFile(text)
  for (const { line } of faults)
    input.problem(
      `input "app-env" has no KEY=value in line ${line}. Write it as in an env file, in quotes if needed`,
    )
  const values = new Map(entries.map(({ key, value }) => [key, value]))
  const missing = keys.filter(key => !values.has(key))
  if (text !== '' && missing.length > 0)
    input.problem(
      `input "env-secrets" lists ${missing.join(', ')}, which the secret APP_ENV does not have. Add a line KEY=value to the secret for each, or remove them from the list`,
    )
  return Object.fromEntries([...values].filter(([key]) => keys.includes(key)))
}

/** Otherwise the server would keep its values, whatever is in the secret that the caller does not pass. */
export function requireEnvValues(input: InputReader<keyof typeof ENV_INPUTS>): void {
  const keys = input.lines('env-secrets')
  if (keys.length === 0) return
  const hint = `The settings take ${keys.join(', ')} from it: define the secret APP_ENV and pass it by name from the caller`
  input.secret('app-env', { hint })
}

/** Shorter lines are part of other words. */
const MIN_LINE_CHARACTERS = 4

/** GitHub replaces each line of a secret wherever it occurs: `#` alone would spoil every heading of a summary. */
function warnOfShortLines(text: string): void {
  const numbers = text.split('\n').flatMap((line, at) => {
    const { length } = line.trim()
    return length > 0 && length < MIN_LINE_CHARACTERS ? [at + 1] : []
  })
  if (numbers.length > 0)
    log.warning(
      `line ${numbers.join(', ')} of input "app-env" is shorter than ${MIN_LINE_CHARACTERS} characters, and GitHub hides its text everywhere in logs and summaries. Remove comments and other lines that are no values from the secret`,
    )
}
