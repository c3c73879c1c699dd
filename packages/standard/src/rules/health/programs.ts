import { baseImage, healthcheckText, imageHealthcheck, layersOf } from '../../dockerfile/stages.ts'
import { type BuiltImage, builtImages } from '../../model/repository.ts'
import { imageName } from '../../model/roles.ts'
import type { Rule } from '../../rule.ts'

export const installedProgram: Rule = {
  id: 'HC-3',
  severity: 'E',
  title: 'The program that a health check runs is installed in the image.',
  fix: 'Install it in the final stage, or use a program that the image contains.',
  check: repository =>
    builtImages(repository).flatMap(image => {
      const { service, dockerfile, stage } = image
      const step = imageHealthcheck(dockerfile, stage)
      const own = service.healthcheck
      const check = own ?? (step && { text: healthcheckText(step), at: step.at, form: 'shell' })
      if (!check || check.form === 'none') return []
      return programsOf(check.text)
        .filter(program => isMissing(program, image))
        .map(program => ({
          at: check.at,
          subject: program,
          message: `the image of ${service.name} does not contain ${program}`,
        }))
    }),
}

/** Programs whose absence can be detected; a shell and its builtins are in every image that runs a shell. */
const DETECTABLE = [
  'curl',
  'wget',
  'pg_isready',
  'redis-cli',
  'nc',
  'python',
  'python3',
  'node',
  'http',
  'grpc_health_probe',
]

function programsOf(text: string): string[] {
  const commands = text
    .split(/\|\||&&|[|;()]|\bif\b|\bthen\b/)
    .map(command => command.trim().split(/\s+/)[0] ?? '')
  return [...new Set(commands)].filter(program => DETECTABLE.includes(program))
}

/** Programs in well-known images, as documented; the first matching pattern applies. */
const BASES: readonly [pattern: RegExp, programs: readonly string[]][] = [
  [/distroless|^scratch$/, []],
  [/^(python|pypy):[^@]*slim/, ['python', 'python3']],
  [/^(python|pypy):[^@]*alpine/, ['python', 'python3', 'wget', 'nc']],
  [/^(python|pypy)(:|@|$)/, ['python', 'python3', 'curl', 'wget']],
  [/^node:[^@]*slim/, ['node']],
  [/^node:[^@]*alpine/, ['node', 'wget', 'nc']],
  [/^node(:|@|$)/, ['node', 'curl', 'wget', 'python3']],
  [/^nginx:[^@]*alpine/, ['curl', 'wget', 'nc']],
  [/^nginx(:|@|$)/, ['curl']],
  [/^alpine(:|@|$)|^busybox(:|@|$)/, ['wget', 'nc']],
  [/^(debian|ubuntu)(:|@|$)/, []],
  [/^golang:[^@]*alpine/, ['wget', 'nc']],
]

function isMissing(program: string, { dockerfile, stage }: BuiltImage): boolean {
  const base = baseImage(dockerfile, stage)
  const short = base.includes('distroless')
    ? base
    : `${imageName(base)}${base.slice(base.indexOf(imageName(base)) + imageName(base).length)}`
  const found = BASES.find(([pattern]) => pattern.test(short))
  if (!found || found[1].includes(program)) return false
  const steps = layersOf(dockerfile, stage).flatMap(one => one.steps)
  const name = new RegExp(`(^|[\\s/"'=])(${PACKAGES[program] ?? program})([\\s"'=;:&|\\\\]|$)`)
  return !steps.some(({ keyword, text }) => /^(RUN|COPY|ADD)$/.test(keyword) && name.test(text))
}

/** Packages whose name differs from the program. */
const PACKAGES: Record<string, string> = {
  pg_isready: 'pg_isready|postgresql-client\\S*|postgresql\\d*-client',
  'redis-cli': 'redis-cli|redis|redis-tools',
  nc: 'nc|netcat\\S*|ncat|busybox\\S*',
  python: 'python|python3?-is-python3?|python3\\S*',
  python3: 'python3\\S*',
  node: 'node|nodejs\\S*|nodesource\\S*',
  http: 'http|httpie',
}
