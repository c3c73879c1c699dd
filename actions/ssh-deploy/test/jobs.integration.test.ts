import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { type Application, type Job, returnCheckout, runJob, withLock } from '@tsh/deployment'
import { ConnectionLost, type Remote, stayConnected, type Target, untilCancelled } from '@tsh/remote'
import { mustExec, type Sandbox, startSandbox } from '@tsh/sandbox'
import { application as example, startTcpProxy, type TcpProxy, waitScript } from '@tsh/testing'
import { testSample } from '@tsh/testing/full'

let sandbox: Sandbox
let exec: (command: string) => Promise<string>

beforeAll(async () => {
  sandbox = await startSandbox()
  exec = command => mustExec(sandbox.server.exec, command)
})
afterAll(() => sandbox?.stop())

interface Place {
  application: Application
  proxy: TcpProxy
  remote: Remote
  /** The output of the job. */
  lines: string[]
  /** Runs a script as a job. */
  job(script: string, more?: Partial<Job>): Promise<void>
}

/** Runs something with a dedicated application, connected through a dedicated TCP proxy. */
async function at<T>(name: string, work: (place: Place) => Promise<T>, patience?: number): Promise<T> {
  const { host, port, user, privateKey, knownHosts } = sandbox.server
  const proxy = await startTcpProxy({ host, port })
  const pinned = knownHosts.replaceAll(`[${host}]:${port}`, `[127.0.0.1]:${proxy.port}`).split('\n')
  const target: Target = { host: '127.0.0.1', port: proxy.port, user, privateKey, knownHosts: pinned }
  const remote = await stayConnected(target, patience === undefined ? {} : { reconnectTimeoutMs: patience })
  const application: Application = { ...example, path: `/opt/${name}` }
  const lines: string[] = []
  const onLine = (line: string): void => void lines.push(line)
  const job = (script: string, more: Partial<Job> = {}): Promise<void> => {
    const command = ['sh', '-euc', script]
    return runJob(remote, application, { name: 'count', command, deadline: 60, onLine, ...more })
  }
  try {
    return await work({ proxy, remote, application, lines, job })
  } finally {
    remote.close()
    await proxy.close()
  }
}

async function milliseconds(work: Promise<unknown>): Promise<number> {
  const startedAt = Date.now()
  await work
  return Date.now() - startedAt
}

/** Waits until a condition holds on the server. */
const until = (condition: string): Promise<string> => exec(waitScript(condition))
const running = (mark: string): Promise<string> => exec(`pgrep -fcx 'sleep ${mark}' || true`)
const isFree = (path: string): Promise<string> =>
  exec(`flock -n ${path}/.deploy/lock true; ls ${path}/.deploy`)

