import { posix } from 'node:path'
import {
  entriesOf,
  get,
  scriptOf,
  textOf,
  type Workflow,
  type WorkflowJob,
  type WorkflowStep,
} from '@tsh/standard/reading'
import { deploymentReason } from '../findings/deployment-reason.ts'
import { uniqueBy } from '../unique-by.ts'
import { type Gate, type GateCommand, nameOfCommand } from './commands.ts'

const INSTALL =
  /^(?:python3? -m )?(pip3? install|poetry (install|self)|pipx install|uv (sync|pip install)|pdm install|npm (ci|install)\b|pnpm (install|i)\b|yarn( install)?( --\S+)*$|bun (install|i)\b|bundle install|corepack enable)/
const TEST =
  /^(?:(?:poetry|uv|pdm|pipenv) run |python3? -m |npx |bunx |pnpm exec |bundle exec |bin\/|\.\/)*((?:ba)?sh \S*(?:test|lint)[\w-]*\.sh|pytest|tox|nox|unittest|ruff (check|format)|mypy|flake8|pylint|black --check|isort --check|pyright|eslint|tsc|vitest|jest|prettier --check|biome|rspec|rubocop|rails test|go (test|vet)|python3? \S*manage\.py test|(npm|pnpm|yarn|bun)( run)? (test|lint|types?|typecheck|type-check|check|build|format:check)\b|make (test|lint|check)|node --test)/

/** The test gate that the workflows of a repository have today; undefined if none of them tests. */
export function workflowGate(workflows: readonly Workflow[]): Gate | undefined {
  const jobs = workflows.flatMap(workflow => workflow.jobs.map(job => testPart(workflow, job)))
  const all = jobs.flatMap(job => job.steps.flatMap(step => commandsOf(job, step)))
  const commands = uniqueBy(all, ({ run, folder }) => `${folder}\n${run}`)
  if (commands.length === 0) return undefined
  const versions = (key: string): string | undefined =>
    jobs.flatMap(job => job.steps).flatMap(step => versionIn(step, key))[0]
  const tested = jobs.filter(job => job.steps.some(step => commandsOf(job, step).length > 0))
  const install = tested.flatMap(job => job.steps.flatMap(step => installsOf(job, step)))
  const python = versions('python-version')
  const node = versions('node-version')
  return {
    install: [...new Set([...bunIn([...install, ...commands.map(({ run }) => run)]), ...install])],
    commands,
    ...(python === undefined ? {} : { pythonVersion: python }),
    ...(node === undefined ? {} : { nodeVersion: node }),
  }
}

/** Installs bun if a line uses it: workflows have it from an action, which the gate does not run. */
function bunIn(lines: readonly string[]): string[] {
  const uses = lines.some(line => /\bbunx? /.test(line))
  return uses && !lines.some(line => line.includes('npm install --global bun'))
    ? ['npm install --global bun']
    : []
}

/** Services that a workflow starts for its tests, which the gate does not start. */
export function testServices(workflows: readonly Workflow[]): string[] {
  const jobs = workflows.flatMap(workflow => workflow.jobs.map(job => testPart(workflow, job)))
  const containers = jobs.flatMap(({ node }) => entriesOf(get(node, 'services')).map(([name]) => name))
  const scripts = jobs.flatMap(job => job.steps.map(scriptOf)).join('\n')
  const isStarted = /\bdocker[ -]compose\b[^\n]*\b(up|run)\b/.test(scripts)
  return [...new Set([...containers, ...(isStarted ? ['those of docker compose'] : [])])]
}

/** The steps of a job until one deploys: small repositories have one job for everything. */
function testPart(workflow: Workflow, job: WorkflowJob): WorkflowJob {
  const until = (count: number): WorkflowJob => ({ ...job, steps: job.steps.slice(0, count) })
  const first = job.steps.findIndex((_, at) => deploymentReason(workflow, until(at + 1)) !== undefined)
  return first === -1 ? job : until(first)
}

/** A literal version; one in an expression is only known to the matrix. */
function versionIn({ node }: WorkflowStep, key: string): string[] {
  const version = textOf(get(node, 'with', key))
  return version === undefined || version.includes('$') ? [] : [version]
}

interface ScriptLine {
  text: string
  /** The folder that it runs in, relative to the repository; undefined for its root. */
  folder: string | undefined
}

/** `cd backend`, and `cd backend && pytest`. */
const CHANGE_FOLDER = /^cd (?!-)([\w./-]+)(?:(?: &&|;) ?(.+))?$/

/** Whole lines only: a line that belongs to a longer script is not a command. */
function linesOf(job: WorkflowJob, step: WorkflowStep): ScriptLine[] {
  let folder = folderOf(job, step)
  return scriptOf(step)
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map(line => line.trim().replace(/\s+/g, ' '))
    .filter(line => line !== '' && !line.startsWith('#') && !line.includes('${{'))
    .flatMap((text): ScriptLine[] => {
      const [, target, rest] = CHANGE_FOLDER.exec(text) ?? []
      if (target === undefined) return [{ text, folder }]
      const inside = normalFolder(posix.join(folder ?? '.', target))
      if (rest !== undefined) return [{ text: rest, folder: inside }]
      folder = inside
      return []
    })
}

function commandsOf(job: WorkflowJob, step: WorkflowStep): GateCommand[] {
  return linesOf(job, step)
    .filter(({ text }) => TEST.test(text))
    .map(({ text, folder }) => ({
      ...{ name: nameOfCommand(text) ?? 'test', run: text },
      ...(folder === undefined ? {} : { folder }),
      ...envOf(job, step),
    }))
}

/** The variables of a step with literal values: others come from secrets and contexts that the gate does not have. */
function envOf(job: WorkflowJob, { node }: WorkflowStep): Pick<GateCommand, 'env'> {
  const entries = [...entriesOf(get(job.node, 'env')), ...entriesOf(get(node, 'env'))]
  const values = entries.map(([key, entry]): [string, string] => [key, textOf(entry.node) ?? ''])
  const literal = values.filter(([key, value]) => key !== 'CI' && value !== '' && !value.includes('${{'))
  return literal.length === 0 ? {} : { env: Object.fromEntries(literal) }
}

function installsOf(job: WorkflowJob, step: WorkflowStep): string[] {
  return linesOf(job, step)
    .filter(({ text }) => INSTALL.test(text) && !/install (-U |--upgrade )?pip$|--upgrade pip$/.test(text))
    .map(({ text, folder }) => (folder === undefined ? text : `(cd ${folder} && ${text})`))
}

function folderOf(job: WorkflowJob, { node }: WorkflowStep): string | undefined {
  const own =
    textOf(get(node, 'working-directory')) ?? textOf(get(job.node, 'defaults', 'run', 'working-directory'))
  return own === undefined || own.includes('$') ? undefined : normalFolder(own)
}

/** Without `./` and a slash at the end; undefined for the root. */
function normalFolder(path: string): string | undefined {
  const folder = posix.normalize(path).replace(/\/$/, '')
  return folder === '.' || folder === '' ? undefined : folder
}
