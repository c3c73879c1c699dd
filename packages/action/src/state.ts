import { getState, saveState } from '@actions/core'

/** Keeps a fact for the post step of the same action, which runs even when this process was killed. */
export function keepForPost(name: string, value: string): void {
  saveState(name, value)
}

/** What the main step kept, or empty. */
export function keptByMain(name: string): string {
  return getState(name)
}
