/** An image, and what it is built for as Docker says it; empty when it says nothing. */
export interface BuiltFor {
  image: string
  architecture: string
}

/** Other words for the architectures that Docker names as Go does: those of the kernel and of QEMU. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ x86_64: 'amd64', i386: '386', i686: '386', aarch64: 'arm64' },
  ...{ armhf: 'arm', armel: 'arm', armv6l: 'arm', armv7l: 'arm' },
}

/** What a processor runs besides its own. */
const ALSO: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' }

const named = (architecture: string): string => {
  const [family = ''] = architecture.trim().toLowerCase().split('/')
  return NAMES[family] ?? family
}

/**
 * Why a server cannot run an image, as the end of "image …", or nothing when it can.
 * @param own the architecture of the server, with or without its variant; empty when it is not known
 * @param emulated what it runs through QEMU
 */
export function architectureProblem(
  images: readonly BuiltFor[],
  { own, emulated }: { own: string; emulated: readonly string[] },
): string | undefined {
  const server = named(own)
  const runs = [server, ALSO[server], ...emulated.map(named)]
  if (server === '') return undefined
  const wrong = images.find(({ architecture }) => architecture !== '' && !runs.includes(named(architecture)))
  if (!wrong) return undefined
  return `${wrong.image} is built for the architecture ${named(wrong.architecture)}, and the server is ${server}. Build it on a runner of that architecture, or write "platforms: [linux/${server}]" below "build" in the compose file`
}
