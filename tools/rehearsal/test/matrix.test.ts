import { describe, expect, test } from '@jest/globals'
import { GENERATIONS } from '@tsh/sandbox/engine/generations'
import type { KnownFault } from '@tsh/testing/known-faults'
import { type Cell, pairwiseCells, SERVERS } from '../src/matrix/cells.ts'
import { evaluateCell } from '../src/matrix/evaluate-cell.ts'
import { matrixTable } from '../src/matrix/table.ts'

const known = (id: string, actual: KnownFault['actual']): KnownFault => ({
  ...{ case: id, expected: 'deployed', actual, place: '3 of 8' },
})

describe('the cells of the matrix', () => {
  const repositories = ['a', 'b', 'c', 'd']
  const cells = pairwiseCells(repositories)
  const pairs = (one: keyof Cell, other: keyof Cell) =>
    new Set(cells.map(cell => `${cell[one]} ${cell[other]}`)).size

  test('have every pair of engine, server and repository', () => {
    expect(pairs('engine', 'server')).toBe(GENERATIONS.length * SERVERS.length)
    expect(pairs('engine', 'repository')).toBe(GENERATIONS.length * repositories.length)
    expect(pairs('server', 'repository')).toBe(SERVERS.length * repositories.length)
  })
})

describe('a cell', () => {
  const cell: Cell = { engine: 'testing', server: 'fresh', repository: 'shop' }
  const faults = [
    known('server-fresh', 'the folder "/srv/shop" does not exist'),
    known('repository-other', 'anything'),
  ]

  test('without problems and without known faults passes', () =>
    expect(evaluateCell({ ...cell, server: 'plain' }, [], faults).outcome).toBe('passed'))

  test('that fails as a known fault of its server is known', () =>
    expect(evaluateCell(cell, ['deploy: the folder \\"/srv/shop\\" does not exist'], faults)).toMatchObject({
      outcome: 'known',
      faults: ['server-fresh'],
    }))

  test('that fails as a known fault of its engine with its repository is known', () => {
    const pair = known('engine-testing-repository-shop', /no image/)
    const result = evaluateCell({ ...cell, server: 'plain' }, ['no image shop:v1'], [pair])
    expect(result).toMatchObject({ outcome: 'known', faults: [pair.case] })
    expect(evaluateCell({ ...cell, engine: 'stable', server: 'plain' }, [], [pair]).outcome).toBe('passed')
  })

  test('that fails for another reason fails', () =>
    expect(evaluateCell(cell, ['3 requests were lost'], faults)).toMatchObject({
      ...{ outcome: 'failed', problem: 'shop, engine testing, server fresh: 3 requests were lost' },
    }))

  test('that passes although a known fault is listed fails', () =>
    expect(evaluateCell(cell, [], faults)).toMatchObject({
      outcome: 'failed',
      problem: expect.stringContaining('passes, but the known fault server-fresh is still listed'),
    }))
})

test('the table has a row for each repository', () => {
  const cells = pairwiseCells(['shop', 'books', 'news']).map(cell =>
    evaluateCell(cell, cell.server === 'fresh' ? ['no folder'] : [], [known('server-fresh', 'no folder')]),
  )
  const [head, shop] = matrixTable(cells).split('\n')
  expect(head).toMatch(/^repository +stable +testing +testing-containerd$/)
  expect(shop).toMatch(/^shop +✓ plain +✓ strict +○ fresh \(server-fresh\)$/)
})
