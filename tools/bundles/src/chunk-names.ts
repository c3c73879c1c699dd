/** A file of the bundles that is loaded when it is needed. */
export interface Chunk {
  id: number
  /** The modules in it; their paths are relative to the project. */
  modules: readonly { path: string; sizeBytes: number }[]
}

/**
 * Names chunks after the largest module of ours in each, by package and file; after the package of the largest module
 * where all are from libraries.
 *
 * @returns names by the id of the chunk, each of them once
 */
export function chunkNames(chunks: readonly Chunk[]): Map<number, string> {
  const names = new Map<number, string>()
  const used = new Set(['index'])
  for (const { id, modules } of [...chunks].sort((one, other) => one.id - other.id)) {
    const name = chunkName(modules)
    let unique = name
    for (let count = 2; used.has(unique); count++) unique = `${name}-${count}`
    used.add(unique)
    names.set(id, unique)
  }
  return names
}

function chunkName(modules: Chunk['modules']): string {
  const bySize = [...modules].sort((one, other) => other.sizeBytes - one.sizeBytes).map(({ path }) => path)
  const main = bySize.find(path => path.endsWith('/src/main.ts'))
  const ours = bySize.find(path => path !== '' && library(path) === undefined)
  return moduleName(main ?? ours ?? bySize[0] ?? '')
}

/** The package of a module in node_modules. */
const library = (path: string): string | undefined => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]

/** `…/node_modules/@aws-sdk/client-s3/…` is `aws-sdk-client-s3`, `packages/remote/src/connection/connect.ts` is `remote-connect`. */
function moduleName(path: string): string {
  const name = library(path)
  if (name !== undefined) return name.replace('@', '').replace('/', '-')
  const [, folder = 'chunk', , file = 'index'] = /^[^/]+\/([^/]+)\/(.*\/)?([^/]+)\.\w+$/.exec(path) ?? []
  return ['main', 'index'].includes(file) ? folder : `${folder}-${file}`
}

/** How ncc's runtime makes the file name of a chunk. */
const FILE_NAME = '"" + chunkId + ".index.js"'

/** Makes the code that loads chunks load them by their names. */
export function withChunkNames(code: string, names: ReadonlyMap<number, string>): string {
  if (!code.includes(FILE_NAME)) throw new Error(`ncc no longer names the files of chunks by ${FILE_NAME}`)
  return code.replace(FILE_NAME, `(${JSON.stringify(Object.fromEntries(names))})[chunkId] + ".js"`)
}
