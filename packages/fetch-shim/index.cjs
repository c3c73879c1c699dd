'use strict'
// Replaces node-fetch 2 in telegraf: the same interface on Node's built-in fetch. node-fetch 2 prints the deprecation
// warnings DEP0040 (punycode) and DEP0169 (url.parse) into the log of every run, and adds 360 kB to the bundle.
const { PassThrough } = require('node:stream')

module.exports = async function fetch(url, { agent, compress, timeout, signal, ...init } = {}) {
  const limit = timeout ? AbortSignal.timeout(timeout) : undefined
  init.signal = signal && limit ? AbortSignal.any([signal, limit]) : (signal ?? limit)
  if (init.body && typeof init.body.pipe === 'function') {
    init.body = init.body.pipe(new PassThrough())
    init.duplex = 'half'
  }
  return globalThis.fetch(url, init)
}
