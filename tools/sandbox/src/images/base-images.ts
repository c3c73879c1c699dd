import { UserError } from '@tsh/action'
import { run } from '../machine/command.ts'
import { withLock } from '../machine/lock.ts'
import { silent, type Tell } from '../machine/progress.ts'
import { ensureDebian, standInFor } from './stand-ins.ts'

/** Makes every image available in the local engine: present, pulled, or a stand-in built from packages. */
export async function ensureBaseImages(references: readonly string[], tell: Tell = silent): Promise<void> {
  const absent = await missing(references)
  if (!absent.length) return
  await withLock('images', async () => {
    const unreachable = await pullAll(await missing(absent))
    const unknown = unreachable.find(reference => !standInFor(reference))
    if (unknown) throw new UserError(noStandIn(unknown))
    if (unreachable.length) await ensureDebian(tell)
    await Promise.all(
      (await missing(unreachable)).map(async reference => {
        tell(`No registry to pull ${reference} from: building a stand-in from Debian packages …`)
        await standInFor(reference)?.(reference, tell)
      }),
    )
  })
}

/** @returns what could not be pulled; after a first one nothing else is tried */
async function pullAll(references: readonly string[]): Promise<string[]> {
  for (const [at, reference] of references.entries())
    if (!(await pull(reference))) return references.slice(at)
  return []
}

async function missing(references: readonly string[]): Promise<string[]> {
  const known = await Promise.all(
    [...new Set(references)].map(async reference => ({
      reference,
      present: (await run('docker', ['image', 'inspect', '--format', '{{.Id}}', reference])).code === 0,
    })),
  )
  return known.filter(image => !image.present).map(image => image.reference)
}

/** A short time limit: where no registry answers, waiting does not help. */
async function pull(reference: string): Promise<boolean> {
  const { code, stderr } = await run('docker', ['pull', '--quiet', reference], { timeoutMs: 20_000 })
  if (code === 124 && (await hostKnown(stderr))) {
    return (await run('docker', ['pull', '--quiet', reference], { timeoutMs: 300_000 })).code === 0
  }
  return code === 0
}

/** A pull that was still under way and not refused gets its time. */
const hostKnown = async (stderr: string): Promise<boolean> =>
  !/no such host|timeout|refused|unreachable/.test(stderr)

const noStandIn = (reference: string): string =>
  `The image ${reference} is not on this machine, cannot be pulled, and there is no stand-in for it. ` +
  `Load it (\`docker load\`) or use one of debian:12, postgres:15 or 17, redis:7, python:3.11, node:18 to 20.`
