import { describe, expect, test } from '@jest/globals'
import { mayBeSecret, secretKind } from '../src/file/secret-kind.ts'
import { nearest, onlyLonger } from '../src/file/suggestion.ts'

describe('the nearest key', () => {
  const keys = ['path', 'proxy', 'compose-file', 'env-file', 'server', 'retention-days']
  test.each([
    ['path', 'path'],
    ['paht', 'path'],
    ['pth', 'path'],
    ['PATH', 'path'],
    ['compose_file', 'compose-file'],
    ['composeFil', 'compose-file'],
    ['servers', 'server'],
    ['sever', 'server'],
    ['p', undefined],
    ['', undefined],
    ['pat-pat', undefined],
    ['something', undefined],
  ])('to %s is %s', (key, expected) => {
    expect(nearest(key, keys)).toBe(expected)
  })
})

describe('the only longer key', () => {
  const keys = ['compose-file', 'env-file', 'env-path', 'retention-days']
  test.each([
    ['compose', 'compose-file'],
    ['Retention', 'retention-days'],
    ['env', undefined],
    ['ret', undefined],
    ['file', undefined],
  ])('to %s is %s', (key, expected) => {
    expect(onlyLonger(key, keys)).toBe(expected)
  })
})

describe('a secret', () => {
  test.each([
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', 'a private key'],
    ['-----BEGIN PUBLIC KEY-----', undefined],
    [`age1${'q'.repeat(58)}`, undefined],
    ['AGE-SECRET-KEY-1QQQQ', 'an age secret key'],
    [`ghs_${'a1'.repeat(18)}`, 'a GitHub token'],
    [`github_pat_${'a1'.repeat(18)}`, 'a GitHub token'],
    [`123456789:${'A'.repeat(35)}`, 'a Telegram bot token'],
    [`dckr_pat_${'aA1-_'.repeat(5)}`, 'a Docker Hub token'],
    [`https://api.telegram.org/bot123456789:${'A'.repeat(35)}/x`, 'a Telegram bot token'],
    [`app@sha256:${'a'.repeat(64)}`, undefined],
    ['[2001:db8::1]:2222', undefined],
  ])('%s', (text, kind) => {
    expect(secretKind(text)).toBe(kind)
  })

  test.each([
    ['https://staging.example/path', false],
    ['docker-compose.production.yml', false],
    ['registry.gitlab.example/group/project', false],
    ['postgresql://user:password@host/db', true],
    ['root:password@host', true],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1', true],
    ['x'.repeat(1001), true],
  ])('may be %s: %s', (text, expected) => {
    expect(mayBeSecret(text)).toBe(expected)
  })
})
