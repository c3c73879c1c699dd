import { redact } from '@tsh/action'
import { type EnvFile, envEntries, parseEnvFile } from '../env/env-file.ts'

/** The files of a project, for messages, and what is in its env file. */
export interface ComposeSource {
  composeFile: string
  envFile: string
  /** Missing when it could not be read. */
  env?: string | undefined
}

/**
 * Why compose refuses the files of a project. Compose quotes the text that it does not understand, which may be a secret
 * or a part of one, so its words are not repeated: only names of files and keys, and numbers of lines.
 * @param output what compose has printed
 */
export function composeProblem(output: string, source: ComposeSource, server: string): string {
  const text = output.slice(0, MAX_OUTPUT_CHARACTERS).replace(/^time=.*$/gm, '')
  if (MISSING.test(text))
    return `docker compose v2 not found on ${server}. Install the package docker-compose-plugin`
  return redact(`docker compose on ${server} rejects ${described(text, source) ?? unknown(text, source)}`)
}

/** The reason is in the first lines. */
const MAX_OUTPUT_CHARACTERS = 20_000

function described(text: string, source: ComposeSource): string | undefined {
  for (const [pattern, describe] of RULES) {
    const match = pattern.exec(text)
    const problem = match ? describe(match, source) : undefined
    if (problem !== undefined) return problem
  }
  return undefined
}

const MISSING =
  /unknown (?:shorthand )?flag|is not a docker command|docker: (?:command )?not found|docker'?: No such file/

type Rule = [pattern: RegExp, describe: (match: RegExpExecArray, source: ComposeSource) => string | undefined]

const NAME = '[\\w.-]+'
const PATH = '[\\w./@+-]+'
/** What follows a name that was read to its end: the beginning of a longer text may be that of a secret. */
const END = '(?=[\\s,:;]|$)'
/**
 * The place in a compose file that a message is about. It is only taken from where compose-go writes it: what the message
 * quotes may look like one, and hold the beginning of a secret.
 */
const PLACE = `(?<=^|\\bvalidating ${PATH}: |\\binterpolation format for |\\bdecoding ["']|^- |^\\* )(?:services|networks|volumes|configs|secrets)(?:\\.[\\w-]+|\\.?\\[[\\w-]+\\])+`

/** What compose-go prints, most specific first. Names in it are those of services, variables and properties. */
const RULES: readonly Rule[] = [
  [
    /(?:git|OCI) remote resource is disabled/,
    (_, { composeFile }) =>
      `${composeFile}: it includes a file from a Git repository or a registry, and a deployment fetches none. Copy the file into the repository`,
  ],
  [new RegExp(`failed to read (${PATH}): (?:line (\\d+): )?`), envFileProblem],
  [
    /required variable (\w+) is missing a value/,
    ([, name], { composeFile, envFile }) =>
      `${composeFile}: it requires ${name}, which ${envFile} does not have. Add it there`,
  ],
  [
    new RegExp(`(?:find|read) env file: (${PATH})${END}|env file (${PATH}) not found`, 'i'),
    ([, one, other], { composeFile }) =>
      `${composeFile}: env file ${one ?? other} does not exist. Create it, or correct ${composeFile}`,
  ],
  [
    new RegExp(
      `(?:open|stat|lstat|read) (${PATH}): (no such file or directory|permission denied|is a directory)`,
    ),
    ([, path, why], { composeFile }) => `${composeFile}: ${path}: ${why}. Correct ${composeFile}`,
  ],
  [
    /(?:line (\d+): )?mapping key .*already defined/,
    ([, line], { composeFile }) => `${composeFile}: a key is defined twice${inLine(line)}. Remove one`,
  ],
  [
    /yaml: (?:[^\n]*?line (\d+))?/,
    ([, line], { composeFile }) =>
      `${composeFile}: it is not valid YAML${inLine(line)}. Correct ${composeFile}`,
  ],
  [
    new RegExp(`(${PLACE})\\s+additional propert(?:y|ies) '?(${NAME})'?`, 'im'),
    ([, place, name], { composeFile }) =>
      `${composeFile}: ${place} has the unknown property ${name}. Correct ${composeFile}`,
  ],
  [
    new RegExp(
      `service "?(${NAME})"? (?:depends on|refers to) (?:undefined|unknown) (${NAME}(?: secret)?) "?(${NAME})"?${END}`,
    ),
    ([, service, kind, name], { composeFile }) =>
      `${composeFile}: service ${service} uses ${kind} ${name}, which is not defined. Correct ${composeFile}`,
  ],
  [
    new RegExp(`service "?(${NAME})"? has neither an image nor a build context`),
    ([, service], { composeFile }) =>
      `${composeFile}: service ${service} has neither "image" nor "build". Add one`,
  ],
  [
    /dependency cycle detected/,
    (_, { composeFile }) =>
      `${composeFile}: its services depend on each other in a circle. Correct "depends_on"`,
  ],
  [
    new RegExp(`invalid interpolation format for (${PLACE})`, 'm'),
    ([, place], { composeFile }) =>
      `${composeFile}: ${place} has a "$" that starts no variable. Write "$$" for a plain "$"`,
  ],
  [
    new RegExp(`(${PLACE})`, 'm'),
    ({ 1: place, input }, source) =>
      `${source.composeFile}: ${place} is not valid${valuesIn(input, source)}. Correct ${source.composeFile}`,
  ],
]

const inLine = (line: string | undefined): string => (line === undefined ? '' : ` (line ${line})`)

function unknown(output: string, source: ComposeSource): string {
  const { composeFile, envFile } = source
  const command = `docker compose --env-file ${envFile} -f ${composeFile} config --quiet`
  return `${composeFile}${valuesIn(output, source)}. See why with "${command}" on the server; the reason may hold a secret, so it is not shown here`
}

const MIN_VALUE_LENGTH = 4

/** Says whose values compose has quoted. */
function valuesIn(output: string, { envFile, env = '' }: ComposeSource): string {
  const keys = envEntries(env).flatMap(([key, value]) =>
    value.length >= MIN_VALUE_LENGTH && output.includes(value) ? [key] : [],
  )
  return keys.length === 0 ? '' : ` because of ${[...new Set(keys)].join(', ')} in ${envFile}`
}

/** Compose gives no line for some faults of an env file, and for a lost quote that of the end. */
function envFileProblem([, path = '', line]: RegExpExecArray, source: ComposeSource): string {
  const { envFile, env } = source
  if (env === undefined || !path.endsWith(`/${envFile}`))
    return `${path}: it is not a valid env file${inLine(line)}. Correct it`
  const file = parseEnvFile(env)
  const [fault] = file.faults
  if (fault?.kind === 'quote')
    return `${envFile}: line ${fault.line} opens a quote for ${fault.key} that is never closed. Close it`
  if (fault)
    return `${envFile}: line ${fault.line} is not an assignment. Put a value of several lines in quotes, or correct the line`
  const key = invalidTemplate(file)
  if (key) return `${envFile}: the value of ${key} has a "$" that starts no variable. Put it in single quotes`
  return `${envFile}: it is not a valid env file${inLine(line)}. Correct it`
}

/** The key whose value compose cannot interpolate. */
const invalidTemplate = ({ entries }: EnvFile): string | undefined =>
  entries.find(
    ({ quote, value }) =>
      quote !== "'" && /\$\{/.test(value.replace(/\$\$|\$\{[A-Za-z_]\w*(?::?[-+?][^{}]*)?\}/g, '')),
  )?.key
