const assert = require('node:assert/strict')
const test = require('node:test')
const { page } = require('../page.js')

test('the page names its API and is signed', () => {
  const { html, signature } = page('https://api.example', 'key')
  assert.match(html, /data-api="https:\/\/api\.example"/)
  assert.equal(signature.length, 64)
})
