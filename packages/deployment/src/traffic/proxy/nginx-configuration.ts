import { posix } from 'node:path'

/** An nginx configuration file, with the path it is included by. */
export interface NginxFile {
  path: string
  content: string
}

/** Splits the output of `nginx -T` into files; the first is the main one. */
export function filesOf(dump: string): NginxFile[] {
  const parts = dump.split(/^# configuration file (\/.*):\n/m).slice(1)
  return parts.flatMap((path, index) => (index % 2 === 0 ? [{ path, content: parts[index + 1] ?? '' }] : []))
}

const INCLUDE = /(^|[\s;{}])include\s+(?:"([^"]+)"|'([^']+)'|([^\s;]+))\s*;/g

/**
 * The whole configuration as one text with every `include` inlined, so that a candidate can be tested while the active
 * file is unchanged. Relative names refer to the folder of the main file, as in nginx.
 */
export function wholeConfiguration(files: readonly NginxFile[]): string {
  const [main] = files
  if (!main) return ''
  const folder = posix.dirname(main.path)
  const expand = (content: string, depth: number): string =>
    content
      .split('\n')
      .map(line => {
        const end = /(^|\s)#/.exec(line)?.index ?? line.length
        const code = line
          .slice(0, end)
          .replace(INCLUDE, (_, before: string, ...names: (string | undefined)[]) => {
            const pattern = posix.resolve(folder, names.find(name => name !== undefined) ?? '')
            const included = files.filter(({ path }) => posix.matchesGlob(path, pattern))
            return `${before}\n${included.map(file => (depth > 20 ? '' : expand(file.content, depth + 1))).join('\n')}\n`
          })
        return code + line.slice(end)
      })
      .join('\n')
  return expand(main.content, 0)
}

/** The version in the output of `nginx -v`. */
export function nginxVersion(text: string): string {
  return /nginx\/(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? ''
}

/** https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_min_timeout */
const KEEPS_CONNECTIONS = [1, 27, 4]

/** The effect of a reload on visitors with this nginx, or undefined when there is none. */
export function reloadWarning(version: string, files: readonly NginxFile[]): string | undefined {
  const numbers = version.split('.').map(Number)
  const difference = KEEPS_CONNECTIONS.map((wanted, index) => (numbers[index] ?? 0) - wanted).find(
    part => part !== 0,
  )
  const advice = 'A slot file loses none; "install: true" sets it up'
  if ((difference ?? 0) < 0) {
    return `nginx ${version} does not support keepalive_min_timeout (since 1.27.4): every reload loses requests on keep-alive connections. ${advice}`
  }
  if (files.some(({ content }) => /^\s*keepalive_min_timeout\s+[1-9]/m.test(content))) return undefined
  return `keepalive_min_timeout is not set in nginx: every reload loses requests on keep-alive connections. Set it to 10s next to keepalive_timeout. ${advice}`
}
