import { redact } from '@tsh/action'
import { composeNames } from '../application.ts'
import { type EnvFile, envEntries, parseEnvFile } from '../env/env-file.ts'

/** The files of a project, for messages, and the content of its env file. */
export interface ComposeSource {
  composeFiles: readonly string[]
  envFile: string
  /** Missing when it could not be read. */
  env?: string | undefined
}

/**
 * Why compose rejects the files of a project. Compose quotes the text that it cannot parse, which may be (part of) a
 * secret, so its output is not repeated: only file names, keys and line numbers.
 * @param output the output of compose
 */
export function composeProblem(output: string, source: ComposeSource, server: string): string {
  const text = reasonIn(output)
  const named = { ...source, composeFile: composeNames(source) }
  return (
    missingCompose(text, server) ??
    redact(`docker compose on ${server} rejects ${described(text, named) ?? unknown(text, named)}`)
  )
}

/**
 * The same for files whose variables have not been replaced. They have no secrets, so that an unknown reason is printed.
 * @param machine where compose runs
 */
export function plainComposeProblem(
  output: string,
  composeFiles: readonly string[],
  machine: string,
): string {
  const text = reasonIn(output)
  const composeFile = composeNames({ composeFiles })
  const fault = described(text, { composeFiles, composeFile, envFile: '.env' })
  const reason = fault ?? `${composeFile}: ${text.slice(0, MAX_REASON_CHARACTERS).replace(/\s*\n\s*/g, ' ')}`
  return missingCompose(text, machine) ?? `docker compose on ${machine} rejects ${reason}`
}

const MAX_REASON_CHARACTERS = 500

/** The output without warnings. */
const reasonIn = (output: string): string =>
  output
    .slice(0, MAX_OUTPUT_CHARACTERS)
    .replace(/^time=.*$/gm, '')
    .trim()

const missingCompose = (text: string, machine: string): string | undefined =>
  MISSING.test(text)
    ? `docker compose v2 not found on ${machine}. Install the package docker-compose-plugin`
    : undefined

/** A source with its compose files as one name. */
type NamedSource = ComposeSource & { composeFile: string }

/** The reason is in the first lines. */
const MAX_OUTPUT_CHARACTERS = 20_000

function described(text: string, source: NamedSource): string | undefined {
  for (const [pattern, describe] of RULES) {
    const match = pattern.exec(text)
    const problem = match ? describe(match, source) : undefined
    if (problem !== undefined) return problem
  }
  return undefined
}

const MISSING =
  /unknown (?:shorthand )?flag|is not a docker command|unknown command: docker compose|docker: (?:command )?not found|docker'?: No such file/

type Rule = [pattern: RegExp, describe: (match: RegExpExecArray, source: NamedSource) => string | undefined]

const NAME = '[\\w.-]+'
const PATH = '[\\w./@+-]+'
/** The end of a complete name: the beginning of a longer text may be part of a secret. */
const END = '(?=[\\s,:;]|$)'
/**
 * The location in a compose file that a message refers to. It is only read from where compose-go prints it: quoted text
 * may look like a location and contain the beginning of a secret.
 */
const PLACE = `(?<=^|\\bvalidating ${PATH}: |\\binterpolation format for |\\bdecoding ["']|^- |^\\* )(?:services|networks|volumes|configs|secrets)(?:\\.[\\w-]+|\\.?\\[[\\w-]+\\])+`

/** Messages of compose-go, most specific first. Names in them are services, variables and properties. */
const RULES: readonly Rule[] = [
  [
    /(?:git|OCI) remote resource is disabled/,
    (_, { composeFile }) =>
      `${composeFile}: it includes a file from a Git repository or a registry, which deployments do not fetch. Copy the file into the repository`,
  ],
  [new RegExp(`failed to read (${PATH}): (?:line (\\d+): )?`), envFileProblem],
  [
    /required variable (\w+) is missing a value/,
    ([, name], { composeFile, envFile }) =>
      `${composeFile}: required variable ${name} is not set in ${envFile}. Add it there`,
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
    ([, line], { composeFile }) => `${composeFile}: duplicate key${inLine(line)}. Remove one`,
  ],
  [
    /yaml: (?:[^\n]*?line (\d+))?/,
    ([, line], { composeFile }) => `${composeFile}: invalid YAML${inLine(line)}. Correct ${composeFile}`,
  ],
  [
    new RegExp(`(${PLACE})\\s+additional propert(?:y|ies) '?(${NAME})'?`, 'im'),
    ([, place, name], { composeFile }) =>
      `${composeFile}: ${place} has unknown property ${name}. Correct ${composeFile}`,
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
    (_, { composeFile }) => `${composeFile}: its services have a dependency cycle. Correct "depends_on"`,
  ],
  [
    new RegExp(`invalid interpolation format for (${PLACE})`, 'm'),
    ([, place], { composeFile }) =>
      `${composeFile}: ${place} contains a "$" that does not start a variable. Write "$$" for a literal "$"`,
  ],
  [
    new RegExp(`(${PLACE})`, 'm'),
    ({ 1: place, input }, source) =>
      `${source.composeFile}: ${place} is not valid${valuesIn(input, source)}. Correct ${source.composeFile}`,
  ],
]

const inLine = (line: string | undefined): string => (line === undefined ? '' : ` (line ${line})`)

function unknown(output: string, source: NamedSource): string {
  const { composeFiles, composeFile, envFile } = source
  const files = composeFiles.map(file => `-f ${file}`).join(' ')
  const command = `docker compose --env-file ${envFile} ${files} config --quiet`
  return `${composeFile}${valuesIn(output, source)}. Run "${command}" on the server to see why; the reason may contain a secret, so it is not shown here`
}

const MIN_VALUE_LENGTH = 4

/** Names the keys whose values compose has quoted. */
function valuesIn(output: string, { envFile, env = '' }: NamedSource): string {
  const keys = envEntries(env).flatMap(([key, value]) =>
    value.length >= MIN_VALUE_LENGTH && output.includes(value) ? [key] : [],
  )
  return keys.length === 0 ? '' : ` because of ${[...new Set(keys)].join(', ')} in ${envFile}`
}

/** For some env file errors compose reports no line, and for an unterminated quote the last line. */
function envFileProblem([, path = '', line]: RegExpExecArray, source: NamedSource): string {
  const { envFile, env } = source
  if (env === undefined || !path.endsWith(`/${envFile}`))
    return `${path}: invalid env file${inLine(line)}. Correct it`
  const file = parseEnvFile(env)
  const [fault] = file.faults
  if (fault?.kind === 'quote')
    return `${envFile}: unterminated quote for ${fault.key} in line ${fault.line}. Close it`
  if (fault)
    return `${envFile}: line ${fault.line} is not an assignment. Quote a multi-line value, or correct the line`
  const key = invalidTemplate(file)
  if (key)
    return `${envFile}: the value of ${key} contains a "$" that does not start a variable. Put it in single quotes`
  return `${envFile}: invalid env file${inLine(line)}. Correct it`
}

/** The key whose value compose cannot interpolate. */
const invalidTemplate = ({ entries }: EnvFile): string | undefined =>
  entries.find(
    ({ quote, value }) =>
      quote !== "'" && /\$\{/.test(value.replace(/\$\$|\$\{[A-Za-z_]\w*(?::?[-+?][^{}]*)?\}/g, '')),
  )?.key
