import { type Captured, leaks, type Traffic } from '@tsh/sandbox'
import { lostOutside } from '@tsh/sandbox/load/tally'
import { softwareVersions, versionsText } from '@tsh/sandbox/sandbox/versions'
import { secretsInCommands } from '@tsh/sandbox/seed/secret-values'
import { activeDeployment } from '@tsh/sandbox/services/github-deployments'
import type { RunResult } from '@tsh/workflow-runner'
import type { Arguments } from './arguments.ts'
import type { Failure } from './failures/failure.ts'
import { type Facts, outcomeOf, problemsOf } from './outcome.ts'
import type { RehearsalRun } from './rehearse.ts'
import { failedOutput } from './report/failed-output.ts'
import type { ChecklistItem, Outcome, Report } from './report/report.ts'
import type { Timeline } from './timeline.ts'
import {
  databaseContainers,
  type Live,
  NOT_RUNNING,
  querySite,
  readJournal,
  serviceStates,
  serviceVersions,
} from './verify.ts'

export interface Observed {
  before: Live
  databases: Record<string, string>
  result: RunResult
  timeline: Timeline
  traffic: Traffic
  lead: number
  seconds: number
  captured: Captured
}

/** The report, and the files that are saved next to it. */
export interface Evidence {
  report: Report
  texts: Record<string, string>
  /** How to inspect a kept sandbox. */
  inspection: string[]
}

/** Collects the outcome of a run from the site, the server and all output. */
export async function conclude(options: Arguments, run: RehearsalRun, observed: Observed): Promise<Evidence> {
  const { sandbox, consumer, plan, repository } = run
  const [live, now, journal, objects, services, versions, software] = await Promise.all([
    querySite(sandbox, consumer),
    databaseContainers(sandbox, plan),
    readJournal(sandbox, consumer),
    sandbox.s3.objects(),
    serviceStates(sandbox),
    serviceVersions(sandbox),
    softwareVersions(sandbox),
  ])
  const messages = sandbox.telegram.messages.map(message => message.text)
  const texts = textsOf(run, observed, journal)
  const jobs = observed.timeline.report()
  const places = Object.entries(texts).map(([place, text]) => ({ place, text }))
  const checklist = checklistIn(observed.result)
  // What the compose file shows is no leak of the deployment.
  const shown = secretsInCommands(run.plan.model, sandbox.secrets)
  const facts: Facts = {
    ...{
      live,
      messages,
      slots: consumer.slots,
      failure: options.fail,
      fresh: options.fresh,
      release: releaseOf(observed.result),
    },
    previous: { version: observed.before.version, slot: observed.before.slot },
    commit: {
      live: live.version === observed.before.version ? repository.old : repository.new,
      listed: activeDeployment(sandbox.github.state, consumer.environment)?.sha ?? '',
    },
    switched: hasServed(observed) || jobs.some(job => job.name === 'deploy' && job.result === 'success'),
    conclusion: observed.result.conclusion,
    results: Object.fromEntries(jobs.map(job => [job.name, job.result])),
    lost: lostAlive(observed, options.fail),
    losses: observed.traffic.losses,
    replaced: Object.entries(observed.databases)
      .filter(([service, before]) => before !== NOT_RUNNING && now[service] !== before)
      .map(([service]) => service),
    missing: checklist.filter(({ state }) => state === 'missing').map(({ id }) => id),
    leaks: [
      ...leaks(sandbox.secrets, places),
      ...leaks(
        sandbox.secrets.filter(secret => !shown.includes(secret)),
        [observed.captured],
      ),
    ],
  }
  const outcome = outcomeOf(facts)
  const expected = expectedOf(run.failure, options.fresh)
  const problems = problemsOf(facts, outcome, expected)
  const [failed] = observed.result.failures
  const report: Report = {
    ...{
      id: sandbox.id,
      environment: consumer.environment,
      repository: repository.name,
      failure: options.fail,
      sandbox: sandboxText(options, software),
    },
    ...{ outcome, expected, problems, jobs, traffic: observed.traffic },
    ...{
      lead: observed.lead,
      switchMs: switchMs(observed.traffic, consumer.slots),
      rollbackSeconds: rollbackSeconds(observed),
    },
    ...{
      release: facts.release,
      previous: observed.before.version,
      live,
      slots: consumer.slots,
      slotNames: consumer.slotNames,
      messages,
      objects,
      services,
      versions,
    },
    seconds: { preparation: run.preparation, run: observed.seconds },
    journal: journal.split('\n').filter(Boolean),
    checklist,
    failures: observed.result.failures.map(({ job, step, message }) =>
      [job, step, message].filter(Boolean).join(', '),
    ),
    output: problems.length > 0 && failed ? failedOutput(observed.result.log, failed) : [],
    startedAt: new Date(observed.traffic.startedAt).toISOString(),
  }
  return { report, texts, inspection: inspectionOf(run) }
}

