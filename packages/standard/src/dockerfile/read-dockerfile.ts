import { type Arg, type Copy, DockerfileParser, type Env, type From, type Instruction } from 'dockerfile-ast'
import type { At } from '../yaml/node.ts'

/** `Dockerfile`, `Dockerfile.prod`, `api.dockerfile`, `Containerfile`; not `Dockerfile.dockerignore`, which belongs to one. */
const DOCKERFILE =
  /(^|[/.])(Docker|Container)file(?![^/]*dockerignore$)([._-][^/]*)?$|\.(docker|container)file$/

/** Whether a file has a name that Dockerfiles usually have. */
export const isDockerfile = (path: string): boolean => DOCKERFILE.test(path)

/** An instruction of a Dockerfile. */
export interface Step {
  /** In upper case. */
  keyword: string
  /** The arguments as one line. */
  text: string
  /** The arguments without the flags. */
  args: string[]
  flags: ReadonlyMap<string, string>
  /** The images and stages that files come from: of `COPY --from` and `RUN --mount=…,from=`. */
  sources: string[]
  /** Of ENV and ARG. */
  variables: { name: string; value: string | undefined }[]
  /** Whether the arguments are in JSON form. */
  isJson: boolean
  at: At
}

/** A build stage. */
export interface Stage {
  name?: string
  /** The base image or stage, with variables resolved. */
  from: string
  steps: Step[]
  at: At
}

export interface Dockerfile {
  path: string
  /** ARGs before the first FROM. */
  global: Step[]
  stages: Stage[]
}

/** Reads a Dockerfile. */
export function readDockerfile(path: string, text: string): Dockerfile {
  const parsed = DockerfileParser.parse(text)
  const dockerfile: Dockerfile = { path, global: [], stages: [] }
  for (const instruction of parsed.getInstructions()) {
    const step = readStep(path, instruction)
    if (step.keyword === 'FROM')
      dockerfile.stages.push(readStage(step, instruction as From, dockerfile.global))
    else (dockerfile.stages.at(-1)?.steps ?? dockerfile.global).push(step)
  }
  return dockerfile
}

function readStage(step: Step, from: From, global: readonly Step[]): Stage {
  const name = from.getBuildStage()
  return {
    from: withDefaults(from.getImage() ?? '', global),
    steps: [],
    at: step.at,
    ...(name === null ? {} : { name }),
  }
}

/** Variables of FROM are ARGs before it. */
function withDefaults(image: string, global: readonly Step[]): string {
  return image.replace(/\$\{?(\w+)(?::-([^}]*))?\}?/g, (whole, name: string, fallback?: string) => {
    const known = global.flatMap(({ variables }) => variables).find(variable => variable.name === name)
    return known?.value ?? fallback ?? whole
  })
}

function readStep(file: string, instruction: Instruction): Step {
  const keyword = instruction.getKeyword()
  const flags = (instruction as Copy).getFlags?.() ?? []
  const args = instruction.getArguments().map(argument => argument.getValue())
  const text = instruction.getArgumentsContent() ?? ''
  const isJson = /^\s*\[/.test(text.replace(/^(--\S+\s+)*/, ''))
  return {
    keyword,
    text: text.replace(/\\\r?\n/g, ' '),
    args: isJson ? jsonArgs(text) : args.filter(arg => !arg.startsWith('--')),
    flags: new Map(flags.map(flag => [flag.getName(), flag.getValue() ?? ''])),
    sources: flags.flatMap(flag => sourceOf(flag.getName(), flag.getValue() ?? '')),
    variables: variablesOf(keyword, instruction),
    isJson,
    at: { file, line: instruction.getRange().start.line + 1 },
  }
}

function sourceOf(flag: string, value: string): string | [] {
  if (flag === 'from') return value
  return (flag === 'mount' && /\bfrom=([^,]+)/.exec(value)?.[1]) || []
}

function jsonArgs(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, arg = '']) => arg)
}

function variablesOf(keyword: string, instruction: Instruction): Step['variables'] {
  if (keyword === 'ENV')
    return (instruction as Env).getProperties().map(property => ({
      name: property.getName(),
      value: property.getValue() ?? undefined,
    }))
  const property = keyword === 'ARG' ? (instruction as Arg).getProperty() : null
  return property ? [{ name: property.getName(), value: property.getValue() ?? undefined }] : []
}
