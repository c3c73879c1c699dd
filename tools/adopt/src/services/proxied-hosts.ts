import type { RepositoryFiles } from '@tsh/standard/reading'

const FILE =
  /(\.conf(\.(template|example|j2))?|\.nginx|(^|\/)Caddyfile[\w.-]*|(^|\/)(traefik|dynamic)[\w./-]*\.(ya?ml|toml)|(^|\/)sites-(available|enabled)\/[^/]+)$/
const ELSEWHERE = /(^|\/)(k8s|kubernetes|helm|charts?|node_modules|vendor)\//
const TARGET =
  /(?:proxy_pass\s+(?:https?:\/\/)?|uwsgi_pass\s+|fastcgi_pass\s+|(?:^|[{;])\s*server\s+|reverse_proxy\s+(?:[/*]\S*\s+)?(?:https?:\/\/)?|\burl\s*[:=]\s*["']?https?:\/\/)([A-Za-z0-9_.-]+)(?::(\d+))?/gm

/** The configurations of nginx, Caddy and Traefik in a repository. */
export const proxyFiles = (files: RepositoryFiles): string[] =>
  files.paths.filter(path => FILE.test(path) && !ELSEWHERE.test(path))

/** Where a proxy sends requests: a service of compose, or a port of the server. */
export interface ProxiedHost {
  host: string
  port?: number
}

export function proxiedHosts(files: RepositoryFiles): ProxiedHost[] {
  return proxyFiles(files).flatMap(path =>
    [...(files.text(path) ?? '').matchAll(TARGET)].map(([, host = '', port]) => ({
      host,
      ...(port === undefined ? {} : { port: Number(port) }),
    })),
  )
}
