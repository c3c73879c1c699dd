import type { FromSchema, JSONSchema } from 'json-schema-to-ts'
import type { GROUPS, PLAIN_SETTINGS, REQUIRED_SETTINGS } from './schema.ts'

type Definitions = Readonly<Record<string, JSONSchema>>
type WithDefault<D> = { [Key in keyof D]: D[Key] extends { default: unknown } ? Key : never }[keyof D]
type Values<D extends Definitions, Required extends keyof D = never> = {
  readonly [Key in WithDefault<D> | Required]: FromSchema<D[Key]>
} & {
  readonly [Key in Exclude<keyof D, WithDefault<D> | Required>]?: FromSchema<D[Key]>
}

type PlainValues = Values<typeof PLAIN_SETTINGS, (typeof REQUIRED_SETTINGS)[number]>
type GroupValues = { readonly [Group in keyof typeof GROUPS]: Values<(typeof GROUPS)[Group]> }

/** The settings of one environment, with the top-level settings and the defaults. */
export type ResolvedSettings = Omit<PlainValues, 'server'> &
  Omit<GroupValues, 'database'> & {
    readonly environment: string
    readonly application: string
    /** A list, although the file names one server, so that several need no other type. */
    readonly server: readonly string[]
    readonly database: 'none' | GroupValues['database']
  }
