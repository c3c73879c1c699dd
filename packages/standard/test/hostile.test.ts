import { expect, test } from '@jest/globals'
import { evaluate } from '../src/evaluate.ts'
import { repositoryFiles } from '../src/model/files.ts'
import { repositoryOf } from '../src/model/repository.ts'
import { CLEAN, readTexts, type Texts, TODAY } from './fixtures/repository.ts'

/** Input that breaks parsers and patterns. */
const PIECES = [
  ...[
    '[',
    '{',
    '}',
    ']',
    '(',
    ')',
    '&a',
    '*a',
    '<<: *x',
    '$',
    '${',
    '"',
    "'",
    '\\',
    '\0',
    '\n',
    '- ',
    'null',
  ],
  ...['☃', 'x'.repeat(300), '!reset', '|', '>', '%', '#'],
]
const COPIES = 60

/** A copy with hostile input inserted at seeded positions; the settings file is unchanged, since errors in it are reported separately. */
function corrupted(texts: Texts, seed: number): Texts {
  let state = seed
  const next = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % limit
  }
  const copy = new Map(texts)
  const paths = [...copy.keys()].filter(path => !path.endsWith('/deploy.yml'))
  for (let count = 0; count < 4; count++) {
    const path = paths[next(paths.length)] ?? ''
    const text = copy.get(path) ?? ''
    const at = next(text.length + 1)
    copy.set(path, text.slice(0, at) + PIECES[next(PIECES.length)] + text.slice(at + next(20)))
  }
  return copy
}

test.each([
  ['clean', CLEAN],
  ['old', readTexts('legacy.txtar')],
])('a %s repository with arbitrary content is evaluated', (_name, texts) => {
  for (let seed = 1; seed <= COPIES; seed++) {
    const { findings } = evaluate(repositoryOf(repositoryFiles(corrupted(texts, seed * 7919))), TODAY)
    expect(findings.every(({ file, line }) => file !== '' && line >= 1)).toBe(true)
  }
})

test('500 files take less than 5 seconds', () => {
  const many = new Map(CLEAN)
  for (let at = 0; at < 480; at++)
    many.set(
      `app/generated/module_${at}.py`,
      `${CLEAN.get('app/models/stock.py')}\nVALUE_${at} = "x"\n`
        .replaceAll('class ', `class M${at}`)
        .replaceAll('__tablename__ = "', `__tablename__ = "t${at}_`),
    )
  const start = performance.now()
  const { findings } = evaluate(repositoryOf(repositoryFiles(many)), TODAY)
  expect(performance.now() - start).toBeLessThan(5000)
  expect(findings).toEqual([])
})
