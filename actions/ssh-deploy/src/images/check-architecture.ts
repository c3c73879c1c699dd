import { UserError } from '@tsh/action'
import type { Remote } from '@tsh/remote'
import { architectureProblem, type BuiltFor } from './architecture.ts'

/** The architecture of the engine, and the emulators that the kernel has for others. */
const READ_ARCHITECTURE = `docker version --format '{{.Server.Arch}}'
grep -lx enabled /proc/sys/fs/binfmt_misc/qemu-* 2> /dev/null || true`

/** @throws UserError when an image is built for another architecture: it would fail in the migrations or at startup */
export async function checkArchitecture(remote: Remote, images: readonly BuiltFor[]): Promise<void> {
  if (images.every(({ architecture }) => architecture === '')) return
  const { stdout } = await remote.run(['sh', '-c', READ_ARCHITECTURE, 'read the architecture'])
  const [own = '', ...interpreters] = stdout.split('\n')
  const emulated = interpreters.map(path => path.replace(/^.*\/qemu-/, ''))
  const problem = architectureProblem(images, { own, emulated })
  if (problem) throw new UserError(`image ${problem}`)
}
