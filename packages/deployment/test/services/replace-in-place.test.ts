import { expect, test } from '@jest/globals'
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
