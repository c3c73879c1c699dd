import type { BuildInputs } from '../src/inputs.ts'

/** Inputs of a build without a registry, with the given changes. */
export const buildInputs = (changes: Partial<BuildInputs>): BuildInputs => ({
  ...{ composeFiles: ['compose.yml'], profiles: undefined, version: 'v1' },
  ...{ registry: undefined, login: undefined, archive: 'images.tar', buildOnly: false },
  ...{ buildArgs: new Map(), buildSecrets: new Map() },
  ...changes,
})
