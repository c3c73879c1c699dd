import { expect, test } from '@jest/globals'
import { artifactName } from '../src/index.ts'

test('every environment and settings file of a run has its own artifact of each kind', () => {
  const names = (['images', 'deployment'] as const).flatMap(kind =>
    ['staging', 'production'].flatMap(environment =>
      ['.github/deploy.yml', '.github/deploy.shop.yml'].map(settings =>
        artifactName(kind, { environment, settings }),
      ),
    ),
  )
  expect(new Set(names).size).toBe(8)
  for (const name of names) expect(name).toMatch(/^(images|deployment)-(staging|production)-[0-9a-f]{8}$/)
})

// Fixed, because later runs look for the artifact of an earlier one.
test('the name stays the same', () => {
  expect(artifactName('deployment', { environment: 'production', settings: '.github/deploy.yml' })).toBe(
    'deployment-production-0295d641',
  )
})
