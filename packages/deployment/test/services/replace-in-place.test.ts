import { describe, expect, jest, test } from '@jest/globals'
import { inPlaceApplication, recordingRemote } from '@tsh/testing'
import { replaceInPlace } from '../../src/index.ts'

const application = inPlaceApplication()
const model = {
  name: 'erp',
  services: {
    app: { image: 'app:v2', ports: [{ published: '8004', target: 8000 }] },
    worker: { image: 'app:v2' },
  },
}

/** The commands that update both services to v2, some of which are up to date. */
async function commandsWith(
  unchanged: readonly string[],
  handoverPort?: number,
  recreate = false,
): Promise<string[]> {
  const remote = recordingRemote(line =>
    line.startsWith('test -e')
      ? { code: 1 }
      : line.includes('compare the services')
        ? { stdout: `${unchanged.join('\n')}\n` }
        : undefined,
  )
  const update = { services: ['app', 'worker'], version: 'v2', model, timeout: 5, recreate }
  await replaceInPlace(remote, application, { ...update, handoverPort })
  return remote.commands
}

const second = (commands: readonly string[]) => commands.filter(line => line.includes(' run --detach'))
const started = (commands: readonly string[]) =>
  commands.flatMap(line => / up -d .* --wait-timeout 5 (.*)/.exec(line)?.[1] ?? [])

test('an app that is up to date is kept, without a second container', async () => {
  const commands = await commandsWith(['app'], 8014)
  expect(second(commands)).toEqual([])
  expect(started(commands)).toEqual(['worker'])
})

test('the traffic of a replaced app is served by a second container', async () => {
  const commands = await commandsWith(['worker'], 8014)
  expect(second(commands)).toHaveLength(1)
  expect(started(commands)).toEqual(['app'])
})

test('without a handover port the app is replaced with downtime', async () => {
  const commands = await commandsWith(['worker'])
  expect(started(commands)).toEqual(['app'])
  expect(commands.filter(line => /handover/.test(line))).toEqual([])
})

test('services that are up to date get new containers where that is wanted, and no other service does', async () => {
  const commands = await commandsWith(['app', 'worker'], 8014, true)
  expect(second(commands)).toHaveLength(1)
  expect(started(commands)).toEqual(['app worker'])
  const ups = commands.filter(line => line.includes(' up -d '))
  expect(ups).toEqual([expect.stringMatching(/ --no-deps .* --force-recreate /)])
  const usual = await commandsWith([])
  expect(usual.join('\n')).not.toContain('--force-recreate')
})

describe('a proxy of the compose file', () => {
  const withProxy = (published: string) => ({
    ...model,
    services: { ...model.services, gateway: { image: 'nginx', ports: [{ published, target: 80 }] } },
  })
  const reloads = async (
    compose: typeof model,
    { code = 0, stderr = '', unchanged = '' } = {},
  ): Promise<string[]> => {
    const remote = recordingRemote(line =>
      line.includes('compare the services')
        ? { stdout: unchanged }
        : line.includes(' exec -T ')
          ? { code, stderr }
          : undefined,
    )
    const update = { services: ['app', 'worker'], version: 'v2', model: compose, timeout: 5 }
    await replaceInPlace(remote, application, { ...update, handoverPort: undefined })
    const end = remote.commands.at(-1) ?? ''
    return end.includes(' exec -T ')
      ? [/VERSION=(\S+) .* exec -T (\S+)/.exec(end)?.slice(1).join(' ') ?? '']
      : []
  }

  test.each(['80', '443'])('is reloaded last, if it publishes port %s', async published => {
    expect(await reloads(withProxy(published))).toEqual(['v2 gateway'])
  })

  test('is not reloaded if it does not serve the site, or nothing was replaced', async () => {
    expect(await reloads(withProxy('8080'))).toEqual([])
    expect(await reloads(withProxy('80'), { unchanged: 'app\nworker\n' })).toEqual([])
    const app = { ...model.services.app, ports: [{ published: '80', target: 8000 }] }
    expect(await reloads({ ...model, services: { ...model.services, app } })).toEqual([])
  })

  test.each([
    [1, '', 1],
    [1, 'service "gateway" is not running', 0],
    [3, '', 0],
    [127, '', 0],
  ])('whose reload exits with %i and prints %j causes %i warnings', async (code, stderr, warnings) => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
    await reloads(withProxy('80'), { code, stderr })
    const output = write.mock.calls.join('')
    write.mockRestore()
    expect(output.match(/::warning.*gateway could not be reloaded/g) ?? []).toHaveLength(warnings)
  })
})
