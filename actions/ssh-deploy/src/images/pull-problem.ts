/** Errors of registries and Docker, and what they mean for the user; the first match wins. */
const REASONS: readonly [RegExp, string][] = [
  [
    /no space left on device/i,
    'no space left on device. Free some with "docker system df" and "docker image prune"',
  ],
  [
    /unauthorized|authentication required|no basic auth credentials|incorrect username or password/i,
    'unauthorized. Check "registry-username" and "registry-password"',
  ],
  [
    /manifest unknown|manifest for .* not found|not found: manifest/i,
    'manifest unknown. Rebuild it; the image is no longer in the registry',
  ],
  [
    /no match(ing manifest)? for (linux|platform)|does not match the specified platform/i,
    'it is built for a different architecture than the server. Build it for the architecture of the server',
  ],
  [/denied|forbidden/i, 'denied. The account has no access to this image, or the image does not exist'],
  [/toomanyrequests|rate limit/i, 'the registry rate limit is exceeded. Log in, or retry later'],
  [
    /no such host|server misbehaving|name resolution/i,
    'no such host. The server cannot resolve the registry',
  ],
  [/x509|certificate/i, 'the server does not trust the certificate of the registry'],
  [
    /connection refused|i\/o timeout|network is unreachable|no route to host|Client\.Timeout|EOF/i,
    'the registry is unreachable',
  ],
]

/** Which image could not be pulled and why, as the end of "the server …"; undefined when something else failed. */
export function pullProblem(lines: readonly string[]): string | undefined {
  const image = lines.findLast(line => line.startsWith('cannot pull '))?.slice('cannot pull '.length)
  if (image === undefined) return undefined
  const output = lines.join('\n')
  const [, reason] = REASONS.find(([pattern]) => pattern.test(output)) ?? []
  return `cannot pull image ${image}: ${reason ?? lines.slice(-2)[0]}`
}
