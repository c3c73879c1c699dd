/**
 * What `.github/deploy.yml` may hold, as JSON Schema: the one place where a setting's name, description, default and
 * form are written. The type, the parser, the schema for editors, the reference in the docs, and the inputs of the
 * actions that share a setting all come from here. Plain data, so that an action that reads no file loads no schema
 * library.
 */

export * from './definition/application.ts'
export * from './definition/checks.ts'
export * from './definition/data.ts'
export * from './definition/messages.ts'
export * from './definition/release.ts'
export * from './definition/standard.ts'
