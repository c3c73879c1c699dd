import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeFull } from '@tsh/testing/full'
import { backUp } from '../../src/backup/back-up.ts'
import { installCluster } from './other-servers.ts'
import { type Scene, startScene } from './restore-scene.ts'

// The backups of back-up.integration.test.ts are its sample.
describeFull('a server with the newest PostgreSQL, Docker and OpenSSH', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene([], { generation: 'testing' })
    await installCluster(scene.sandbox)
    await scene.sql('CREATE TABLE orders AS SELECT generate_series(1, 3) AS id')
  })
  afterAll(() => scene?.stop())

  test('is backed up, both its own cluster and a container', async () => {
    const { inputs } = scene
    const host = { source: { kind: 'host' }, login: { ...inputs.login, database: 'stock' } } as const
    const { 'backup-manifest': manifest } = await backUp({ ...inputs, ...host }, scene.ports())
    expect(JSON.parse(String(scene.double.objects.get(manifest)?.body()))).toMatchObject({
      ...{ database: 'stock', contents: { rows: 40 } },
    })
    expect(await backUp(inputs, scene.ports())).toMatchObject({ 'verified-level': 2 })
  })
})
