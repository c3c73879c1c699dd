/** Says which tracked files differ from the commit in what `git status --porcelain` tells; nothing when none does. */
export function localChanges(porcelain: string, server: string, path: string): string | undefined {
  const names = porcelain
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(0, 5)
    .map(line => line.trim().split(/\s+/).slice(1).join(' '))
  if (names.length === 0) return undefined
  return `${path} on ${server} has local changes (${names.join(', ')}). Commit them to the repository or undo them with "git checkout"`
}
