/**
 * The contents of `.github/deploy.yml` as JSON Schema: the single source of a setting's name, description, default and
 * format. The type, the parser, the editor schema, the reference in the docs, and the inputs of the actions that share a
 * setting are derived from it. Plain data, so that an action that reads no file loads no schema library.
 */

export * from './definition/application.ts'
export * from './definition/checks.ts'
export * from './definition/data.ts'
export * from './definition/messages.ts'
export * from './definition/release.ts'
export * from './definition/standard.ts'
