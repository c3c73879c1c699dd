import { type Document, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'

/**
 * The text of an existing settings file with the settings that only the planned one has. Everything in it stays.
 * @returns undefined if it is not a YAML mapping, so that nothing can be added
 */
export function completedSettings(existing: string, planned: string): string | undefined {
  const document = parsed(existing)
  const additions = parsed(planned.replace(/^#.*\n/, ''))
  if (!document || !additions) return undefined
  const added = [
    ...addMissing(document.contents, additions.contents, key => isInEveryEnvironment(document, key)),
    ...addEnvironments(document, additions),
  ]
  return added.length === 0 ? existing : document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** Whether an existing settings file has a value for a key such as `environments.production.server`. */
export function hasSetting(existing: string, path: string): boolean {
  const document = parsed(existing)
  const keys = path.split('.')
  const [key = ''] = keys.slice(-1)
  return document !== undefined && (document.hasIn(keys) || (keys.length === 3 && document.has(key)))
}

type Settings = Document<YAMLMap> & { contents: YAMLMap }

function parsed(text: string): Settings | undefined {
  const document = parseDocument(text)
  return document.errors.length === 0 && isMap(document.contents) ? (document as Settings) : undefined
}

/** Adds what a mapping lacks, and what the mappings in both of them lack. @returns the added keys */
function addMissing(map: YAMLMap, planned: YAMLMap, isElsewhere: (key: string) => boolean): string[] {
  return planned.items.flatMap(pair => {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    if (key === ENVIRONMENTS || isElsewhere(key)) return []
    const [own, other] = [map.get(key, true), pair.value]
    if (isMap(own) && isMap(other)) return addMissing(own, other, () => false)
    if (map.has(key)) return []
    map.add(pair)
    return [key]
  })
}

const ENVIRONMENTS = 'environments'

function addEnvironments(document: Settings, additions: Settings): string[] {
  const planned = additions.get(ENVIRONMENTS, true)
  const existing = document.get(ENVIRONMENTS, true)
  if (!isMap(planned)) return []
  if (!isMap(existing)) {
    document.set(ENVIRONMENTS, planned)
    return [ENVIRONMENTS]
  }
  return planned.items.flatMap(pair => {
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    const own = existing.get(name, true)
    if (isMap(own) && isMap(pair.value)) return addMissing(own, pair.value, key => document.has(key))
    if (existing.has(name)) return []
    existing.add(pair)
    return [name]
  })
}

const isInEveryEnvironment = (document: Settings, key: string): boolean => {
  const environments = document.get(ENVIRONMENTS, true)
  return (
    isMap(environments) &&
    environments.items.length > 0 &&
    environments.items.every(({ value }) => isMap(value) && value.has(key))
  )
}
