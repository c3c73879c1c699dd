import { expect, test } from '@jest/globals'
import { publicHeaders } from '../../src/http/public-headers.ts'

const HTTPS = { 'X-Forwarded-Proto': 'https' }

test.each([
  ['http://127.0.0.1:8011/', 'https://shop.example', { Host: 'shop.example', ...HTTPS }],
  ['http://[::1]:8011/', 'https://shop.example:8443/shop', { Host: 'shop.example:8443', ...HTTPS }],
  ['http://localhost/', 'http://shop.example', { Host: 'shop.example' }],
  ['https://10.0.0.7/', 'https://[2001:db8::1]', { Host: '[2001:db8::1]', ...HTTPS }],
  ['http://127.0.0.1:8011/', undefined, {}],
  ['http://internal.example/', 'https://shop.example', {}],
  ['https://shop.example/', 'https://shop.example', {}],
  ['https://192.0.2.7/', 'https://192.0.2.7', {}],
])('headers of a request to %s for %s', (url, publicUrl, headers) => {
  expect(publicHeaders(url, publicUrl)).toEqual(headers)
})
