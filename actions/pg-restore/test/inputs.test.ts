import { describe, expect, test } from '@jest/globals'
import { UserError } from '@tsh/action'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readRestoreInputs } from '../src/inputs.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...actionDefaults('pg-restore'),
  ...{ server: 'root@erp.example', 'ssh-key': key, 'host-key': 'erp.example ssh-ed25519 AAAA' },
  ...{ path: '/opt/erp', environment: 'production', bucket: 'backups' },
  ...{ 'access-key-id': 'AKIA1', 'secret-access-key': 'secret-key' },
}
const id = '20260131T020304Z-1a2b3c4-42.1-0a1b2c'

async function problems(changes: Record<string, string>): Promise<readonly string[]> {
  try {
    await withInputs({ ...valid, ...changes }, readRestoreInputs)
    return []
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
}

test('the defaults plan a restore of the latest backup', async () => {
  expect(await withInputs(valid, readRestoreInputs)).toMatchObject({
    mode: 'plan',
    backupId: 'latest',
    confirm: '',
    source: { kind: 'compose' },
    storage: { environment: 'production' },
  })
})

describe('reports the problem with', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ mode: 'backup' }, /"mode" must be one of plan, restore, drill, got "backup"/],
    [
      { mode: 'drill', 'database-source': 'host' },
      /"mode" is drill, which requires a container .* RESTORE\.txt/,
    ],
    [{ 'backup-id': 'yesterday' }, /"backup-id" is neither a backup ID nor "latest", got "yesterday"/],
    [{ mode: 'restore', confirm: 'shop' }, /"backup-id" is required but empty/],
    [
      { mode: 'restore', confirm: 'shop', 'backup-id': 'latest' },
      /"backup-id" must be the ID of the backup to restore/,
    ],
    [
      { mode: 'restore', 'backup-id': id },
      /"confirm" is required but empty\. It is the name of the database/,
    ],
    [{ confirm: 'shop' }, /"confirm" is only for "mode: restore", but "mode" is plan/],
    [
      { 'health-url': 'https://user:topsecret@erp.example' },
      /"health-url" must be an http\(s\) URL without user and password$/,
    ],
    [{ bucket: '' }, /"bucket" is required but empty\. Define AWS_S3_BUCKET/],
  ]
  test.each(cases)('%j', async (changes, message) =>
    expect((await problems(changes)).join('\n')).toMatch(message),
  )
})

test('a restore requires a backup ID and the name of the database', async () => {
  expect(await problems({ mode: 'restore', 'backup-id': id, confirm: 'shop' })).toEqual([])
  expect(await problems({ mode: 'drill', 'backup-id': id })).toEqual([])
})
