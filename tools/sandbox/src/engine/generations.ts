/**
 * The alias of Debian's next release. Its packages are the newest generation of Docker, nginx, OpenSSH and git on the
 * sandbox's server; the run prints their versions.
 */
export const TESTING_SUITE = 'testing'

/** The stable suite that has Docker's compose and buildx plugins as packages. */
export const STABLE_SUITE = 'trixie'

export const GENERATIONS = ['stable', 'testing', 'testing-containerd'] as const

/** `testing-containerd` is `testing` with the containerd image store, the default of new installations since Docker 29. */
export type Generation = (typeof GENERATIONS)[number]

export interface GenerationImages {
  /** The base image of server and runner. */
  base: string
  /** The suite of Docker's packages; empty for the suite of the base image. */
  dockerSuite: string
}

export const imagesOf = (generation: Generation): GenerationImages =>
  generation === 'stable'
    ? { base: 'debian:12-slim', dockerSuite: STABLE_SUITE }
    : { base: `debian:${TESTING_SUITE}-slim`, dockerSuite: '' }

export const hasContainerdStore = (generation: Generation): boolean => generation === 'testing-containerd'
