import { expect, test } from '@jest/globals'
import { recordingRemote } from '@tsh/testing'
import { type Application, startMissing } from '../../src/index.ts'

const application: Application = {
  ...{ path: '/opt/erp', composeFile: 'c.yml', envFile: '.env', appService: 'app' },
  ...{ slots: ['blue', 'green'], slotDirectory: '/slots', proxy: 'auto', healthPath: '/health' },
}
const model = {
  name: 'erp',
  services: {
    cache: { image: 'redis:7' },
    queue: { image: 'rabbitmq:4', healthcheck: { test: ['CMD', 'true'] } },
    assets: { image: 'assets:1', restart: 'no' },
  },
}

/** Starts services of which the server reports this later on. @returns the services that were watched */
async function started(services: readonly string[], seen: string): Promise<string[]> {
  const remote = recordingRemote(line => (line.includes('watch services') ? { stdout: seen } : undefined))
  await startMissing(remote, application, { services, version: 'v2', model, timeout: 5 })
  return remote.commands.flatMap(line => / watch services \/opt\/erp \d+ (.*)$/.exec(line)?.[1] ?? [])
}

test('a service without a health check has to keep running for a moment', async () => {
  expect(await started(['cache'], 'cache running 0 0\n')).toEqual(['cache'])
  await expect(started(['cache'], 'cache exited 3 0\n')).rejects.toThrow(
    'service "cache" ended with exit code 3',
  )
  await expect(started(['cache'], 'cache running 0 4\n')).rejects.toThrow('"cache" ends again and again')
})

test('one with a health check was waited for, and one that may end may have ended', async () => {
  expect(await started(['queue'], '')).toEqual([])
  expect(await started(['assets'], 'assets exited 0 0\n')).toEqual(['assets'])
})
