import { afterAll, beforeAll, expect } from '@jest/globals'
import { caseTestFull } from '@tsh/testing/case-test'
import { describeFull } from '@tsh/testing/full'
import { composeFile } from '../scene.ts'
import { type CaseScene, GREEN, isRefused, startCaseScene } from './case-scene.ts'

// Compose compares the options of networks since 2.31, which the stable generation does not have.

let scene: CaseScene

describeFull('with the newest Compose', () => {
  beforeAll(async () => {
    scene = await startCaseScene({ generation: 'testing' })
  })
  afterAll(() => scene?.stop())

  // docker/compose#12267
  caseTestFull('case-37', 'a changed network option does not disconnect the live slot', async () => {
    const labeled = { 'compose.yml': `${composeFile}networks: { default: { labels: { tier: app } } }\n` }
    const attempt = await scene.deploy(await scene.release('v2', labeled))
    const refused = await isRefused(attempt, /network/)
    const lookup = `require('node:dns').lookup('store', error => console.log(error ? error.code : 'found'))`
    const database = await scene.exec(`docker exec scene-app_blue-1 node -e "${lookup}"`)
    const expected = { database: 'found', result: refused ? attempt.result : GREEN }
    expect({ database, result: attempt.result }).toEqual(expected)
  })
})
