import { ensureEngine } from '../engine/engine.ts'
import { hasContainerdStore } from '../engine/generations.ts'
import { ensureBaseImages } from '../images/base-images.ts'
import { ownImage } from '../images/substitutes.ts'
import { run } from '../machine/command.ts'
import type { Log } from '../machine/progress.ts'
import { storageVolume } from './labels.ts'
import { imagesTemplate } from './preload.ts'
import { startSandbox } from './sandbox.ts'

/** Prepares a server with these images for later sandboxes, unless this machine has one. */
export async function prepareServer(baseImages: readonly string[], log: Log): Promise<void> {
  await ensureEngine(log)
  await ensureBaseImages(baseImages, log)
  await ownImage('registry', log)
  const image = await ownImage('server', log)
  if (!hasContainerdStore('stable') && (await hasTemplate(image, await imagesTemplate(image, baseImages))))
    return
  const sandbox = await startSandbox({ baseImages: [...baseImages], preload: true, log })
  await sandbox.stop()
}

/** Whether the storage has a template, and marks it as used. */
async function hasTemplate(image: string, template: string): Promise<boolean> {
  const path = `/storage/templates/${template}`
  const options = ['--rm', '--network', 'none', '--volume', `${storageVolume}:/storage`, '--entrypoint', 'sh']
  const { code } = await run('docker', ['run', ...options, image, '-c', `[ -e ${path} ] && touch ${path}`])
  return code === 0
}
