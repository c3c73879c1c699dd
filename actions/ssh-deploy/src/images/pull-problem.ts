/** What registries and Docker say, and what it means for the user; the first that is found counts. */
const REASONS: readonly [RegExp, string][] = [
  [
    /no space left on device/i,
    'No space left on device. Free some with "docker system df" and "docker image prune"',
  ],
  [
    /unauthorized|authentication required|no basic auth credentials|incorrect username or password/i,
    'unauthorized. Check "registry-username" and "registry-password"',
  ],
  [
    /manifest unknown|manifest for .* not found|not found: manifest/i,
    'manifest unknown. Build it again; the registry has no such image any more',
  ],
  [
    /no match(ing manifest)? for (linux|platform)|does not match the specified platform/i,
    'it is built for another architecture than that of the server. Build it for that one',
  ],
  [/denied|forbidden/i, 'denied. The account may not read this image, or there is no such image'],
  [
    /toomanyrequests|rate limit/i,
    'the registry allows no more pulls for now. Log in, or run this again later',
  ],
  [
    /no such host|server misbehaving|name resolution/i,
    'no such host. The server cannot find the address of the registry',
  ],
  [/x509|certificate/i, 'the certificate of the registry is not trusted by the server'],
  [
    /connection refused|i\/o timeout|network is unreachable|no route to host|Client\.Timeout|EOF/i,
    'the registry does not answer',
  ],
]

/** Which image could not be pulled and why, as the end of "the server …", or nothing when that was not the fault. */
export function pullProblem(lines: readonly string[]): string | undefined {
  const image = lines.findLast(line => line.startsWith('cannot pull '))?.slice('cannot pull '.length)
  if (image === undefined) return undefined
  const said = lines.join('\n')
  const [, reason] = REASONS.find(([sign]) => sign.test(said)) ?? []
  return `cannot pull image ${image}: ${reason ?? lines.slice(-2)[0]}`
}
