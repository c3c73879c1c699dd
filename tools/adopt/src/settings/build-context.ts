import { posix } from 'node:path'
import {
  type Dockerfile,
  get,
  interpolate,
  type RepositoryFiles,
  readDockerfile,
  type Service,
  textOf,
} from '@tsh/standard/reading'

/** The files that the image of the application is built from. */
export interface BuildContext {
  files: RepositoryFiles
  /** The build context, relative to the repository; `.` for all of it. */
  folder: string
  /** The paths in it, relative to it. */
  paths: readonly string[]
  dockerfile?: Dockerfile
  /** The stage that is built; undefined for the last one. */
  target?: string
  /** The `working_dir` of the service, which replaces the last WORKDIR. */
  workingDirectory?: string
  /** The command that the container starts with. */
  command: string
  text(path: string): string | undefined
}

export function buildContextOf(files: RepositoryFiles, service: Service | undefined): BuildContext {
  const folder = service?.build?.context ?? '.'
  const path = service?.build?.dockerfile ?? 'Dockerfile'
  const text = files.text(path)
  const dockerfile = text === undefined ? undefined : readDockerfile(path, text)
  const target = service?.build?.target
  const written = service && textOf(get(service.node, 'working_dir'))
  const inside = files.paths
    .filter(one => folder === '.' || one.startsWith(`${folder}/`))
    .map(one => posix.relative(folder, one))
  return {
    files,
    folder,
    paths: inside.filter(one => !/(^|\/)node_modules\//.test(one)),
    command: service?.command?.text ?? commandOf(dockerfile),
    text: one => files.text(posix.join(folder, one)),
    ...(dockerfile ? { dockerfile } : {}),
    ...(target === undefined ? {} : { target }),
    ...(written === undefined ? {} : { workingDirectory: interpolate(written, () => undefined) }),
  }
}

function commandOf(dockerfile: Dockerfile | undefined): string {
  const steps = dockerfile?.stages.at(-1)?.steps ?? []
  return (
    steps
      .filter(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
      .at(-1)
      ?.args.join(' ') ?? ''
  )
}

const SOURCE = /\.(py|[cm]?[jt]sx?|rb|go|php|java|kt|rs|ex)$/
const TEST = /(^|\/)(tests?|__tests__|spec|e2e|node_modules|migrations)\/|(\.|_)(test|spec)\./

/** The source files of the application, without its tests. */
export const sourceTexts = ({ paths, text }: BuildContext): string[] =>
  paths.filter(path => SOURCE.test(path) && !TEST.test(path)).map(path => text(path) ?? '')

/** The path with the fewest folders whose name matches. */
export function shallowest(paths: readonly string[], name: RegExp): string | undefined {
  const found = paths.filter(path => name.test(path))
  return found.sort((one, other) => one.split('/').length - other.split('/').length)[0]
}

/** Where the Python of an image is called `python3`, its command uses that name. */
export const pythonIn = ({ command, dockerfile }: BuildContext): string => {
  const base = dockerfile?.stages.at(-1)?.from ?? ''
  const hasAlias = /(^|\/)python\b/.test(base) || dockerfileInstalls(dockerfile, 'python-is-python3')
  return !hasAlias && (/\bpython3\b/.test(command) || /^(debian|ubuntu)\b/.test(base)) ? 'python3' : 'python'
}

const dockerfileInstalls = (dockerfile: Dockerfile | undefined, name: string): boolean =>
  dockerfile?.stages.some(({ steps }) => steps.some(({ text }) => text.includes(name))) ?? false
