import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { bucketCheck } from '../../src/checks/bucket.ts'
import { planned } from '../../src/reports/planned.ts'
import { FINGERPRINT, type Scene, startScene } from '../scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'dry-run-'))
const summary = join(folder, 'summary.md')
let scene: Scene
beforeAll(async () => {
  scene = await startScene()
  writeFileSync(summary, '')
  process.env.GITHUB_STEP_SUMMARY = summary
})
afterAll(async () => {
  delete process.env.GITHUB_STEP_SUMMARY
  rmSync(folder, { recursive: true, force: true })
  await scene?.stop()
})

test('a dry run of a commit that is not on the server shows what would change, and changes nothing', async () => {
  const inputs = await scene.release('v2', {
    '.env.example': 'SECRET=\nMAIL_HOST=localhost\n',
    'database/versions/0002_quantity.py': 'pass\n',
  })
  const before = await scene.exec(FINGERPRINT)
  const dryRun = { ...inputs, migrateCommand: 'alembic upgrade head', dryRun: true }
  const result = await planned(dryRun, { server: scene.remote }, bucketCheck(dryRun))
  expect(await scene.exec(FINGERPRINT)).toBe(before)
  expect(result).toEqual({
    ...{
      release: '',
      slot: 'green',
      'slot-url': 'http://127.0.0.1:8011',
      'previous-version': 'v1',
      'not-updated': '',
      rollback: '',
      'needs-backup': true,
      state: 'planned',
      url: inputs.url,
    },
  })
  const text = readFileSync(summary, 'utf8')
  expect(text).toContain('1 migrations differ')
  expect(text).toContain('| Proxy | ✅ configuration, header and ports of blue and green |  |')
  expect(text).toMatch(/\| Env keys \| ⚠️ .env has no MAIL/)
  expect(text).toContain(
    [
      '````diff',
      '+MAIL_HOST (in the example, not in .env)',
      '-app_blue: scene:v1',
      '+app_green: scene:v2',
      '-mail: mail:v1',
      '+mail: mail:v2',
      '+database/versions/0002_quantity.py',
      '````',
    ].join('\n'),
  )
  expect(text).not.toContain('correct-horse')
})
