import { type Problem, START } from '../problem.ts'
import { ENVIRONMENT_KEYS } from '../setting.ts'
import { advice } from './advice.ts'
import { type SchemaError, schemaErrors } from './check-schema.ts'
import { type Path, pathText, pointer } from './path.ts'
import { gotValue } from './shown-value.ts'
import { unknownKeyMessage } from './suggestion.ts'
import type { Place, YamlValues } from './yaml-values.ts'

/** A problem with the path of its value, to exclude that value from further checks. */
export interface SchemaProblem extends Problem {
  keys: Path
}

/** Schema violations of a settings file: unknown keys, and values of a wrong type or format. */
export function schemaProblems({ value, places }: Pick<YamlValues, 'value' | 'places'>): SchemaProblem[] {
  const problems = new Map<string, SchemaProblem>()
  for (const error of schemaErrors(value)) {
    const problem = schemaProblem(error, places)
    // A value is reported once, for the first keyword that it violates.
    if (problem && !problems.has(pointer(problem.keys))) problems.set(pointer(problem.keys), problem)
  }
  return [...problems.values()]
}

function schemaProblem(error: SchemaError, places: YamlValues['places']): SchemaProblem | undefined {
  const path = keysOf(error.instancePath, places)
  // The keyword "propertyNames" itself follows, with the name.
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return undefined
  if (error.keyword === 'additionalProperties') {
    const keys = [...path, String(error.params.additionalProperty)]
    return at(
      keys,
      places,
      'key',
      unknownKeyMessage(keys, (error.data as Record<string, unknown>)[String(keys.at(-1))]),
    )
  }
  if (error.keyword === 'propertyNames') {
    const keys = [...path, String(error.params.propertyName)]
    return at(keys, places, 'key', `must be ${error.parentSchema.propertyNames?.expected}`)
  }
  if (error.keyword === 'required') {
    const { missingProperty } = error.params
    return at([...path, missingProperty], places, 'key', missingMessage(missingProperty))
  }
  return at(path, places, 'value', valueMessage(error, path, places.get(pointer(path))))
}

const missingMessage = (key: string): string =>
  key === 'environments'
    ? 'is missing. Add it with the name of each environment and its settings'
    : 'is missing. Add it'

function valueMessage({ data, parentSchema }: SchemaError, path: Path, place: Place | undefined): string {
  if (data === null || data === undefined) return 'has no value. Set it, or remove the key'
  const got = gotValue(path, data, place?.source)
  if (isSettingAmongEnvironments(path))
    return 'is a setting, but environments are expected here. Move it below the name of its environment'
  return `must be ${parentSchema.expected}${got}${advice(data, parentSchema, got === '' ? undefined : place?.source)}`
}

const isSettingAmongEnvironments = ([parent, key, ...rest]: Path): boolean =>
  parent === 'environments' && ENVIRONMENT_KEYS.includes(String(key)) && rest.length === 0

function at(keys: Path, places: YamlValues['places'], part: 'key' | 'value', message: string): SchemaProblem {
  // A missing key is reported at its mapping.
  const place = places.get(pointer(keys)) ?? places.get(pointer(keys.slice(0, -1)))
  const { line, column } = place?.[part] ?? START
  return {
    line,
    column,
    path: pathText(keys),
    message: keys.length === 0 ? `the file ${message}` : message,
    keys,
  }
}

/** The keys of a JSON pointer; the values decide whether a number is a key or a list index. */
function keysOf(instancePath: string, places: YamlValues['places']): Path {
  const parts = instancePath.split('/').slice(1)
  return parts.map((part, index) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const parent = parts
      .slice(0, index)
      .map(one => `/${one}`)
      .join('')
    return places.get(parent)?.isList ? Number(key) : key
  })
}