/** Before the first release there is nothing to roll back to. */
const expectedOf = (failure: Failure | undefined, fresh: boolean): Outcome =>
  fresh && failure ? 'failed' : (failure?.expected ?? 'deployed')

/** Description of the sandbox for the report. */
function sandboxText(
  { engine, fresh, strict, hostile }: Arguments,
  software: Record<string, string>,
): string {
  const properties = [engine, ...(fresh ? ['fresh'] : []), ...strict, ...hostile]
  return `${properties.join(', ')} (${versionsText(software)})`
}

function textsOf({ sandbox }: RehearsalRun, { result }: Observed, journal: string): Record<string, string> {
  return {
    'log.txt': result.log,
    'summaries.md': result.summaries.map(({ job, markdown }) => `<!-- ${job} -->\n${markdown}`).join('\n'),
    'journal.jsonl': journal,
    'telegram.txt': sandbox.telegram.messages
      .map(message => message.history.join('\n---\n'))
      .join('\n=====\n'),
    'annotations.txt': result.annotations
      .map(({ level, job, message }) => `${level} ${job}: ${message}`)
      .join('\n'),
    'outputs.json': JSON.stringify(result.jobs, null, 2),
    'deployment.json': deploymentJson(result),
  }
}

/** A crashed release loses requests until the next one takes over, but none before or after. */
function lostAlive({ traffic, lead, timeline }: Observed, failure: string | undefined): number {
  if (failure !== 'watch') return traffic.lost
  const tested = ((timeline.endOf('deploy') ?? 0) + lead) * 1000
  return lostOutside(traffic, { from: tested, to: traffic.switches.at(-1)?.at ?? tested })
}

/** The checklist that the run has uploaded; empty if it has none. */
const deploymentJson = ({ artifacts }: RunResult): string =>
  Object.entries(artifacts).find(([name]) => name.endsWith('/deployment.json'))?.[1] ?? ''

function checklistIn(result: RunResult): ChecklistItem[] {
  const text = deploymentJson(result)
  return text === '' ? [] : (JSON.parse(text) as { items: ChecklistItem[] }).items
}

/** The version of the run, from the outputs of any job. */
function releaseOf({ jobs }: RunResult): string {
  for (const { outputs } of Object.values(jobs)) if (outputs.version) return outputs.version
  return ''
}

/** With slots: how long both served requests. In place: from the first lost request to the last. */
export function switchMs({ switches, buckets }: Traffic, slots: boolean): number {
  if (slots) return switches[0]?.overlapMs ?? 0
  const lost = buckets.filter(bucket => bucket.lost > 0)
  const [first, last] = [lost[0], lost.at(-1)]
  return first && last ? last.at - first.at + 100 : 0
}

/** Whether the deployment moved traffic; a rollback in place moves it to a second container of the old version. */
export function hasServed({
  timeline,
  traffic,
  lead,
}: Pick<Observed, 'timeline' | 'traffic' | 'lead'>): boolean {
  const end = timeline.endOf('deploy') ?? 0
  return traffic.switches.some(({ at }) => at / 1000 - lead <= end)
}

/** From the verdict of the smoke tests to the next response of the old version. */
export function rollbackSeconds(
  observed: Pick<Observed, 'timeline' | 'traffic' | 'lead'>,
): number | undefined {
  const { timeline, traffic, lead } = observed
  const verdict = timeline.endOf('smoke-tests')
  if (verdict === undefined) return undefined
  // Switches before the verdict belong to the deployment; in place there are two of them, to the second container and back.
  const after = traffic.switches.map(({ at }) => at / 1000 - lead - verdict)
  return after.find(seconds => seconds >= 0)
}

function inspectionOf({ sandbox, consumer }: RehearsalRun): string[] {
  const { container } = sandbox.server
  return [
    `site       ${sandbox.publicUrl}`,
    `server     docker exec -it ${container} bash   (deploy path ${consumer.deployPath})`,
    `inside     docker exec ${container} docker ps`,
    `registry   http://${sandbox.registry.open}/v2/_catalog`,
    `remove     npm run rehearse -- --remove ${sandbox.id}`,
  ]
}
