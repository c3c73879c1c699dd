/** What a server in production may be that a clean one is not, each with a script in the folder `strict`. */
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

/** A server has one login shell, and one that forwards nothing cannot be deployed to. */
const NOT_TOGETHER: readonly StrictProperty[] = ['tcsh', 'no-forwarding']

/** What `--strict` without a list stands for: every property that a deployment must cope with. */
export const ALL_STRICT: readonly StrictProperty[] = STRICT_PROPERTIES.filter(
  property => !NOT_TOGETHER.includes(property),
)

/** What a server has that was deployed to before. */
const NEEDS_CHECKOUT: readonly StrictProperty[] = ['env-file-link', 'shallow-clone']

/** The properties that an empty server can have. */
export const withoutCheckout = (properties: readonly StrictProperty[]): StrictProperty[] =>
  properties.filter(property => !NEEDS_CHECKOUT.includes(property))
