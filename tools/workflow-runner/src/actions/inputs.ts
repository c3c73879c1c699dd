/** The inputs that a built-in action supports, and those that it ignores. */
interface KnownInputs {
  supported: string[]
  /** Accepted because nothing on this machine depends on them. */
  ignored: string[]
}

const inputs: Record<string, KnownInputs> = {
  'actions/checkout': {
    supported: ['repository', 'ref', 'path', 'fetch-depth', 'fetch-tags', 'clean'],
    ignored: ['token', 'persist-credentials', 'set-safe-directory', 'show-progress'],
  },
  'actions/setup-node': {
    supported: ['node-version', 'node-version-file'],
    ignored: ['cache', 'cache-dependency-path', 'package-manager-cache', 'check-latest', 'token'],
  },
  'actions/setup-python': {
    supported: ['python-version', 'python-version-file'],
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
    supported: ['name', 'path', 'if-no-files-found', 'overwrite', 'include-hidden-files'],
    ignored: ['retention-days', 'compression-level'],
  },
  'actions/download-artifact': { supported: ['name', 'path', 'pattern', 'merge-multiple'], ignored: [] },
}

/** Inputs of a built-in action that have an effect on GitHub but not here. */
export function builtinInputProblems(action: string, names: string[]): string[] {
  const known = inputs[action]
  const accepted = [...(known?.supported ?? []), ...(known?.ignored ?? [])]
  return names
    .filter(name => !accepted.includes(name.toLowerCase()))
    .map(
      name => `uses: ${action}: the input '${name}' is not supported; supported are ${accepted.join(', ')}`,
    )
}
