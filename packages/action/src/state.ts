import { getState, saveState } from '@actions/core'

const STARTED = 'started'

/**
 * Whether this process is the post step of the action, which the runner starts with the same file. Must be the first call
 * of an action with a post step, before anything that can fail: otherwise, after a main step that fails or is killed
 * earlier, the post step would do the work of the main step.
 */
export function isPostStep(): boolean {
  const post = getState(STARTED) !== ''
  saveState(STARTED, 'true')
  return post
}

/** Saves a value for the post step of the same action, which runs even if this process is killed. */
export function keepForPost(name: string, value: string): void {
  saveState(name, value)
}

/** The value saved by the main step, or empty. */
export function keptByMain(name: string): string {
  return getState(name)
}
