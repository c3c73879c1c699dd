/**
 * The suite of Debian that is released next, by the alias that always names it. Its packages are the newest generation of
 * Docker, nginx, OpenSSH and git on the sandbox's server; which versions these are, the run prints.
 */
export const TESTING_SUITE = 'testing'

/** The stable suite that has Docker's compose and buildx plugins as packages. */
export const STABLE_SUITE = 'trixie'

export const GENERATIONS = ['stable', 'testing', 'testing-containerd'] as const

/** `testing-containerd` is `testing` with the containerd image store, the default of new installations since Docker 29. */
export type Generation = (typeof GENERATIONS)[number]

export interface GenerationImages {
  /** What the images of server and runner are built on. */
  base: string
  /** The suite that Docker's packages come from; empty for that of the base. */
  dockerSuite: string
}

export const imagesOf = (generation: Generation): GenerationImages =>
  generation === 'stable'
    ? { base: 'debian:12-slim', dockerSuite: STABLE_SUITE }
    : { base: `debian:${TESTING_SUITE}-slim`, dockerSuite: '' }

export const hasContainerdStore = (generation: Generation): boolean => generation === 'testing-containerd'
