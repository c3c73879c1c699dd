import { parseJournal, type Release, releasesOf } from '@tsh/deployment'
import { ENV_FILE, JOURNAL, ONE_SHOT, PATH, SERVICES, SLOTS } from './environment.ts'
import type { Scene, Version } from './scene.ts'

/** What visitors get now. */
export interface Live {
  /** The versions that answer, or other answers; one when all is well. */
  answers: string[]
  /** The files in the slot directory. */
  slots: string
}

export async function askLive({ sandbox, exec }: Scene): Promise<Live> {
  const asked = Array.from({ length: 20 }, () =>
    fetch(sandbox.publicUrl, { signal: AbortSignal.timeout(10_000) }).then(
      answer => (answer.status === 200 ? (answer.headers.get('x-version') ?? '') : `HTTP ${answer.status}`),
      () => 'no answer',
    ),
  )
  return { answers: [...new Set(await Promise.all(asked))], slots: await exec(`ls ${SLOTS}`) }
}

export async function releasesOn({ exec }: Scene): Promise<Release[]> {
  return releasesOf(parseJournal(await exec(`cat ${JOURNAL} 2> /dev/null || true`)))
}

/** Why not exactly one version is live, or nothing. */
export function notOneLive({ environment }: Scene, { answers, slots }: Live): string[] {
  const [answer = '', another] = answers
  const problems: string[] = []
  if (another !== undefined || !/^v\d+$/.test(answer))
    problems.push(`not one version answers, but ${answers.join(', ')}`)
  if (environment === 'production' && !/^(blue|green)$/.test(slots))
    problems.push(`the slot directory holds ${slots.split('\n').join(', ') || 'nothing'}`)
  return problems
}

/** @returns the release that the next deployment has to say something about */
export const unfinished = (releases: readonly Release[]): Release | undefined => {
  const newest = releases.at(-1)
  return newest && /^(started|prepared|switching)$/.test(newest.state) ? newest : undefined
}

/**
 * What does not agree with a version being live, in its containers, the env file, the journal and the answers.
 * @param before the versions of which one must have been live before, as the journal tells it
 */
export async function disagreements(
  scene: Scene,
  { version }: Version,
  before: readonly string[],
): Promise<string[]> {
  const live = await askLive(scene)
  const env = await scene.exec(`cat ${ENV_FILE}`)
  const releases = await releasesOn(scene)
  const newest = releases.at(-1)
  const open = releases.filter(({ state }) => /^(started|prepared|switching)$/.test(state))
  const problems = notOneLive(scene, live)
  if (live.answers.join() !== version) problems.push(`${live.answers.join()} answers, not ${version}`)
  if (!env.includes(`\nVERSION=${version}\n`)) problems.push('the env file names another version')
  if (scene.environment === 'production' && !env.includes(`\nACTIVE_DEPLOYMENT_SLOT=${live.slots}\n`))
    problems.push('the env file names another slot')
  if (newest?.version !== version || newest.state !== 'switched')
    problems.push(`the journal ends with ${newest?.version} ${newest?.state}`)
  const told = newest?.previous?.version ?? 'nothing'
  if (!before.includes(told))
    problems.push(`the journal says that ${told} was live before, but it was ${before.join(' or ')}`)
  for (const { id, state } of open) problems.push(`release ${id} is ${state} for ever`)
  return problems
}

/** What nobody needs any more and is still there. */
export async function leftovers(scene: Scene): Promise<string[]> {
  const { environment, exec } = scene
  const releases = await releasesOn(scene)
  const containers = await exec(
    `docker ps -a --format '{{.Label "com.docker.compose.service"}} {{.State}} {{.Names}}'`,
  )
  const wanted = SERVICES[environment].map(service => `${service} running erp-${service}-1`)
  const lines = (text: string): string[] => text.split('\n').filter(line => line !== '')
  const there = lines(containers)
  const files = lines(await exec(LEFT_FILES))
  const processes = lines(await exec(LEFT_PROCESSES))
  // What visitors could meet keeps its file, for the way back to it.
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

/** A one-shot service that has ended; a fault may have ended it. */
const HAS_ENDED = new RegExp(`^${ONE_SHOT} exited erp-${ONE_SHOT}-1$`)

const LEFT_FILES = `cd ${PATH}; git status --porcelain | grep -v '?? .deploy/' || true
ls -A ${SLOTS} | grep -vx 'blue\\|green' || true
find .deploy -mindepth 1 ! -name lock ! -name owner ! -name releases.jsonl ! -name '*.json' ! -path .deploy/jobs
find ${PATH} /etc/nginx /tmp -name '.*.tsh-????????' -o -name '*.new' -o -name '*.old' -o -name '.candidate.*' -o -path '/tmp/tmp.*' -o -path '/tmp/tsh-*'`

const LEFT_PROCESSES = `pgrep -fa '[d]ocker (pull|compose|run)|[t]ake the lock|[f]lock ' || true`
