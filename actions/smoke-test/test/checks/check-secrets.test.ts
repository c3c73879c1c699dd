import { expect, test } from '@jest/globals'
import { parseCheckSecrets, withSecrets } from '../../src/checks/check-secrets.ts'

test('secrets are lines NAME=value', () => {
  const { values, problems } = parseCheckSecrets(
    '# a note\n\nAPI_TOKEN=t0ken=with=equals\r\n login = dXNlcjpwYXNz \nQUOTE=it\'s "fine"',
  )
  expect(problems).toEqual([])
  expect([...values]).toEqual([
    ['API_TOKEN', 't0ken=with=equals'],
    ['login', 'dXNlcjpwYXNz'],
    ['QUOTE', 'it\'s "fine"'],
  ])
})

test.each([
  ['s3cret-value', 'must be NAME=value'],
  ['1A=s3cret-value', 'must be NAME=value'],
  ['A=s3cre', 'sets A to a value that is too short to be masked. Use at least 6 characters'],
  ['A="s3cret-value"', 'has quotes around the value of A. Remove them'],
  ['A=s3cret-\u0142', 'sets A to a value with characters that a header cannot contain'],
  ['A=s3cret-\tvalue', 'sets A to a value with characters that a header cannot contain'],
  ['B=s3cret-value\nB=s3cret-value', 'defines B again. Remove one of the lines'],
])('%j is refused without the value', (text, problem) => {
  const [found = '', ...more] = parseCheckSecrets(text).problems
  expect(found).toMatch(new RegExp(`^line ${text.split('\n').length} of input "secrets" `))
  expect(found).toContain(problem)
  expect(found).not.toContain('s3cre')
  expect(more).toEqual([])
})

const secrets = new Map([
  ['TOKEN', 't0ken$OTHER$$'],
  ['OTHER', 'another'],
])

test.each([
  ['Bearer $TOKEN', 'Bearer t0ken$OTHER$$'],
  ['$OTHER-$TOKEN', 'another-t0ken$OTHER$$'],
  ['${OTHER}S', 'anotherS'],
  ['$$OTHER $$$OTHER', '$OTHER $another'],
  ['$5, 5$ and ${', '$5, 5$ and ${'],
])('a header "%s" is sent as "%s"', (text, value) => {
  expect(withSecrets({ X: text }, secrets)).toEqual({ headers: { X: value }, unknown: [] })
})

test('unknown names are reported', () => {
  const { unknown } = withSecrets({ A: '$TOKENS', B: '${token} $TOKEN $toString' }, secrets)
  expect(unknown).toEqual(['TOKENS', 'token', 'toString'])
})
