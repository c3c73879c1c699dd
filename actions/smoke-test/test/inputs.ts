import type { SmokeInputs } from '../src/inputs.ts'

/** A server that no test connects to. */
export const target: NonNullable<SmokeInputs['target']> = {
  ...{ host: 'server', port: 22, user: 'root', privateKey: '', knownHosts: [] },
}

/** Inputs with the action's defaults. */
export const smokeInputs = (more: Partial<SmokeInputs> = {}): SmokeInputs => ({
  url: 'http://site',
  slotUrl: '',
  publicUrl: 'http://site',
  skipStandardChecks: false,
  loginPath: '',
  checks: '',
  secrets: undefined,
  version: '',
  timeout: 30,
  watch: 0,
  edgeFailure: 'alert',
  junitFile: '',
  target: undefined,
  ...more,
})
