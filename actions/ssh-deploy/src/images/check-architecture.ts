import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { architectureProblem, type BuiltFor, type ServerArchitecture } from './architecture.ts'

/** The architecture of the engine, and the emulators that the kernel has for others. */
export const READ_ARCHITECTURE = `docker version --format '{{.Server.Arch}}'
grep -lx enabled /proc/sys/fs/binfmt_misc/qemu-* 2> /dev/null || true`

/** Parses the output of {@link READ_ARCHITECTURE}. */
export function serverArchitecture(text: string): ServerArchitecture {
  const [own = '', ...interpreters] = text.split('\n')
  return { own: own.trim(), emulated: interpreters.map(path => path.replace(/^.*\/qemu-/, '')) }
}

/** @throws UserError when an image is built for another architecture: it would fail in the migrations or at startup */
export async function checkArchitecture(remote: Remote, images: readonly BuiltFor[]): Promise<void> {
  if (images.every(({ architecture }) => architecture === '')) return
  const { stdout } = await remote.run(['sh', '-c', READ_ARCHITECTURE, 'read the architecture'])
  const problem = architectureProblem(images, serverArchitecture(stdout))
  if (problem) throw new UserError(`image ${problem}`)
}
