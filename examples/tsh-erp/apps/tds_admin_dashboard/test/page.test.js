import assert from 'node:assert/strict'
import test from 'node:test'
import { page } from '../page.js'

test('shows the version', () => {
  assert.match(page({ version: 'production-v2026.01.01-abc' }), /Version production-v2026\.01\.01-abc/)
})

test('escapes the version', () => {
  assert.ok(!page({ version: '<script>' }).includes('<script>'))
})
