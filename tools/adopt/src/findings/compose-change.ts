import type { Service } from '@tsh/standard/reading'

/** A change that a compose file needs, or may need, before it can be deployed. */
export interface ComposeChange {
  file: string
  line: number
  service?: string
  why: string
  fix: string
  isOptional: boolean
}

export const changeOf = (
  { name, at }: Pick<Service, 'name' | 'at'>,
  why: string,
  fix: string,
): ComposeChange => ({
  file: at.file,
  line: at.line,
  service: name,
  why,
  fix,
  isOptional: false,
})