describe('a job', () => {
  test('passes through its output, input and exit code, and leaves no secret behind', () =>
    at('plain', async ({ job, lines, remote, application }) => {
      await withLock(remote, application, 0, async () => {
        await job('read -r secret; echo "${#secret}"; echo wrong >&2; printf last', { input: 'canary-123\n' })
        expect(lines).toEqual(['10', 'wrong', 'last'])
        await expect(job('echo first; echo broken >&2; exit 7')).rejects.toThrow(
          '"count" on root@127.0.0.1 failed with exit code 7: first broken',
        )
        expect(await exec('grep -rl canary /opt/plain /tmp || true')).toBe('')
      })
      expect((await isFree('/opt/plain')).split('\n')).toEqual(['jobs', 'lock', 'owner'])
      expect(await exec('ls /opt/plain/.deploy/jobs')).toBe('')
    }))

  test('that takes too long is killed with all its processes', () =>
    at('late', async ({ job }) => {
      await expect(job('sleep 7001 & sleep 7001', { deadline: 1 })).rejects.toThrow(
        'failed with exit code 124: timed out after 1 s',
      )
      expect(await running('7001')).toBe('0')
    }))

  test('continues when the connection breaks, and every line arrives once', () =>
    at('reset', async ({ job, lines, proxy, remote, application }) => {
      let cut = 0
      await withLock(remote, application, 0, () =>
        job('for i in $(seq 300); do echo "line $i"; sleep 0.01; done', {
          onLine(line) {
            lines.push(line)
            if (line === 'line 50' || line === 'line 200') {
              cut++
              proxy.reset()
            }
          },
        }),
      )
      expect(cut).toBe(2)
      expect(lines).toEqual(Array.from({ length: 300 }, (_, i) => `line ${i + 1}`))
      await isFree('/opt/reset')
    }))

  test('is named when the server stays unreachable', () =>
    at(
      'gone',
      async ({ job, proxy }) => {
        const following = job('echo begun; sleep 5', { onLine: () => void proxy.close() })
        await expect(following).rejects.toThrow(ConnectionLost)
        await expect(job('true')).rejects.toThrow(
          /^connection to root@127.0.0.1 lost during "count": cannot reach .* \(connection refused\)/,
        )
      },
      0,
    ))

  test('is stopped at once when the run is cancelled, with its container', () =>
    at('cancelled', async ({ remote, application }) => {
      await exec('mkdir -p /tmp/image && tar -C /tmp/image -c . | docker import - empty:v1')
      const controller = new AbortController()
      const cancellable = untilCancelled(remote, controller.signal)
      const script = 'docker create --name migration empty:v1 /none; trap "" TERM; sleep 7002 & sleep 7002'
      const working = withLock(cancellable, application, 0, () =>
        runJob(cancellable, application, {
          ...{ name: 'migrations', deadline: 60, command: ['sh', '-c', script], container: 'migration' },
        }),
      )
      const outcome = expect(working).rejects.toThrow('cancelled (SIGINT)')
      await until('pgrep -fx "sleep 7002"')
      const reference = await milliseconds(remote.run(['true']))
      controller.abort(new UserError('cancelled (SIGINT)'))
      // GitHub allows 7.5 s; on a busy machine, the limit is a multiple of a command's duration.
      expect(await milliseconds(outcome)).toBeLessThan(Math.max(7500, 50 * reference))
      expect(await running('7002')).toBe('0')
      expect(await exec('docker ps --all --quiet')).toBe('')
      await isFree('/opt/cancelled')
    }))
})

describe('the lock', () => {
  test('is waited for, and its holder is reported', () =>
    at('shared', first =>
      at('shared', async second => {
        const order: string[] = []
        const waiting = await withLock(first.remote, first.application, 0, async () => {
          await expect(withLock(second.remote, second.application, 0, async () => {})).rejects.toThrow(
            /another deployment is running on root@127.0.0.1 in \/opt\/shared \(run https:\S+, by \S+, since 20\S+\)/,
          )
          const later = withLock(second.remote, second.application, 30, async () => void order.push('second'))
          await until('[ "$(pgrep -fc \'[f]lock -w 30 9\')" = 1 ]')
          order.push('first')
          return { later }
        })
        await waiting.later
        expect(order).toEqual(['first', 'second'])
      }),
    ))

  test('is acquired only after an orphaned job has ended', () =>
    at('orphan', first =>
      at('orphan', async second => {
        const lost = withLock(first.remote, first.application, 0, () =>
          first.job('sleep 3; touch /opt/orphan/done'),
        )
        const outcome = expect(lost).rejects.toThrow()
        await until('pgrep -fx "sleep 3"')
        first.remote.close()
        await outcome
        await withLock(second.remote, second.application, 30, () => exec('test -e /opt/orphan/done'))
        expect(await exec('ls /opt/orphan/.deploy/jobs')).toBe('')
      }),
    ))

  test('is reacquired after its holder lost it, unless another run has held it', () =>
    at('stolen', first =>
      at('stolen', async second => {
        const steal = (): Promise<string> => exec(`kill $(pgrep -f '[a]cquire the lock.*/opt/stolen')`)
        const isHeld = async (): Promise<boolean> =>
          (await exec('flock -n /opt/stolen/.deploy/lock echo free || true')) === ''
        await withLock(first.remote, first.application, 0, async () => {
          await steal()
          while (!(await isHeld())) await first.remote.run(['true']).catch(() => {})
          await first.job('echo done')
        })
        expect(first.lines).toEqual(['done'])
        const work = withLock(first.remote, first.application, 0, async () => {
          await steal()
          await withLock(second.remote, second.application, 10, async () => {})
          await first.job('echo never')
        })
        await expect(work).rejects.toThrow('another deployment has held the lock since')
        expect(first.lines).toEqual(['done'])
      }),
    ))

  // Both sides of a black hole only notice it after almost a minute, so the cases run concurrently.
  test('survives a black hole for its holder, unless another run has held it, and an orphan is stopped eventually', async () => {
    const back = at('back', async ({ remote, application, job, proxy, lines }) => {
      await withLock(remote, application, 0, () =>
        job('for i in $(seq 50); do echo "line $i"; sleep 1; done', {
          deadline: 600,
          onLine(line) {
            lines.push(line)
            if (line !== 'line 3') return
            proxy.blackHole()
            proxy.heal()
          },
        }),
      )
      expect(lines).toEqual(Array.from({ length: 50 }, (_, i) => `line ${i + 1}`))
      await isFree('/opt/back')
    })
    const taken = at('taken', ({ remote, application, job, proxy }) =>
      at('taken', async second => {
        const first = withLock(remote, application, 0, () => job('touch /opt/taken/begun; sleep 20'))
        const outcome = expect(first).rejects.toThrow('another deployment has held the lock since')
        await until('[ -e /opt/taken/begun ]')
        proxy.blackHole()
        await withLock(second.remote, second.application, 60, async () => proxy.heal())
        await outcome
      }),
    )
    const ended = at('ended', ({ remote, application, job }) =>
      at('ended', async second => {
        const first = withLock(remote, application, 0, () => job('sleep 7003', { deadline: 600 }))
        const outcome = expect(first).rejects.toThrow()
        await until('pgrep -fx "sleep 7003"')
        remote.close()
        await outcome
        await withLock(second.remote, second.application, 60, async () =>
          expect(await running('7003')).toBe('0'),
        )
      }),
    )
    await Promise.all([back, taken, ended])
  })
})

