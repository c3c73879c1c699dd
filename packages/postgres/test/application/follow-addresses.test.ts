import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Remote } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { followAddresses } from '../../src/application/follow-addresses.ts'

const address = { host: 'pool', port: '6432', database: 'shop', user: 'clerk', password: '$x y', sslMode: '' }
const viewpoint = { project: 'erp', image: 'sha256:ab' }
const started = '2026-11-24T08:00:00.123456Z'
const by = (service: string): string => `DATABASE_URL of service ${service}`
/** The address in variables of services. */
const named = (services: readonly string[], changes: Partial<typeof address> = {}) =>
  services.map(service => ({
    ...{ service, database: 'shop', by: by(service), servers: [], together: true },
    address: { ...address, ...changes },
  }))
/** The result of following the address. */
const reachedOn = async (remote: Remote, changes: Partial<typeof address> = {}, image = viewpoint.image) =>
  (await followAddresses(remote, named(['app'], changes), { ...viewpoint, image }))[0]?.reached

/** A server on which the service is running, with a fixed psql result. */
const server = (psql: { code?: number; stdout?: string; stderr?: string }) =>
  recordingRemote(line => (line.startsWith('docker ps') ? { stdout: 'erp-app-1\n' } : psql))

test('psql runs in the network of the application, without the login on a command line', async () => {
  const remote = server({ stdout: `["shop_live", "${started}"]\n` })
  expect(await reachedOn(remote)).toEqual({
    identity: { database: 'shop_live', serverStarted: started },
  })
  const [, run = ''] = remote.commands
  expect(run).toMatch(
    /^docker run --rm -i --pull never --network container:erp-app-1 --cap-drop ALL .* --entrypoint sh -- sha256:ab -c /,
  )
  expect(run).not.toMatch(/\$x y|clerk|6432/)
  expect(remote.inputs[1]).toBe('pool\n6432\nshop\nclerk\n$x y\n\n')
})

test('an address is followed once, from a running service', async () => {
  const remote = recordingRemote(line =>
    line.startsWith('docker ps')
      ? { stdout: line.includes('service=app_green') ? 'green\n' : '' }
      : { stdout: `["shop", "${started}"]` },
  )
  const identity = { database: 'shop', serverStarted: started }
  const other = named(['worker'], { host: 'other' })
  expect(await followAddresses(remote, [...named(['app_blue', 'app_green']), ...other], viewpoint)).toEqual([
    { database: 'shop', by: by('app_blue'), reached: { identity } },
    {
      database: 'shop',
      by: by('worker'),
      reached: { problem: 'no container of service "worker" is running' },
    },
  ])
  expect(remote.commands.filter(line => line.startsWith('docker run'))).toEqual([
    expect.stringContaining('--network container:green '),
  ])
})

describe('the reason is reported when', () => {
  test.each([
    [
      'psql fails',
      { code: 2, stderr: 'psql: error: x\nno route to host\n' },
      'psql failed: no route to host',
    ],
    ['psql prints nothing', { code: 137 }, 'psql failed: exit code 137'],
    ['psql prints something else', { stdout: '["shop"]\n' }, 'psql failed: exit code 0'],
  ])('%s', async (_name, output, problem) => {
    expect(await reachedOn(server(output))).toEqual({ problem })
  })

  test('nothing can be started', async () => {
    const nothing = recordingRemote()
    expect(await reachedOn(nothing)).toEqual({
      problem: 'no container of service "app" is running',
    })
    expect(await reachedOn(nothing, {}, '')).toMatchObject({
      problem: expect.stringContaining('no image with psql'),
    })
    expect(await reachedOn(nothing, { user: 'a\nb' })).toMatchObject({
      problem: expect.stringContaining('line break'),
    })
  })
})

describe('in the container', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'psql-'))
    writeFileSync(
      join(folder, 'psql'),
      `#!/bin/sh\nenv | grep ^PG | sort\nfor last; do :; done; printf '%s' "$last"`,
    )
    chmodSync(join(folder, 'psql'), 0o755)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('psql gets the login of the application, nothing from the image, and sets nothing', async () => {
    const remote = server({})
    await reachedOn(remote, { port: '', sslMode: 'require' })
    const script = remote.commands[1]?.replace(/^.* sha256:ab -c /, '') ?? ''
    const env = { PATH: `${folder}:${process.env.PATH}`, PGPORT: '1', PGOPTIONS: '-c x=y', PGPASSWORD: 'z' }
    const { stdout } = spawnSync('sh', ['-c', script], { env, input: remote.inputs[1], encoding: 'utf8' })
    expect(stdout.split('\n')).toEqual([
      ...['PGAPPNAME=tsh-deploy', 'PGCONNECT_TIMEOUT=10', 'PGDATABASE=shop', 'PGHOST=pool'],
      ...['PGPASSWORD=$x y', 'PGSSLMODE=require', 'PGUSER=clerk'],
      expect.stringMatching(/^SELECT pg_catalog\.json_build_array\(.*timezone\('UTC', .*"T"HH24.*'\)\)$/),
    ])
  })
})
