import { createHash } from 'node:crypto'
import { docker } from '../machine/command.ts'
import { mustExec, type Server, waitForEngine } from './server.ts'

/** The template name of a server whose engine contains exactly these images. */
export async function imagesTemplate(serverImage: string, images: readonly string[]): Promise<string> {
  const ids = await docker(['image', 'inspect', '--format', '{{.Id}}', serverImage, ...images])
  return `images-${createHash('sha256').update(ids).digest('hex').slice(0, 16)}`
}

/**
 * Pulls the images into the server's engine, unless it was started with them, and saves a template for the next server.
 * @param template name of the template; undefined to save none
 */
export async function preloadImages(
  exec: Server['exec'],
  id: string,
  template: string | undefined,
  images: readonly string[],
): Promise<void> {
  if ((await exec(`test -e /storage/runs/${id}/seeded`)).code === 0) return
  for (const image of images) await mustExec(exec, `docker pull -q ${image}`)
  if (template === undefined) return
  await mustExec(exec, `server-engine stop && server-template save ${template} && server-engine start`)
  await waitForEngine(exec)
}