describe('a checkout that was interrupted', () => {
  const path = '/opt/checkout'
  const status = (): Promise<string> => exec(`cd ${path}; git status --porcelain; git log -1 --format=%s`)
  let from: string
  let to: string
  beforeAll(async () => {
    const commit = (name: string): string =>
      `git add . && git -c user.name=a -c user.email=a@b commit -q -m ${name} && git rev-parse HEAD`
    to = await exec(
      `mkdir ${path}; cd ${path}; git init -q; echo 1 > a; echo 1 > own; echo /.deploy/ > .git/info/exclude; ${commit('old')}`,
    )
    from = await exec(`cd ${path}; echo 2 > a; mkdir new; echo 2 > new/added; ${commit('new')}`)
  })
  const returned = async (state: string): Promise<void> => {
    await exec(
      `cd ${path}; rm -rf .git/index.lock .deploy; git checkout -q -f ${to}; git clean -q -f -d; ${state}`,
    )
    await at('checkout', ({ remote }) => returnCheckout(remote, path, to))
  }
  const begun = (): string => `mkdir .deploy; echo ${to} ${from} > .deploy/checkout`

  testSample(1, [
    ['with a lock left', 'touch .git/index.lock;'],
    ['without a lock', ''],
  ])('is reverted, with the files that it has added, %s', async (_name, lock) => {
    await returned(`${begun()}; ${lock} printf 2 > a; mkdir new; printf "" > new/added`)
    expect(await status()).toBe('old')
    expect(await exec(`ls -A ${path}`)).toBe('.deploy\n.git\na\nown')
    expect(await exec(`ls -A ${path}/.deploy`)).toBe('')
  })

  test('and had already moved HEAD is reverted', async () => {
    await returned(`git checkout -q ${from}; ${begun()}`)
    expect(await status()).toBe('old')
  })

  testSample(1, [
    ['in another file', () => `${begun()}; printf 2 > a; echo mine > own`, ' M own\nold'],
    ['with a lock of a git that has ended', () => 'touch .git/index.lock; echo mine > a', ' M a\nold'],
    ['without a lock', () => 'echo mine > a', ' M a\nold'],
  ])("does not overwrite a user's own change, %s", async (_name, state, expected) => {
    await returned(state())
    expect(await exec(`cd ${path}; git status --porcelain`)).toBe(expected.split('\n')[0]?.trim())
    expect(await exec(`git -C ${path} log -1 --format=%s`)).toBe('old')
  })
})
