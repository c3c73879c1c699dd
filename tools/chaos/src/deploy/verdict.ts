import { parseJournal, type Release, releasesOf } from '@tsh/deployment'
import { ENV_FILE, JOURNAL, ONE_SHOT, PATH, SERVICES, SLOTS } from './environment.ts'
import type { Testbed, Version } from './testbed.ts'

/** What visitors currently get. */
export interface Live {
  /** The responding versions, or errors; a single version when healthy. */
  versions: string[]
  /** The files in the slot directory. */
  slots: string
}

export async function queryLive({ sandbox, exec }: Testbed): Promise<Live> {
  const responses = Array.from({ length: 20 }, () =>
    fetch(sandbox.publicUrl, { signal: AbortSignal.timeout(10_000) }).then(
      response =>
        response.status === 200 ? (response.headers.get('x-version') ?? '') : `HTTP ${response.status}`,
      () => 'no response',
    ),
  )
  return { versions: [...new Set(await Promise.all(responses))], slots: await exec(`ls ${SLOTS}`) }
}

export async function releasesOn({ exec }: Testbed): Promise<Release[]> {
  return releasesOf(parseJournal(await exec(`cat ${JOURNAL} 2> /dev/null || true`)))
}

/** Problems if not exactly one version is live. */
export function liveProblems({ environment }: Testbed, { versions, slots }: Live): string[] {
  const [version = '', another] = versions
  const problems: string[] = []
  if (another !== undefined || !/^v\d+$/.test(version))
    problems.push(`expected one responding version, got ${versions.join(', ')}`)
  if (environment === 'production' && !/^(blue|green)$/.test(slots))
    problems.push(`the slot directory contains ${slots.split('\n').join(', ') || 'nothing'}`)
  return problems
}

/** @returns the interrupted release that the next deployment must report */
export const unfinished = (releases: readonly Release[]): Release | undefined => {
  const newest = releases.at(-1)
  return newest && /^(started|prepared|switching)$/.test(newest.state) ? newest : undefined
}

/**
 * Inconsistencies with a version being live, in its containers, the env file, the journal and the responses.
 * @param before the versions of which one must be the previous one in the journal
 */
export async function disagreements(
  testbed: Testbed,
  { version }: Version,
  before: readonly string[],
): Promise<string[]> {
  const live = await queryLive(testbed)
  const env = await testbed.exec(`cat ${ENV_FILE}`)
  const releases = await releasesOn(testbed)
  const newest = releases.at(-1)
  const open = releases.filter(({ state }) => /^(started|prepared|switching)$/.test(state))
  const problems = liveProblems(testbed, live)
  if (live.versions.join() !== version) problems.push(`${live.versions.join()} is live, not ${version}`)
  if (!env.includes(`\nVERSION=${version}\n`)) problems.push('the env file contains another version')
  if (testbed.environment === 'production' && !env.includes(`\nACTIVE_DEPLOYMENT_SLOT=${live.slots}\n`))
    problems.push('the env file contains another slot')
  if (newest?.version !== version || newest.state !== 'switched')
    problems.push(`the journal ends with ${newest?.version} ${newest?.state}`)
  const previous = newest?.previous?.version ?? 'nothing'
  if (!before.includes(previous))
    problems.push(
      `the journal records ${previous} as the previous version, but it was ${before.join(' or ')}`,
    )
  for (const { id, state } of open) problems.push(`release ${id} is stuck in state ${state}`)
  return problems
}

/** Stale resources that still exist. */
export async function leftovers(testbed: Testbed): Promise<string[]> {
  const { environment, exec } = testbed
  const releases = await releasesOn(testbed)
  const containers = await exec(
    `docker ps -a --format '{{.Label "com.docker.compose.service"}} {{.State}} {{.Names}}'`,
  )
  const wanted = SERVICES[environment].map(service => `${service} running erp-${service}-1`)
  const lines = (text: string): string[] => text.split('\n').filter(line => line !== '')
  const there = lines(containers)
  const files = lines(await exec(LEFT_FILES))
  const processes = lines(await exec(LEFT_PROCESSES))
  // A version that visitors could reach keeps its file, as a rollback target.
  const met = releases.flatMap(({ version, state, exposed, wasLive, previous }) => [
    ...(state !== 'failed' || exposed || wasLive ? [version] : []),
    previous?.version,
  ])
  const overrides = lines(await exec(`ls ${PATH}/.deploy`)).flatMap(
    name => /^(v\d+)\.json$/.exec(name)?.[1] ?? [],
  )
  return [
    ...there
      .filter(line => !wanted.includes(line) && !HAS_ENDED.test(line))
      .map(line => `container left: ${line}`),
    ...wanted.filter(line => !there.includes(line)).map(line => `container missing: ${line}`),
    ...files.map(file => `file left: ${file}`),
    ...overrides.filter(version => !met.includes(version)).map(version => `override file left: ${version}`),
    ...processes.map(line => `process left: ${line}`),
  ]
}

/** An exited one-shot service, possibly terminated by a fault. */
const HAS_ENDED = new RegExp(`^${ONE_SHOT} exited erp-${ONE_SHOT}-1$`)

const LEFT_FILES = `cd ${PATH}; git status --porcelain | grep -v '?? .deploy/' || true
ls -A ${SLOTS} | grep -vx 'blue\\|green' || true
find .deploy -mindepth 1 ! -name lock ! -name owner ! -name releases.jsonl ! -name '*.json' ! -path .deploy/jobs
find ${PATH} /etc/nginx /tmp -name '.*.tsh-????????' -o -name '*.new' -o -name '*.old' -o -name '.candidate.*' -o -path '/tmp/tmp.*' -o -path '/tmp/tsh-*'`

const LEFT_PROCESSES = `pgrep -fa '[d]ocker (pull|compose|run)|[a]cquire the lock|[f]lock ' || true`
