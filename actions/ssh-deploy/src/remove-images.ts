import { log } from '@tsh/action'
import type { Remote } from '@tsh/remote'

/** Removes images that are still there. Docker keeps one that a container uses, and says so; that is no fault here. */
export async function removeImages(remote: Remote, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const script = `for name; do
  docker image inspect --format '{{.Id}}' "$name" >/dev/null 2>&1 || continue
  docker image rm "$name" >/dev/null 2>&1 && echo "$name"
done
true`
  const { stdout } = await remote.run(['sh', '-c', script, 'remove images', ...names])
  const removed = stdout.split('\n').filter(line => line !== '')
  if (removed.length > 0) log.info(`Removed old images from ${remote.name}: ${removed.join(', ')}`)
}
