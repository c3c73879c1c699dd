import type { RepositoryFiles } from '../model/files.ts'
import { type Directive, readNginx, withInner } from './read-nginx.ts'

export interface NginxFile {
  path: string
  directives: Directive[]
}

const NAME =
  /(\.conf|\.conf\.(template|example|j2)|\.nginx)$|(^|\/)(sites-(available|enabled)|nginx)\/[^/.]+$/
const CONTENT = /\b(server|upstream|location|map|http)\b[^{}\n]*\{|\bproxy_pass\b/
/** Configurations for a cluster, not for compose. */
const ELSEWHERE = /(^|\/)(k8s|kubernetes|helm|charts?|node_modules|vendor)\//

/** The configurations of nginx in a repository. */
export function nginxFiles(files: RepositoryFiles): NginxFile[] {
  return files.paths
    .filter(path => NAME.test(path) && !ELSEWHERE.test(path))
    .flatMap(path => {
      const text = files.text(path) ?? ''
      const directives = CONTENT.test(text) ? readNginx(path, text) : undefined
      return directives ? [{ path, directives }] : []
    })
}

export interface Upstream {
  name: string
  file: string
  servers: { host: string; port?: number; directive: Directive }[]
}

/** The upstream blocks of a file. */
export function upstreamsOf({ path, directives }: NginxFile): Upstream[] {
  return withInner(directives)
    .filter(({ name, block }) => name === 'upstream' && block)
    .map(({ args, block = [] }) => ({
      name: args[0] ?? '',
      file: path,
      servers: block
        .filter(({ name }) => name === 'server')
        .map(directive => ({ ...address(directive.args[0] ?? ''), directive })),
    }))
}

/** The host and port of `app:8000`, `127.0.0.1:8001`, `[::1]:80`. */
export function address(text: string): { host: string; port?: number } {
  const [, host = text, port] = /^(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(text) ?? []
  return { host, ...(port === undefined ? {} : { port: Number(port) }) }
}
