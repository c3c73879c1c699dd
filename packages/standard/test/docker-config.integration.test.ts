import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { shell } from '@tsh/shell'
import { checkRepository } from '../src/check-repository.ts'
import { CLEAN, change, findings, readTexts, type Texts, TODAY } from './fixtures/repository.ts'

async function withDocker(texts: Texts): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'standard-test-'))
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { findings: found } = await checkRepository({ shell }, { folder, today: TODAY })
    return found.map(({ id, file, line }) => `${id} ${file}:${line}`).sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const P = 'docker-compose.production.yml'

test.each([
  ['the clean repository', CLEAN],
  ['the old repository', readTexts('legacy.txtar')],
  ['another port', change(P, '127.0.0.1:8002:8002', '127.0.0.1:8012:8002')(CLEAN)],
  ['a port from a variable', change(P, '127.0.0.1:8002:8002', '127.0.0.1:${PORT:-8002}:8002')(CLEAN)],
  ['another limit', change(P, 'mem_limit: 2g', 'mem_limit: 3g')(CLEAN)],
])('docker compose reads %s as the files are read without it', async (_name, texts) => {
  expect(await withDocker(texts)).toEqual(findings(texts))
})

test('errors that only compose detects are found', async () => {
  const texts = change(P, 'restart: unless-stopped', 'restart: unless-stopped\n  shm_size: [1]')(CLEAN)
  expect(await withDocker(texts)).toContain(`CMP-2 ${P}:1`)
})
