const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escapeHtml = text => text.replace(/[&<>"]/g, character => escapes[character])

export function page({ version }) {
  return `<!doctype html><title>TDS admin</title><h1>TDS admin</h1><p>Version ${escapeHtml(version)}</p>`
}
