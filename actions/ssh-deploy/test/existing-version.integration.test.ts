import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { testFull } from '@tsh/testing/full'
import { type CaseScene, GREEN, IN_PLACE, startCaseScene } from './cases/case-scene.ts'
import { NOTHING_BUILT } from './deploy-inputs.ts'
import { path } from './scene.ts'

let scene: CaseScene
beforeAll(async () => {
  scene = await startCaseScene()
})
afterAll(() => scene?.stop())

const AGAIN = { ...IN_PLACE, 'allow-downgrade': 'true' }
const states = (): Promise<string> => scene.exec(`grep -c '"state"' ${path}/.deploy/releases.jsonl || true`)
const id = (image: string): Promise<string> => scene.exec(`docker image inspect --format '{{.Id}}' ${image}`)
/** Image id and version of the container that answers visitors. */
const live = (): Promise<string> =>
  scene.exec(
    `docker inspect --format '{{.Image}}' scene-app_blue-1; docker exec scene-app_blue-1 printenv VERSION`,
  )
const other = (image: string): Promise<string> =>
  scene.exec(`printf 'FROM node:20-slim\\nENV IS=${image}\\n' | docker build -q -t ${image} -`)

test('a version that was live is redeployed with its own images, and never built', async () => {
  const release = await scene.release('v2')
  const existing = { ...release, built: NOTHING_BUILT }
  await other('scene:v2')
  const built = await id('scene:v2')
  expect((await scene.deploy(release, IN_PLACE)).result).toBe(GREEN)
  expect((await scene.deploy(await scene.release('v3'), IN_PLACE)).result).toBe(GREEN)

  // The tag was moved to another image in the meantime.
  await scene.exec('docker tag node:20-slim scene:v2')
  expect((await scene.deploy(existing, AGAIN)).result).toBe(GREEN)
  expect(await live()).toBe(`${built}\nv2`)

  // Now it is the live one.
  expect((await scene.deploy(existing, AGAIN)).result).toBe(GREEN)
  expect(await live()).toBe(`${built}\nv2`)

  expect((await scene.deploy(await scene.release('v4'), IN_PLACE)).result).toBe(GREEN)
  await scene.exec(`docker image rm --force ${built}`)
  const gone = await scene.deploy(existing, AGAIN)
  expect(gone.result).toMatch(/^ssh-deploy: scene:v2 of v2 is no longer on root@\S+ and not in a registry\./)
  expect(await live()).toMatch(/\nv4$/)
})

testFull('images that are no longer on the server are pulled by digest, with the login', async () => {
  const release = { ...(await scene.release('v5')), built: NOTHING_BUILT }
  const digest = await other('scene:v5')
  const { images = '', ...login } = await scene.pushed('scene:v5', 'scene:v5')
  expect((await scene.deploy(release, { ...IN_PLACE, images, ...login })).result).toBe(GREEN)
  expect((await scene.deploy(await scene.release('v6'), IN_PLACE)).result).toBe(GREEN)
  await scene.exec(`docker image rm --force ${digest}`)
  expect((await scene.deploy(release, AGAIN)).result).toMatch(/cannot pull image scene:v5: unauthorized/)
  expect((await scene.deploy(release, { ...AGAIN, ...login })).result).toBe(GREEN)
  expect(await live()).toBe(`${digest}\nv5`)
})

test('a version that was never live is refused, and so is another commit of one that was', async () => {
  const before = [await live(), await states()]
  const never = await scene.deploy({ ...(await scene.release('v7')), built: NOTHING_BUILT }, AGAIN)
  expect(never.result).toMatch(
    /^ssh-deploy: v7 was never deployed to this server, and the input "images" is empty/,
  )
  const { sha } = await scene.release('v8')
  const forged = await scene.deploy({ version: 'v2', sha, built: NOTHING_BUILT }, AGAIN)
  expect(forged.result).toMatch(/^ssh-deploy: v2 was live from commit [0-9a-f]{40}, not from [0-9a-f]{40}/)
  expect([await live(), await states()]).toEqual(before)
  const planned = await scene.deploy(
    { version: 'v2', sha, built: NOTHING_BUILT },
    { ...IN_PLACE, 'dry-run': 'true' },
  )
  expect(planned.result).toMatch(/^ssh-deploy: v2 was live from commit/)
})
