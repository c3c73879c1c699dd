/** A command of the test gate. */
export interface GateCommand {
  name: string
  run: string
  /** Relative to the repository. */
  folder?: string
  /** Variables with literal values. */
  env?: Readonly<Record<string, string>>
  /** Whether no workflow requires it today, so that it may fail. */
  isNew?: boolean
}

/** The test gate of a repository. */
export interface Gate {
  pythonVersion?: string
  nodeVersion?: string
  install: string[]
  commands: GateCommand[]
}

const NAMES: readonly [RegExp, string][] = [
  [/\b(mypy|pyright|basedpyright|tsc|typecheck|type-check|check-types)\b/, 'types'],
  [/\b(ruff|flake8|pylint|black|isort|eslint|prettier|biome|rubocop|lint|format)\b/, 'lint'],
  [/\b(pytest|unittest|tox|nox|vitest|jest|rspec|mocha|phpunit|test|tests)\b/, 'unit'],
  [/\bbuild\b/, 'build'],
]

/** What a command checks, by the program that it runs; undefined for anything else. */
export const nameOfCommand = (run: string): string | undefined =>
  NAMES.find(([pattern]) => pattern.test(run))?.[1]

/** The commands with unique names: `unit`; with the name of the folder, or of the program; else `unit-2`. */
export function withUniqueNames(commands: readonly GateCommand[]): GateCommand[] {
  const seen = new Map<string, number>()
  return commands.map(command => {
    const name = longName(command, commands)
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { ...command, name: count === 1 ? name : `${name}-${count}` }
  })
}

function longName(command: GateCommand, commands: readonly GateCommand[]): string {
  const { name, folder } = command
  const similar = commands.filter(one => one !== command && one.name === name)
  if (similar.length === 0) return name
  const isAlone = similar.every(one => one.folder !== folder)
  const kind = isAlone ? name : (programOf(command.run) ?? name)
  const last = folder
    ?.split('/')
    .at(-1)
    ?.replace(/[^A-Za-z0-9._-]/g, '')
  return last ? `${last}-${kind}` : kind
}

/** Variables of one command, and programs that only start another. */
export const BEFORE_PROGRAM = /^(?:[A-Z_]\w*=\S* |time |timeout \S+ |xvfb-run (?:-\S+ )*)+/

const RUNNERS = /^(?:(?:poetry|uv|pdm|pipenv) run |python3? -m |npx |bunx |pnpm exec |bundle exec )+/

/** `poetry run ruff format --check .` is `ruff-format`; undefined for scripts, whose names say enough. */
function programOf(run: string): string | undefined {
  const [, program, word] =
    /^(\w[\w-]*)(?: ([a-z]+)\b)?/.exec(run.replace(BEFORE_PROGRAM, '').replace(RUNNERS, '')) ?? []
  if (program === undefined || /^(npm|pnpm|yarn|bun|make|python3?|bash|sh|bin)$/.test(program))
    return undefined
  return /^(ruff|go|biome)$/.test(program) && word !== undefined ? `${program}-${word}` : program
}

/** The setting `test`; undefined without commands. */
export function gateSetting({
  pythonVersion,
  nodeVersion,
  install,
  commands,
}: Gate): Record<string, unknown> | undefined {
  if (commands.length === 0) return undefined
  const entries = withUniqueNames(commands).map(({ name, run, folder, env }) => {
    const keys = { ...(folder === undefined ? {} : { 'working-directory': folder }), ...(env ? { env } : {}) }
    return [name, Object.keys(keys).length === 0 ? run : { run, ...keys }]
  })
  return {
    ...(pythonVersion === undefined ? {} : { 'python-version': pythonVersion }),
    ...(nodeVersion === undefined ? {} : { 'node-version': nodeVersion }),
    ...(install.length === 0 ? {} : { install: install.join(' && ') }),
    commands: Object.fromEntries(entries),
  }
}
