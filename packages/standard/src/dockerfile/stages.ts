import { escaped } from '../pattern.ts'
import type { Dockerfile, Stage, Step } from './read-dockerfile.ts'

/** The stage that becomes the image. @param target the target stage of the build */
export function finalStage({ stages }: Dockerfile, target?: string): Stage | undefined {
  return (target === undefined ? undefined : stages.find(stage => isNamed(stage, target))) ?? stages.at(-1)
}

const isNamed = ({ name }: Stage, wanted: string): boolean => name?.toLowerCase() === wanted.toLowerCase()

/** A stage preceded by the stages it is based on, which form the layers of the image. */
export function layersOf({ stages }: Dockerfile, stage: Stage): Stage[] {
  const before = stages.slice(0, stages.indexOf(stage))
  const parent = before.findLast(one => isNamed(one, stage.from))
  return parent ? [...layersOf({ path: '', global: [], stages: before }, parent), stage] : [stage]
}

/**
 * The stages that an image is built from, in the order of the file: its layers, and the stages that they copy or mount
 * from. Other stages, such as one that only runs tests, are not built with it.
 */
export function stagesOfImage(dockerfile: Dockerfile, stage: Stage): Stage[] {
  const found = new Set<Stage>()
  const add = (one: Stage): void => {
    if (found.has(one)) return
    found.add(one)
    const parents = layersOf(dockerfile, one).slice(0, -1)
    for (const source of [...parents, ...sourceStages(dockerfile, one)]) add(source)
  }
  add(stage)
  return dockerfile.stages.filter(one => found.has(one))
}

/** The stages that a stage copies or mounts from, by name or position in the file. */
const sourceStages = ({ stages }: Dockerfile, { steps }: Stage): Stage[] =>
  stages.filter((one, index) =>
    steps.some(({ sources }) => sources.some(source => isNamed(one, source) || source === String(index))),
  )

/** The base image of a stage. */
export const baseImage = (dockerfile: Dockerfile, stage: Stage): string =>
  layersOf(dockerfile, stage)[0]?.from ?? ''

/** The instructions of a kind in the image, in order. */
export function stepsOf(dockerfile: Dockerfile, stage: Stage, ...keywords: string[]): Step[] {
  return layersOf(dockerfile, stage)
    .flatMap(({ steps }) => steps)
    .filter(({ keyword }) => keywords.includes(keyword))
}

/** A string with the variables at the end of a stage resolved, from ENV or the default of ARG. */
export function resolved(dockerfile: Dockerfile, stage: Stage, text: string): string {
  const known = [...dockerfile.global, ...stepsOf(dockerfile, stage, 'ARG', 'ENV')].flatMap(
    ({ variables }) => variables,
  )
  return text.replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, name: string, fallback?: string) => {
    const value = known.findLast(variable => variable.name === name && variable.value !== undefined)?.value
    return value ?? fallback ?? whole
  })
}

/** The user that the image runs as, with the instruction that sets it; root if there is none. */
export function finalUser(dockerfile: Dockerfile, stage: Stage): { user: string; step?: Step } {
  const step = stepsOf(dockerfile, stage, 'USER').at(-1)
  if (!step) return { user: '' }
  const [user = ''] = resolved(dockerfile, stage, step.args[0] ?? '').split(':')
  return { user, step }
}

/** The home of a user: as created, else `/root` or `/home/<user>`. Unknown for a numeric user. */
export function homeOf(dockerfile: Dockerfile, stage: Stage, user: string): string | undefined {
  const variables = stepsOf(dockerfile, stage, 'ENV').flatMap(step => step.variables)
  const set = variables.findLast(({ name }) => name === 'HOME')?.value
  if (set !== undefined) return resolved(dockerfile, stage, set)
  if (user === '' || user === 'root' || user === '0') return '/root'
  if (/^\d+$/.test(user) || user.includes('$')) return undefined
  const creation = stepsOf(dockerfile, stage, 'RUN')
    .flatMap(({ text }) => resolved(dockerfile, stage, text).split(/&&|;|\n/))
    .find(
      line => /\b(useradd|adduser)\b/.test(line) && new RegExp(`(^|\\s)${escaped(user)}(\\s|$)`).test(line),
    )
  const home = /(?:\s-h|\s-d|--home-dir|--home)[ =](\S+)/.exec(creation ?? '')?.[1]
  return home ?? `/home/${user}`
}

/** The health check of the image. */
export function imageHealthcheck(dockerfile: Dockerfile, stage: Stage): Step | undefined {
  const step = stepsOf(dockerfile, stage, 'HEALTHCHECK').at(-1)
  return step && /^(--\S+\s+)*NONE\b/i.test(step.text) ? undefined : step
}

/** The command of a health check as one line, without the flags and `CMD`. */
export function healthcheckText(step: Step): string {
  if (step.isJson) return step.args.join(' ')
  const text = step.text.replace(/^\s*(--\S+\s+)*CMD\s+/is, '').trim()
  return text.startsWith('[')
    ? [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, arg]) => arg).join(' ')
    : text
}
