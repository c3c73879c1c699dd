import { expect, test } from '@jest/globals'
import { envValue } from '../../src/env/env-file.ts'
import { planEnvFile } from '../../src/env/env-file-plan.ts'

const template = '# Shop\nVERSION=latest\nPASSWORD=<password>\nGREETING="hello"\n'

test('a new file is the template with the given values; comments and order stay', () => {
  expect(planEnvFile({ existing: undefined, template, secrets: { PASSWORD: 's3cret' } })).toEqual({
    text: '# Shop\nVERSION=latest\nPASSWORD=s3cret\nGREETING="hello"\n',
    added: ['VERSION', 'PASSWORD', 'GREETING'],
    changed: [],
    unfilled: [],
    absent: [],
  })
})

test('a value that is not given is named, never invented', () => {
  const { text, unfilled } = planEnvFile({ existing: undefined, template, secrets: {} })
  expect({ text, unfilled }).toEqual({ text: template, unfilled: ['PASSWORD'] })
})

test('an existing file keeps everything but the given values', () => {
  const existing = 'EXTRA=1 # ours\nPASSWORD=old\n'
  expect(planEnvFile({ existing, template, secrets: { PASSWORD: 'new', TOKEN: 't' } })).toEqual({
    text: 'EXTRA=1 # ours\nPASSWORD=new\nTOKEN=t\n',
    added: ['TOKEN'],
    changed: ['PASSWORD'],
    unfilled: [],
    absent: ['VERSION', 'GREETING'],
  })
})

test('equal values change nothing', () => {
  const existing = 'PASSWORD="a b"\n'
  expect(planEnvFile({ existing, template: undefined, secrets: { PASSWORD: 'a b' } })).toMatchObject({
    ...{ text: existing, added: [], changed: [] },
  })
})

test.each(['pa$word', 'pa #ss', "it's", 'a"b', 'line 1\nline 2', '', '`x`', '\\n'])(
  '%j is read back',
  value => {
    const { text } = planEnvFile({
      existing: undefined,
      template,
      secrets: { PASSWORD: value, OTHER: value },
    })
    expect([envValue(text, 'PASSWORD'), envValue(text, 'OTHER')]).toEqual([value, value])
    expect(envValue(text, 'GREETING')).toBe('hello')
  },
)
