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
import { BEFORE_PROGRAM, type Gate, type GateCommand, nameOfCommand } from './commands.ts'
import { linesOf } from './workflow-lines.ts'

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
    install: [...new Set(install)],
    commands,
    ...(python === undefined ? {} : { pythonVersion: python }),
    ...(node === undefined ? {} : { nodeVersion: node }),
  }
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

const NEVER_FAILS = /\|\| *(true|:|echo\b.*)$/

function commandsOf(job: WorkflowJob, step: WorkflowStep): GateCommand[] {
  if (job.continuesOnError || step.continuesOnError) return []
  return linesOf(job, step)
    .filter(({ text }) => TEST.test(text.replace(BEFORE_PROGRAM, '')) && !NEVER_FAILS.test(text))
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
