import { expect, test } from '@jest/globals'
import { inPlaceApplication, recordingRemote } from '@tsh/testing'
import { startMissing } from '../../src/index.ts'
import { startChanged } from '../../src/services/update-services.ts'

const application = inPlaceApplication()
const model = {
  name: 'erp',
  services: {
    cache: { image: 'redis:7' },
    queue: { image: 'rabbitmq:4', healthcheck: { test: ['CMD', 'true'] } },
    assets: { image: 'assets:1', restart: 'no' },
    extra: { image: 'extra:1', deploy: { replicas: 0 } },
    spare: { image: 'spare:1', scale: 0, deploy: { replicas: 2 } },
  },
}

/** Starts services with a fixed status reported later. @returns the watched services */
async function started(services: readonly string[], seen: string): Promise<string[]> {
  const remote = recordingRemote(line => (line.includes('watch services') ? { stdout: seen } : undefined))
  await startMissing(remote, application, { services, version: 'v2', model, timeout: 5 })
  return remote.commands.flatMap(line => / watch services \/opt\/erp \d+ (.*)$/.exec(line)?.[1] ?? [])
}

test('a service without a health check must keep running for a moment', async () => {
  expect(await started(['cache'], 'cache running 0 0\n')).toEqual(['cache'])
  await expect(started(['cache'], 'cache exited 3 0\n')).rejects.toThrow('service "cache" exited with code 3')
  await expect(started(['cache'], 'cache exited 0 0\n')).rejects.toThrow(
    'service "cache" exited with code 0. If it runs to completion, write restart: "no" for it in the compose file. See',
  )
  await expect(started(['cache'], 'cache running 0 4\n')).rejects.toThrow('"cache" keeps crashing')
})

test('a service with a health check is not watched, and a short-lived one may have exited', async () => {
  expect(await started(['queue'], '')).toEqual([])
  expect(await started(['assets'], 'assets exited 0 0\n')).toEqual(['assets'])
})

test('a service without containers is not started, and an update of it is not watched', async () => {
  expect(await started(['extra', 'spare', 'cache'], 'cache running 0 0\n')).toEqual(['cache'])
  const remote = recordingRemote(line =>
    line.includes('watch services') ? { stdout: 'extra missing 1 0\n' } : undefined,
  )
  await startChanged(remote, application, { services: ['extra'], version: 'v2', model, timeout: 5 })
  expect(remote.commands.filter(line => / up -d .* extra$/.test(line))).toHaveLength(1)
  expect(remote.commands.filter(line => line.includes('watch services'))).toEqual([])
})
