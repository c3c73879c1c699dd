import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  appendEvent,
  readComposeModel,
  readJournal,
  recordLive,
  releasesOf,
  updateServices,
} from '@tsh/deployment'
import { inPlace } from '@tsh/testing'
import { testFull } from '@tsh/testing/full'
import { deploy } from '../src/deploy.ts'
import type { DeployInputs } from '../src/inputs.ts'
import { composeFile, type Scene, slotDirectory, startScene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene?.stop())

/** Deploys into the idle slot, switches the traffic and updates the in-place services, as blue-green-switch does. */
async function release(inputs: DeployInputs): Promise<void> {
  const { remote } = scene
  const { application, version } = inputs
  const { release: id, slot } = await deploy(inputs, { server: remote }, new AbortController().signal)
  const { services = [] } = releasesOf(await readJournal(remote, application)).at(-1) ?? {}
  expect(services).toEqual(['mail'])
  await scene.exec(`cd ${slotDirectory}; mv -f * ${slot} 2>/dev/null || true`)
  await recordLive(remote, application, { version, slot })
  const model = await readComposeModel(remote, application, version)
  await updateServices(remote, application, { services, version, model, timeout: 20 })
  await appendEvent(remote, application, { release: id, state: 'switched' })
}

/** Container IDs of the two services other than the app. */
async function containers(): Promise<{ mail: string; store: string }> {
  const id = (service: string): Promise<string> =>
    scene.exec(`docker ps -q --filter label=com.docker.compose.service=${service}`)
  return { mail: await id('mail'), store: await id('store') }
}

test('an in-place service is replaced only when its image or configuration changes; the database always stays', async () => {
  const start = await containers()
  await release(await scene.release('v2'))
  const first = await containers()
  expect(first.mail).not.toBe(start.mail) // it was started manually, so its configuration is unknown

  await release(await scene.release('v3'))
  expect(await containers()).toEqual(first)

  await release(
    await scene.release('v4', {
      'compose.yml': composeFile.replace('sleep infinity\n    stop', 'sleep 100000\n    stop'),
    }),
  )
  const configured = await containers()
  expect(configured.mail).not.toBe(first.mail)

  const rebuilt = await scene.release('v5')
  await scene.exec("printf 'FROM node:20-slim\\nENV REBUILT=yes\\n' | docker build -q -t mail:v5 -")
  await release({ ...rebuilt, built: await scene.built('v5') })
  const fifth = await containers()
  expect(fifth.mail).not.toBe(configured.mail)

  expect(fifth.store).toBe(start.store)
})

testFull('reports orphan containers of removed services, and does not touch them', async () => {
  const written: string[] = []
  const write = process.stdout.write
  const inputs = await scene.release('v7', { 'compose.yml': composeFile.replace('  mail:', '  post:') })
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof process.stdout.write
  try {
    await deploy(inputs, { server: scene.remote }, new AbortController().signal)
  } finally {
    process.stdout.write = write
  }
  expect(written.join('')).toContain('services that are no longer in compose.yml: scene-mail-1 (mail)')
  expect((await containers()).mail).not.toBe('')
})

test('an app in place is replaced by another version, and stays when the same one is redeployed', async () => {
  const { application, ...rest } = await scene.release('v8')
  const inputs = { ...rest, application: inPlace(application, 'app_blue') }
  const id = (): Promise<string> => scene.exec('docker ps -q --no-trunc --filter name=^scene-app_blue-1$')
  const before = await id()
  await deploy(inputs, { server: scene.remote }, new AbortController().signal)
  const replaced = await id()
  expect(replaced).not.toBe(before)
  await deploy(inputs, { server: scene.remote }, new AbortController().signal)
  expect(await id()).toBe(replaced)
})
