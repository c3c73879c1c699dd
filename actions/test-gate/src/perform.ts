import { cancellableShell, shell } from '@tsh/shell'
import { type Gate, gate } from './gate.ts'
import type { GateInputs } from './inputs.ts'
import { removeKeptServices } from './services/with-services.ts'

/** Runs the gate with the programs of this machine. */
export const perform = (inputs: GateInputs, cancelled: AbortSignal): Promise<Gate> =>
  gate(inputs, { shell: cancellableShell(cancelled), cleanUp: shell, cancelled })

/** In the post step: removes what a killed main step has left behind. */
export const cleanUpAfter = (): Promise<void> => removeKeptServices(shell)
