import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { FILE_SCHEMA } from '../schema.ts'

/** A keyword of the schema that a value violates, with the schema and the value. */
export type SchemaError = ErrorObject & { parentSchema: SchemaPart }

/** The parts of a schema that messages use. */
export interface SchemaPart {
  type?: string | readonly string[]
  enum?: readonly string[]
  pattern?: string
  minimum?: number
  maximum?: number
  expected?: string
  propertyNames?: { expected?: string }
}

/** More than anyone would read. */
const MAX_ERRORS = 1000

let compiled: ValidateFunction | undefined

/** Every keyword of the schema that a settings file violates. */
export function schemaErrors(value: unknown): SchemaError[] {
  compiled ??= compile()
  compiled(value)
  return (compiled.errors ?? []).slice(0, MAX_ERRORS) as SchemaError[]
}

function compile(): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true })
  ajv.addKeyword('expected')
  return ajv.compile(FILE_SCHEMA)
}
