import { expect, test } from '@jest/globals'
import { startingOrder } from '../../src/containers/starting-order.ts'

const needs = (...names: string[]) => ({ depends_on: Object.fromEntries(names.map(name => [name, {}])) })
const publishing = (published: string) => ({ ports: [{ published, target: 80 }] })
const model = {
  name: 'shop',
  services: {
    db: {},
    app: needs('db', 'cache'),
    cache: {},
    exporter: needs('db'),
    tunnel: needs('gateway'),
    gateway: { ...publishing('8080'), ...needs('app') },
    site: publishing('443'),
    one: needs('other'),
    other: needs('one'),
  },
}
const missing = Object.keys(model.services).filter(name => name !== 'app')

test('services that wait for the release, or serve its site, start after it', () => {
  expect(startingOrder(model, missing, ['app'])).toEqual({
    before: ['db', 'cache', 'exporter', 'one', 'other'],
    after: ['tunnel', 'gateway', 'site'],
  })
})

test('nothing starts twice', () => {
  expect(startingOrder(model, ['db'], ['app'])).toEqual({ before: ['db'], after: [] })
  expect(startingOrder(model, [], ['app'])).toEqual({ before: [], after: [] })
})
