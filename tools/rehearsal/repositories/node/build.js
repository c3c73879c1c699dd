const { readFileSync, writeFileSync } = require('node:fs')
const { page } = require('./page.js')

const api = process.env.PUBLIC_API_URL
if (!api) throw new Error('PUBLIC_API_URL is not set')
const key = readFileSync('/run/secrets/signing_key', 'utf8').trim()
if (!key) throw new Error('the signing key is empty')
writeFileSync('page.json', JSON.stringify(page(api, key)))
