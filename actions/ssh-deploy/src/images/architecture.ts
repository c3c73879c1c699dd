/** An image and the architecture that Docker reports for it; empty when it reports none. */
export interface BuiltFor {
  image: string
  architecture: string
}

/** What a server runs. */
export interface ServerArchitecture {
  /** Its own architecture, with or without its variant; empty when unknown. */
  own: string
  /** Architectures that it runs through QEMU. */
  emulated: readonly string[]
}

/** Kernel and QEMU names of architectures, mapped to the Go names that Docker uses. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ x86_64: 'amd64', x64: 'amd64', ia32: '386', i386: '386', i686: '386', aarch64: 'arm64' },
  ...{ armhf: 'arm', armel: 'arm', armv6l: 'arm', armv7l: 'arm' },
}

/** What a processor runs in addition to its own architecture. */
const ALSO_RUNS: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' }

const goName = (architecture: string): string => {
  const [family = ''] = architecture.trim().toLowerCase().split('/')
  return NAMES[family] ?? family
}

/** Why a server cannot run an image, as the end of "image …"; undefined when it can. */
export function architectureProblem(
  images: readonly BuiltFor[],
  { own, emulated }: ServerArchitecture,
): string | undefined {
  const server = goName(own)
  const runs = [server, ALSO_RUNS[server], ...emulated.map(goName)]
  if (server === '') return undefined
  const wrong = images.find(({ architecture }) => architecture !== '' && !runs.includes(goName(architecture)))
  if (!wrong) return undefined
  return `${wrong.image} is built for ${goName(wrong.architecture)}, but the server is ${server}. Build it on a runner of that architecture, or set "platforms: [linux/${server}]" under "build" in the compose file`
}
