import { expect, test } from '@jest/globals'
import { describeAnswer, healthAdvice } from '../../src/services/health-answer.ts'

const answer = (status: number, location?: string) => ({
  status,
  headers: location === undefined ? {} : { location },
})

test.each([
  [answer(200), 'HTTP 200'],
  [answer(304), 'HTTP 304'],
  [answer(301, '/health/'), 'HTTP 301 to /health/'],
  [answer(302, 'https://shop.example/login?token=abc#x'), 'HTTP 302 to https://shop.example/login'],
  [answer(308, `/${'a'.repeat(500)}`), `HTTP 308 to /${'a'.repeat(199)}`],
])('%j is described as %s', (given, text) => expect(describeAnswer(given)).toBe(text))

const https = { Host: 'shop.example', 'X-Forwarded-Proto': 'https' }

test.each([
  ['a server error', {}, answer(502), /^$/],
  ['a missing path', https, answer(404), /^$/],
  ['an unknown host', https, answer(400), /Host: shop\.example$/],
  ['an unknown address', {}, answer(403), /Host: 127\.0\.0\.1:8011$/],
  ['another path', https, answer(301, '/health/'), /set the health path to the target$/],
  ['a login', https, answer(302, 'https://login.example/'), /set the health path to the target$/],
  ['https', https, answer(301, 'https://shop.example/health'), /X-Forwarded-Proto: https: trust them/],
  ['https without a public URL', {}, answer(301, 'https://x.example/health'), /exempt the health path/],
  ['an invalid target', https, answer(301, 'https://['), /set the health path/],
])('the advice for %s', (_name, headers, given, advice) => {
  const request = { url: 'http://127.0.0.1:8011/health', headers }
  expect(healthAdvice(request, given)).toMatch(advice)
})
