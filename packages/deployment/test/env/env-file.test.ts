import { describe, expect, test } from '@jest/globals'
import { parseEnvFile } from '../../src/env/env-file.ts'
import { envEntries, envValue, withEnvValues, withLiteralValues } from '../../src/index.ts'

// The behavior of compose-go v2, mostly from its own tests (dotenv/godotenv_test.go).

describe('parses like compose', () => {
  test.each<[text: string, key: string, value: string]>([
    ['A=b', 'A', 'b'],
    ['A =b', 'A', 'b'],
    ['A= b ', 'A', 'b'],
    ['  A=b', 'A', 'b'],
    ['A: b', 'A', 'b'],
    ['A: Foo=bar', 'A', 'Foo=bar'],
    ['A=1:B', 'A', '1:B'],
    ['A=foobar=', 'A', 'foobar='],
    ['export A=b', 'A', 'b'],
    ['\texport\tA=b', 'A', 'b'],
    ['exportA=b', 'exportA', 'b'],
    ['a.b-c[1]=d', 'a.b-c[1]', 'd'],
    ['árvíztűrő=TÜKÖR', 'árvíztűrő', 'TÜKÖR'],
    ['A=', 'A', ''],
    ['A=\r\nB=c', 'A', ''],
    ['A=b\r\nB=c\r\n', 'A', 'b'],
    ['A=b # c', 'A', 'b'],
    ['A=b #', 'A', 'b'],
    ['A=123#not-a-comment', 'A', '123#not-a-comment'],
    ['A=a\\tb', 'A', 'a\\tb'],
    ['A="b"', 'A', 'b'],
    ['A="ba#r" # c', 'A', 'ba#r'],
    ['A="ba#r"#', 'A', 'ba#r'],
    ["A='ba#r' # c", 'A', 'ba#r'],
    ['A="escaped\\"bar"', 'A', 'escaped"bar'],
    ["A='it\\'s'", 'A', "it's"],
    ["A='\\n$B'", 'A', '\\n$B'],
    ['A="bar\\\\\\n\\ b\\az"', 'A', 'bar\\\n\\ b\x07z'],
    ['A="Z\\aZ\\bZ\\fZ\\nZ\\rZ\\tZ\\vZ\\\\Z\\0123Z"', 'A', 'Z\x07Z\bZ\fZ\nZ\rZ\tZ\vZ\\ZSZ'],
    ['A="\\x07\\u12e4"', 'A', '\\x07\\u12e4'],
    ['A="pa\\$word"', 'A', 'pa$word'],
    ['A="one\ntwo # three\nB=four"\nC=d', 'A', 'one\ntwo # three\nB=four'],
    ["A='one\r\ntwo'", 'A', 'one\r\ntwo'],
    ['\uFEFFA=b', 'A', 'b'],
    ['A=1\nA=2', 'A', '2'],
    ['# A=1\n  # A=2\nA=${B:-c}', 'A', '${B:-c}'],
    ['A= # c', 'A', '# c'],
  ])('%j', (text, key, value) => expect(envValue(text, key)).toBe(value))

  test('keys without a value, and lines inside a quoted value', () => {
    const { entries, bare, faults } = parseEnvFile('HOME\nA=1\nPATH')
    expect([entries.map(({ key }) => key), bare.map(({ key, line }) => [key, line]), faults]).toEqual([
      ['A'],
      [
        ['HOME', 1],
        ['PATH', 3],
      ],
      [],
    ])
    expect(envValue('A="x\nHIDDEN=y"', 'HIDDEN')).toBeUndefined()
  })
})

test('a line that compose rejects is reported, and everything after it is read', () => {
  const file = '# keys\nA="one\n\nB=two\nMIIEvQ+abc/def\nlol$wut\nC D=1\nE=three\n'
  expect(parseEnvFile(file).faults.map(({ kind, line, key }) => [kind, line, key])).toEqual([
    ['quote', 2, 'A'],
    ['key', 5, undefined],
    ['key', 6, undefined],
    ['key', 7, undefined],
  ])
  expect(envEntries(file)).toEqual([
    ['A', '"one'],
    ['B', 'two'],
    ['E', 'three'],
  ])
})

describe('sets keys', () => {
  const file =
    '# comment\nVERSION=old\r\nACTIVE_DEPLOYMENT_SLOT=blue\nDEPLOYMENT_SLOT=blue\nPOSTGRES_PASSWORD="p@s!s#1"\nexport A = b # c\n'

  test('keys must match exactly, and every other byte is unchanged', () => {
    expect(withEnvValues(file, { DEPLOYMENT_SLOT: 'green' })).toBe(
      file.replace('\nDEPLOYMENT_SLOT=blue', '\nDEPLOYMENT_SLOT=green'),
    )
    expect(withEnvValues(file, { VERSION: 'new' })).toBe(file.replace('VERSION=old\r', 'VERSION=new\r'))
  })

  test.each([
    ['export A = b # c', 'export A = new # c'],
    ['A="x y" # c\r', 'A="new" # c\r'],
    ["A='x'", "A='new'"],
    ['A= # c', 'A=new # c'],
    ['A=', 'A=new'],
    ['A=b#c', 'A=new'],
    ['A: b', 'A: new'],
    ['A="x', 'A=new'],
    ['A="one\ntwo"', 'A="new"'],
    ['B="\nA=b\n"\nA=c', 'B="\nA=b\n"\nA=new'],
    ["B='A=b\\'\nA=c'\r\nA=d", "B='A=b\\'\nA=c'\r\nA=new"],
  ])('only the value changes in %j', (line, expected) => {
    expect(withEnvValues(`# A=0\n${line}\nAA=1\n`, { A: 'new' })).toBe(`# A=0\n${expected}\nAA=1\n`)
  })

  test('every assignment of a key, since the last one wins', () => {
    expect(withEnvValues('A=1\nB=2\nA=3\n', { A: 'new' })).toBe('A=new\nB=2\nA=new\n')
  })

  test('a missing key is appended on a separate line', () => {
    expect(withEnvValues('A=1', { B: '2' })).toBe('A=1\nB=2\n')
    expect(withEnvValues('', { B: '2' })).toBe('B=2\n')
    expect(withEnvValues('A="B=1"', { B: '2' })).toBe('A="B=1"\nB=2\n')
  })
})

describe('a literal value reads back unchanged, and so does what follows it:', () => {
  test.each(['ab\\', "a\\'b", '\\\'$HOME"\\n\\', 'a\\\\', "it's", '#x', ' a b ', '$x ${y}', 'a\nb\\'])(
    '%j',
    value => {
      const text = "PASS=old\n# it's a comment\nNEXT='y'\n"
      const changed = withLiteralValues(text, { PASS: value, ADDED: value })
      expect(envEntries(changed)).toEqual([
        ['PASS', value],
        ['NEXT', 'y'],
        ['ADDED', value],
      ])
      expect(changed).toContain("\n# it's a comment\n")
    },
  )
})
