import { describe, expect, test } from '@jest/globals'
import { leaksIn } from '../src/index.ts'

const secret = 'p@ss/w0rd "9+ü'
const bytes = Buffer.from(secret)
const inBase64 = (before: string, after: string): string =>
  Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]).toString('base64')

describe('a secret is found', () => {
  test.each<[form: string, text: string]>([
    ['unencoded', `x ${secret} y`],
    ['in Base64', `x ${bytes.toString('base64')} y`],
    ['in Base64 of a longer text', inBase64('user', ':more')],
    ['in Base64 of a longer text, one byte later', inBase64('user:', ':more')],
    ['in Base64 of a longer text, two bytes later', inBase64('a user', ':more')],
    ['in Base64 for URLs', Buffer.concat([Buffer.from('a'), bytes, Buffer.from('b')]).toString('base64url')],
    ['in hex', bytes.toString('hex')],
    ['in hex with capitals', bytes.toString('hex').toUpperCase()],
    ['URL-encoded', encodeURIComponent(secret)],
    ['reversed', 'ü+9" dr0w/ss@p'],
    ['in JSON', JSON.stringify({ secret })],
  ])('%s', (_form, text) => expect(leaksIn([secret], { log: text })).not.toEqual([]))
})

test('nothing is found in other text, and a finding does not contain the secret', () => {
  expect(leaksIn([secret], { log: 'password "***" and p@ss' })).toEqual([])
  expect(leaksIn(['other', secret], { log: '', summary: secret }).join()).toContain(
    'secret 2 (plain) is readable in: summary',
  )
  expect(leaksIn([secret], { summary: secret }).join()).not.toContain(secret)
})
