import { describe, expect, test } from '@jest/globals'
import { redirected } from '../../src/http/redirect.ts'

const sent = { headers: { Authorization: 'Bearer x' }, method: 'POST', body: 'a=b' }
const follow = (url: string, location: string): string =>
  redirected({ ...sent, url }, { status: 307, headers: { location }, body: '' }).url

describe('a redirect', () => {
  test.each([
    ['http://erp.example/a', 'https://erp.example/a', 'https://erp.example/a'],
    ['http://erp.example/a', 'https://erp.example:443/', 'https://erp.example/'],
    ['https://erp.example:8443/a', '/b', 'https://erp.example:8443/b'],
    ['http://127.0.0.1:8011/a', 'http://127.0.0.1:8011/a/', 'http://127.0.0.1:8011/a/'],
    ['http://[::1]:8011/a', 'http://[::1]:8011/b', 'http://[::1]:8011/b'],
  ])('from %s to %s is followed', (from, to, url) => expect(follow(from, to)).toBe(url))

  test.each([
    ['http://127.0.0.1:8011/', 'http://127.0.0.1:9000/', 'to another origin (http://127.0.0.1:9000/)'],
    ['http://erp.example/', 'http://erp.example:8080/', 'to another origin (http://erp.example:8080/)'],
    ['http://erp.example/', 'https://erp.example:8443/', 'to another origin (https://erp.example:8443/)'],
    ['http://erp.example:8080/', 'https://erp.example/', 'to another origin (https://erp.example/)'],
    ['http://erp.example:8080/', 'https://erp.example:8080/', 'to another origin'],
    ['https://erp.example:8443/', 'https://erp.example/', 'to another origin (https://erp.example/)'],
    ['https://erp.example/', 'http://erp.example/', 'from https to http://erp.example/'],
    [
      'https://erp.example/',
      'https://login.erp.example/?t=1',
      'to another host (https://login.erp.example/)',
    ],
    ['https://erp.example/', 'https://erp.example@evil.example/', 'to another host (https://evil.example/)'],
  ])('from %s to %s is not followed, but reported', (from, to, message) =>
    expect(() => follow(from, to)).toThrow(`HTTP 307 redirect ${message}`),
  )
})

describe('a redirect of a slot that is requested with the public host', () => {
  const headers = { Host: 'shop.example', 'X-Forwarded-Proto': 'https' }
  const followed = (location: string, method = 'GET') =>
    redirected(
      { url: 'http://127.0.0.1:8011/docs', headers, method },
      { status: 307, headers: { location }, body: '' },
    )

  test.each([
    ['/docs/', 'http://127.0.0.1:8011/docs/'],
    ['https://shop.example/docs/?a=b', 'http://127.0.0.1:8011/docs/?a=b'],
    // Some application servers ignore X-Forwarded-Proto in redirects.
    ['http://shop.example/docs/', 'http://127.0.0.1:8011/docs/'],
    ['https://shop.example//evil.example/a', 'http://127.0.0.1:8011//evil.example/a'],
  ])('to %s is followed in the slot', (location, url) => {
    expect(followed(location)).toMatchObject({ url, headers })
  })

  test('to another host is not followed', () => {
    expect(() => followed('https://login.example/')).toThrow('to another host (https://login.example/)')
  })

  test('to the same path over https is not repeated', () => {
    expect(() => followed('https://shop.example/docs')).toThrow(
      'HTTP 307 to https://shop.example/docs, which was requested with the headers Host: shop.example and X-Forwarded-Proto: https: trust them in the application',
    )
  })
})
