import { expect, test } from '@jest/globals'
import { actionDefaults, withInputs } from '@tsh/testing'
import { readDeployInputs } from '../src/inputs.ts'
import { planRelease } from '../src/release-plan.ts'

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n'
const valid = {
  ...actionDefaults('ssh-deploy'),
  ...{
    server: 'root@erp.example',
    'ssh-key': key,
    'host-key': 'erp.example ssh-ed25519 AAAA',
    path: '/opt/erp',
  },
  ...{
    'compose-file': 'c.yml',
    'env-file': '.env',
    service: 'app',
    version: 'v2',
    sha: 'a'.repeat(40),
  },
}

test('migrations are skipped only with a reason, which the journal records', async () => {
  const state = { env: '', active: undefined, version: undefined, sha: '', releases: [] }
  const run = { server: '', repository: '', url: 'u', id: '7', attempt: '1', actor: 'a', sha: '', branch: '' }
  const facts = async (changes: Record<string, string>) => {
    const given = { ...valid, migrate: 'alembic upgrade head', ...changes }
    const { inputs } = await withInputs(given, readDeployInputs)
    return [
      inputs.migrateCommand,
      planRelease({ ...inputs, images: [] }, state, { run, existing: [] }).facts.withoutMigrations,
    ]
  }
  expect(await facts({})).toEqual(['alembic upgrade head', undefined])
  expect(await facts({ migrate: '' })).toEqual(['alembic upgrade head', undefined])
  expect(await facts({ migrate: 'none' })).toEqual(['', undefined])
  expect(await facts({ 'skip-migrations-reason': 'run by hand last night' })).toEqual([
    '',
    'run by hand last night',
  ])
})
