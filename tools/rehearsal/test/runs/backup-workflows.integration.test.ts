import { afterAll, beforeAll, expect } from '@jest/globals'
import { mustExec } from '@tsh/sandbox'
import { testFull } from '@tsh/testing/full'
import { type SampleServer, startSampleServer, succeeded } from './sample-server.ts'

let server: SampleServer
beforeAll(async () => {
  server = await startSampleServer()
})
afterAll(() => server?.stop())

const sql = (text: string): Promise<string> =>
  mustExec(
    server.sandbox.server.exec,
    'docker exec -i tsh_postgres sh -c \'psql -XAtq -U "$POSTGRES_USER" "$POSTGRES_DB"\'',
    text,
  )

testFull(
  'the nightly backup is drilled; a restore is planned first, and runs once the name is confirmed',
  async () => {
    await sql("INSERT INTO orders (item) VALUES ('before')")
    const before = await sql('SELECT count(*) FROM orders')
    const backup = await succeeded(server.runScheduled('backup.yml'))
    expect(backup.log).toContain('restored into a throwaway server')
    const id = backup.jobs['backup/backup-database']?.outputs['backup-id'] ?? ''
    expect(id).toMatch(/^\d{8}T/)
    expect(server.sandbox.telegram.messages).toEqual([])

    await sql('DELETE FROM orders')
    const plan = await succeeded(server.run('restore.yml', { backup_id: 'latest' }))
    expect(plan.jobs).toMatchObject({
      'restore/plan': { result: 'success' },
      'restore/restore': { result: 'skipped' },
    })
    expect(plan.summaries.map(({ markdown }) => markdown).join()).toContain(id)
    expect(await sql('SELECT count(*) FROM orders')).toBe('0')

    const wrong = await server.run('restore.yml', { backup_id: id, confirm: 'tsh' })
    expect(wrong.conclusion).toBe('failure')
    expect(await sql('SELECT count(*) FROM orders')).toBe('0')

    const restored = await server.run('restore.yml', { backup_id: id, confirm: 'tsh_erp' })
    expect(restored.failures).toEqual([])
    expect(await sql('SELECT count(*) FROM orders')).toBe(before)
    expect(server.sandbox.telegram.messages.at(-1)?.text).toContain('Restored')
    // The swap closed the connections of the application's pool; it opens new ones.
    const headers = { 'content-type': 'application/json' }
    const order = { method: 'POST', headers, body: '{"item":"after","quantity":1}' }
    const deadline = Date.now() + 10_000
    let status = 0
    while (status !== 201 && Date.now() < deadline)
      status = (await fetch(`${server.sandbox.publicUrl}/orders`, order)).status
    expect(status).toBe(201)
  },
)
