import { expect, test } from '@jest/globals'
import { pinnedReference, pushedName } from '../../src/images/image-names.ts'

const DIGEST = `sha256:${'d'.repeat(64)}`

test.each<[registry: string, image: string, repository: string]>([
  ['ghcr.io/acme', 'shop:v1', 'ghcr.io/acme/shop'],
  ['ghcr.io/acme', 'ghcr.io/acme/shop:v1', 'ghcr.io/acme/shop'],
  ['ghcr.io/acme', 'ghcr.io/acme/team/shop:v1', 'ghcr.io/acme/team/shop'],
  ['ghcr.io/acme', 'ghcr.io/acme-labs/shop:v1', 'ghcr.io/acme/ghcr.io/acme-labs/shop'],
  ['registry.example:5000', 'registry.example:5000/shop:v1', 'registry.example:5000/shop'],
])('with the registry %s, %s is pushed to %s', (registry, image, repository) => {
  expect(pushedName(registry, image)).toBe(`${repository}:v1`)
  expect(pinnedReference(registry, image, DIGEST)).toBe(`${repository}@${DIGEST}`)
})
