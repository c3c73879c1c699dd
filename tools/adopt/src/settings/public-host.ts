import { isPlaceholder } from '@tsh/deployment/placeholder'

/** Domains that are reserved for documentation and local use. */
const RESERVED =
  /(^|\.)(example(\.(com|org|net|edu))?|test|invalid|localhost|local|internal|lan|localdomain)$/
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/
const SAMPLE = /^(www\.)?(your|my|some)[-_]?(domain|site|app|website|server)|^domain\./

/** A URL for a public host name, or for a URL of one; undefined for a placeholder. */
export function publicUrl(text: string): string | undefined {
  const [, scheme = 'https', host = ''] = /^(?:(https?):\/\/)?([^/:\s]+)\/?$/i.exec(text.trim()) ?? []
  return isPublicHost(host.toLowerCase()) ? `${scheme.toLowerCase()}://${host.toLowerCase()}` : undefined
}

const isPublicHost = (host: string): boolean =>
  HOST.test(host) && !RESERVED.test(host) && !SAMPLE.test(host) && !isPlaceholder(host)

/** The URLs of the hosts in rules of Traefik: `` Host(`erp.example`) ``. */
export const hostsIn = (rules: string): string[] =>
  [...rules.matchAll(/Host\(\s*[`'"]([^`'"]+)[`'"]/g)].flatMap(([, host = '']) => publicUrl(host) ?? [])

/** The URLs of the sites that a file of a proxy defines. */
export function siteUrls(path: string, text: string): string[] {
  if (/\.(ya?ml|toml)$/.test(path)) return hostsIn(text)
  return /Caddyfile/.test(path) ? caddyUrls(text) : nginxUrls(text)
}

function nginxUrls(text: string): string[] {
  const scheme = /^\s*listen\s+[^;]*\b(443|ssl)\b/m.test(text) ? 'https' : 'http'
  const names = [...text.matchAll(/^\s*server_name\s+([^;]+);/gm)].flatMap(([, list = '']) =>
    list.split(/\s+/),
  )
  return names.flatMap(name => publicUrl(`${scheme}://${name}`) ?? [])
}

/** The addresses before a block. Caddy obtains certificates for them. */
function caddyUrls(text: string): string[] {
  const addresses = [...text.matchAll(/^([^\s#{(][^{#\n]*)\{/gm)].flatMap(([, list = '']) =>
    list.split(/[\s,]+/),
  )
  return addresses.flatMap(address => publicUrl(address) ?? [])
}
