import { posix } from 'node:path'
import type { Remote } from '@tsh/remote'
import { readFile } from '../../files.ts'

/** The configuration path of Caddy's official packages. */
export const CADDYFILE = '/etc/caddy/Caddyfile'

/** A Caddyfile or an imported file, with the path it is imported by. */
export interface CaddyFile {
  path: string
  content: string
}

/** Files may import each other; Caddy itself rejects cycles. */
const MAX_DEPTH = 10

/** The Caddyfile of a server followed by all imported files; empty if there is no Caddyfile. */
export async function readCaddyfiles(remote: Remote): Promise<CaddyFile[]> {
  const content = await readFile(remote, CADDYFILE)
  if (content === undefined) return []
  const files = [{ path: CADDYFILE, content }]
  let newest = files
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const snippets = files.flatMap(({ content }) => snippetsIn(content))
    const patterns = newest.flatMap(file => importsIn(file)).filter(({ name }) => !snippets.includes(name))
    if (patterns.length === 0) break
    const found = await matching(remote, [...new Set(patterns.map(({ pattern }) => pattern))])
    newest = found.filter(({ path }) => !files.some(known => known.path === path))
    files.push(...newest)
  }
  return files
}

/** The imports of a file: the name as written, and the path pattern, resolved relative to the importing file. */
export function importsIn({ path, content }: CaddyFile): { name: string; pattern: string }[] {
  return [...content.matchAll(/^[^\S\n]*import[^\S\n]+(?:"([^"\n]+)"|`([^`\n]+)`|(\S+))/gm)].map(
    ([, quoted, raw, plain]) => {
      const name = quoted ?? raw ?? plain ?? ''
      return { name, pattern: posix.resolve(posix.dirname(path), name) }
    },
  )
}

/** The snippets defined in a file, which take precedence over files of the same name. */
const snippetsIn = (content: string): string[] =>
  [...content.matchAll(/^[^\S\n]*\(([^)\s]+)\)[^\S\n]*\{/gm)].map(([, name = '']) => name)

/** Shell wildcards match like Caddy's; both fields of a line are Base64. */
const READ = `IFS=
for pattern; do
  for file in $pattern; do
    [ -f "$file" ] && [ -r "$file" ] || continue
    printf '%s ' "$(printf '%s' "$file" | base64 | tr -d '\\n')"
    base64 < "$file" | tr -d '\\n'; echo
  done
done`

async function matching(remote: Remote, patterns: readonly string[]): Promise<CaddyFile[]> {
  const { stdout } = await remote.run(['sh', '-uc', READ, 'read what the Caddyfile imports', ...patterns])
  const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [path = '', content = ''] = line.split(' ')
      return { path: decoded(path), content: decoded(content) }
    })
}
