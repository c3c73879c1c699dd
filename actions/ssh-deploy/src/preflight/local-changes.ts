/** Reports tracked files that differ from the commit. */
export function localChangesProblem(
  files: readonly string[],
  server: string,
  path: string,
): string | undefined {
  if (files.length === 0) return undefined
  const names = files.slice(0, 5).join(', ')
  return `${path} on ${server} has local changes (${names}). Commit them to the repository or discard them with "git checkout"`
}
