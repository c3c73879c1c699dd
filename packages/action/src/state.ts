import { getState, saveState } from '@actions/core'

const STARTED = 'started'

/**
 * Whether this process is the post step of the action, which the runner starts with the same file. The first call of an
 * action with a post step, before anything that can fail: a main step that fails or is killed earlier would do its
 * work in its post step.
 */
export function isPostStep(): boolean {
  const post = getState(STARTED) !== ''
  saveState(STARTED, 'true')
  return post
}

/** Keeps a fact for the post step of the same action, which runs even when this process was killed. */
export function keepForPost(name: string, value: string): void {
  saveState(name, value)
}

/** What the main step kept, or empty. */
export function keptByMain(name: string): string {
  return getState(name)
}
