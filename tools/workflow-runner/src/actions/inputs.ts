/** The inputs that the stand-ins honour, and those they know but can only take at the given value. */
interface KnownInputs {
  honoured: string[]
  /** Accepted because nothing on this machine depends on them. */
  ignored: string[]
}

const inputs: Record<string, KnownInputs> = {
  'actions/checkout': {
    honoured: ['repository', 'ref', 'path', 'fetch-depth', 'fetch-tags', 'clean'],
    ignored: ['token', 'persist-credentials', 'set-safe-directory', 'show-progress'],
  },
  'actions/setup-node': {
    honoured: ['node-version', 'node-version-file'],
    ignored: ['cache', 'cache-dependency-path', 'package-manager-cache', 'check-latest', 'token'],
  },
  'actions/setup-python': {
    honoured: ['python-version', 'python-version-file'],
    ignored: [
      'cache',
      'cache-dependency-path',
      'check-latest',
      'token',
      'update-environment',
      'allow-prereleases',
    ],
  },
  'actions/upload-artifact': {
    honoured: ['name', 'path', 'if-no-files-found', 'overwrite', 'include-hidden-files'],
    ignored: ['retention-days', 'compression-level'],
  },
  'actions/download-artifact': { honoured: ['name', 'path', 'pattern', 'merge-multiple'], ignored: [] },
}

/** Inputs of a stand-in that would have an effect on GitHub and have none here. */
export function standInInputProblems(action: string, names: string[]): string[] {
  const known = inputs[action]
  const accepted = [...(known?.honoured ?? []), ...(known?.ignored ?? [])]
  return names
    .filter(name => !accepted.includes(name.toLowerCase()))
    .map(
      name => `uses: ${action}: the input '${name}' is not supported; supported are ${accepted.join(', ')}`,
    )
}
