import { expect, test } from '@jest/globals'
import type { ComposeModel } from '@tsh/deployment'
import { recordingRemote } from '@tsh/testing'
import { isFirstWithoutBackup, needsBackup, requireNoData } from '../../src/migrations/backup-need.ts'
import type { ReleasePlan } from '../../src/release-plan.ts'
import { deployInputs } from '../deploy-inputs.ts'

const [since, version] = [1_800_000_000, 'v1']
const noBackup = { ...deployInputs().backup, skipReason: '' }
const inputs = deployInputs({ backup: noBackup })
const first = { facts: {} } as ReleasePlan
const later = { facts: { previous: { version: 'v0', sha: '', slot: undefined } } } as ReleasePlan
const model: ComposeModel = {
  name: 'erp',
  services: {
    db: { image: 'postgres:15' },
    app: { build: {}, environment: { DATABASE_URL: 'postgres://u@db/shop' } },
  },
}

/** A server with a running database, unless psql prints nothing that could be parsed. */
const server = (...contents: [objects: number, createdAt: number][]) =>
  recordingRemote(line => {
    if (line.startsWith('docker ps')) return { stdout: 'erp-db-1\n' }
    return line.startsWith('docker exec')
      ? { stdout: contents.map(one => `${JSON.stringify(one)}\n`).join('') }
      : undefined
  })
const unreachable = recordingRemote(line =>
  line.startsWith('docker ps') ? { stdout: 'erp-db-1\n' } : { code: 2, stderr: 'connection refused' },
)
const need = (remote = server([0, since]), existing = ['db'], plan = first, given = inputs) =>
  needsBackup(given, remote, { plan, model, existing })
const check = (remote: ReturnType<typeof server>, compose = model) =>
  requireNoData(remote, { model: compose, version, since, timeout: 0 })

test('a first release has nothing to back up before its database exists, or while it is empty', async () => {
  expect(await need(server(), [])).toBe(false)
  expect(await need(server([0, since - 9]))).toBe(false)
})

test('it has a backup of what the database contains, or if that is unknown', async () => {
  expect(await need(server([3, since]))).toBe(true)
  expect(await need(unreachable)).toBe(true)
  const elsewhere = { ...model, services: { app: model.services.app ?? {} } }
  expect(await needsBackup(inputs, server(), { plan: first, model: elsewhere, existing: ['db'] })).toBe(true)
})

test('every later release needs one, with migrations or without', async () => {
  expect(await need(server(), [], later)).toBe(true)
  const withoutMigrations = { ...inputs, migrateCommand: '' }
  expect(await need(server(), [], later, withoutMigrations)).toBe(true)
  expect(await need(server(), [], first, withoutMigrations)).toBe(false)
})

test('only a first release may migrate without a backup and a reason', () => {
  expect(isFirstWithoutBackup(inputs, first)).toBe(true)
  expect(isFirstWithoutBackup(inputs, later)).toBe(false)
  expect(isFirstWithoutBackup({ ...inputs, migrateCommand: '' }, first)).toBe(false)
  expect(isFirstWithoutBackup({ ...inputs, backup: { ...noBackup, manifest: 'id' } }, first)).toBe(false)
  expect(isFirstWithoutBackup(deployInputs(), first)).toBe(false)
})

test('before the migrations the database is empty, or was created by this deployment', async () => {
  await check(server())
  await check(server([0, since - 1]))
  await check(server([7, since]))
})

test('data from before this deployment stops the migrations', async () => {
  await expect(check(server([0, since], [7, since - 1]))).rejects.toThrow(
    'nothing has been live on this server, but its database already contains 7 tables, views, sequences and large objects, created before this deployment. Migrations need a backup then: deploy again',
  )
  const unknown = { model, version, since: Number.NaN, timeout: 0 }
  await expect(requireNoData(server([7, since]), unknown)).rejects.toThrow('already contains 7')
})

test('a database that cannot be read stops them as well', async () => {
  await expect(check(unreachable)).rejects.toThrow(
    'cannot be checked: psql in container erp-db-1 failed: connection refused',
  )
  await expect(check(server(), { name: 'erp', services: {} })).rejects.toThrow(
    'cannot be checked: the compose file has no PostgreSQL service',
  )
})

test('a database without a health check may still be starting', async () => {
  let attempts = 0
  const starting = recordingRemote(line => {
    if (line.startsWith('docker ps')) return { stdout: 'erp-db-1\n' }
    return ++attempts > 1 ? { stdout: '[0, 1]\n' } : { code: 2, stderr: 'connection refused' }
  })
  await requireNoData(starting, { model, version, since, timeout: 60 })
  expect(attempts).toBe(2)
})
