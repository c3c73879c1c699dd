import { UserError } from '@tsh/action'
import { stayConnected } from '@tsh/remote'
import { shell } from '@tsh/shell'
import { bucketCheck } from './checks/bucket.ts'
import type { Check } from './checks/check.ts'
import { connectionChecks } from './checks/connection.ts'
import { secretsCheck } from './checks/defined-secrets.ts'
import { registryCheck } from './checks/registry.ts'
import { reportChecks } from './checks/report-checks.ts'
import { withCommit } from './commit.ts'
import type { Deployed } from './deploy.ts'
import type { DeployInputs } from './inputs.ts'
import { planned } from './reports/planned.ts'

/**
 * Checks everything that a deployment needs, and reports what it would do.
 * @throws UserError with all problems; without a connection, with those of everything but the server
 */
export async function dryRun(inputs: DeployInputs): Promise<Deployed> {
  const bucket = bucketCheck(inputs)
  // It is awaited later, and must not be unhandled until then.
  bucket.catch(() => {})
  const server = await stayConnected(inputs.target).catch((cause: unknown) => {
    if (!(cause instanceof UserError)) throw cause
    return checkWithoutServer(inputs, cause, bucket)
  })
  try {
    return await withCommit(inputs, { shell, server }, place => planned(inputs, place, bucket))
  } finally {
    server.close()
  }
}

/** Checks what needs no server. @throws UserError with all problems @param cause why there is no connection */
export async function checkWithoutServer(
  inputs: Omit<DeployInputs, 'target'>,
  cause: UserError,
  bucket: Promise<Check> = bucketCheck(inputs),
): Promise<never> {
  const services = await Promise.all([registryCheck(inputs, undefined), bucket])
  await reportChecks([...secretsCheck(inputs.definedSecrets), ...connectionChecks('', cause), ...services])
  throw cause
}
