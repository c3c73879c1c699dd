const { createHmac } = require('node:crypto')

/** The page with the address of the API, and the signature that the monitoring compares. */
exports.page = (api, key) => {
  const html = `<!doctype html><title>Uptime</title><main data-api="${api}">Uptime</main>`
  return { html, signature: createHmac('sha256', key).update(html).digest('hex') }
}
