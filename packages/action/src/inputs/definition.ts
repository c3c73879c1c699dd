/** One input of an action, as plain data: action.yml, the README and the reader all come from it. */
export interface InputDefinition {
  /** Sentences, in Markdown. */
  description: string
  required?: boolean
  /** Text form of the value without an input, one item per line. `<environment>` and `<application>` are replaced. */
  default?: string
  secret?: boolean
  /** Key in the settings file that the input overrides, such as `smoke.checks`. */
  setting?: string
}

/** One output of an action. */
export interface OutputDefinition {
  description: string
}

export type InputDefinitions<Name extends string = string> = Readonly<Record<Name, InputDefinition>>
export type OutputDefinitions<Name extends string = string> = Readonly<Record<Name, OutputDefinition>>

/** What action.yml says in addition to inputs and outputs. */
export interface ActionDefinition {
  name: string
  description: string
  /** Whether the runner starts the action again when the job ends. */
  post?: boolean
}
