import { readFileSync } from 'node:fs'
import { UserError } from '@tsh/action'
import { messageOf } from '../errors.ts'

/** The JSON in the file of an option. */
export function readJson(option: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UserError(`${option} ${file}: ${messageOf(error)}`)
  }
}
