/** An input of an action as plain data: action.yml, the README and the reader are derived from it. */
export interface InputDefinition {
  /** Sentences, in Markdown. */
  description: string
  required?: boolean
  /** Default value as text, one item per line. `<environment>` and `<application>` are replaced. */
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

/** The fields of action.yml other than inputs and outputs. */
export interface ActionDefinition {
  name: string
  description: string
  /** Whether the action has a post step at the end of the job. */
  post?: boolean
}
