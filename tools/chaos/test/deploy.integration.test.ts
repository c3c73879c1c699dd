import { expect, test } from '@jest/globals'
import { runDeployChaos } from '../src/index.ts'

/** The complete matrix is `npm run chaos -- deploy`; this is its sample. */
test('with any fault during a deployment, one version is live and the next deployment works', async () => {
  expect(await runDeployChaos({ quick: true, only: '', shard: '', json: '' })).toEqual([])
})
