/** Properties of production servers that a clean server does not have, each with a script in the folder `strict`. */
export const STRICT_PROPERTIES = [
  'banner',
  'shell-output',
  'fish',
  'tcsh',
  'locale',
  'max-sessions',
  'no-forwarding',
  'no-sudo',
  'env-file-link',
  'shallow-clone',
  'old-git',
  'docker-config',
] as const

export type StrictProperty = (typeof STRICT_PROPERTIES)[number]

/** A server has only one login shell, and a server without forwarding cannot be deployed to. */
const NOT_COMBINABLE: readonly StrictProperty[] = ['tcsh', 'no-forwarding']

/** The default of `--strict`: every property that a deployment must support. */
export const ALL_STRICT: readonly StrictProperty[] = STRICT_PROPERTIES.filter(
  property => !NOT_COMBINABLE.includes(property),
)

/** Properties that require an earlier deployment. */
const NEEDS_CHECKOUT: readonly StrictProperty[] = ['env-file-link', 'shallow-clone']

/** The properties that apply to an empty server. */
export const withoutCheckout = (properties: readonly StrictProperty[]): StrictProperty[] =>
  properties.filter(property => !NEEDS_CHECKOUT.includes(property))
