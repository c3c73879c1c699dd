/** What an input `registry` must be. */
export const REGISTRY = {
  pattern: /^(?!.*\/\/)[a-z0-9][a-z0-9._:/-]*$/,
  expected: 'a registry with its namespace, such as ghcr.io/tsh',
}

/** A registry as it is part of names, from what a user writes; nothing where there is none. */
export const registryIn = (text: string): string | undefined => text.replace(/\/+$/, '') || undefined
