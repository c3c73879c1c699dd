import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { backUp } from '../src/back-up.ts'
import { drill } from '../src/drill.ts'
import { startScene } from './restore-scene.ts'

test('manual', async () => {
  const t0 = Date.now()
  const scene = await startScene()
  try {
    console.log('started', Date.now() - t0)
    await scene.sql(readFileSync(join(import.meta.dirname, 'restore-database.sql'), 'utf8'))
    console.log('seeded', Date.now() - t0)
    const done = await backUp(scene.inputs, scene.ports())
    console.log(done, Date.now() - t0)
    console.log(await drill(scene.inputs, scene.ports()))
    console.log(await scene.remote.run(['docker', 'ps', '-a']), await scene.remote.run(['docker', 'volume', 'ls']))
    console.log(await scene.sql('\\l'))
    expect(1).toBe(1)
  } catch (cause) {
    console.log(await scene.remote.run(['docker', 'logs', '--tail', '30', 'db']))
    throw cause
  } finally {
    await scene.stop()
  }
}, 300_000)
