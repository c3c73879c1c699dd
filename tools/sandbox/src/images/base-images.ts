import { UserError } from '@tsh/action'
import { run } from '../machine/command.ts'
import { withLock } from '../machine/lock.ts'
import { type Log, silent } from '../machine/progress.ts'
import { ensureDebian, substituteFor } from './substitutes.ts'

/** Makes every image available in the local engine: present, pulled, or a substitute built from packages. */
export async function ensureBaseImages(references: readonly string[], log: Log = silent): Promise<void> {
  const absent = await missing(references)
  if (!absent.length) return
  await withLock('images', async () => {
    const unreachable = await pullAll(await missing(absent))
    const unknown = unreachable.find(reference => !substituteFor(reference))
    if (unknown) throw new UserError(noSubstituteMessage(unknown))
    if (unreachable.length) await ensureDebian(log)
    await Promise.all(
      (await missing(unreachable)).map(async reference => {
        log(`Cannot pull ${reference}: building a substitute from Debian packages …`)
        await substituteFor(reference)?.(reference, log)
      }),
    )
  })
}

/** @returns the images that could not be pulled; stops at the first failure */
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

/** A short timeout, because waiting does not help if no registry is reachable. */
async function pull(reference: string): Promise<boolean> {
  const { code, stderr } = await run('docker', ['pull', '--quiet', reference], { timeoutMs: 20_000 })
  if (code === 124 && (await hostKnown(stderr))) {
    return (await run('docker', ['pull', '--quiet', reference], { timeoutMs: 300_000 })).code === 0
  }
  return code === 0
}

/** A pull that is in progress and was not refused gets more time. */
const hostKnown = async (stderr: string): Promise<boolean> =>
  !/no such host|timeout|refused|unreachable/.test(stderr)

const noSubstituteMessage = (reference: string): string =>
  `the image ${reference} is not on this machine, cannot be pulled, and has no substitute. ` +
  `Load it (\`docker load\`) or use one of debian:12, postgres:15 or 17, redis:7, nginx, python:3.11, node:18 to 20`
