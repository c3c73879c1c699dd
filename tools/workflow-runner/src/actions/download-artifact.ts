import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, matchesGlob, resolve } from 'node:path'
import { UserError } from '@tsh/action'
import { output } from '../steps/step.ts'
import { copyArtifactFolder } from './artifact-files.ts'
import type { BuiltinAction } from './builtin-actions.ts'
import { artifactFolder } from './upload-artifact.ts'

/** actions/download-artifact: one artifact into `path`; all artifacts, or those matching a pattern, into separate folders. */
export const downloadArtifact: BuiltinAction = async (step, input) => {
  const target = resolve(step.job.folders.workspace, input('path'))
  mkdirSync(target, { recursive: true })
  const name = input('name')
  const store = artifactFolder(step)
  if (name !== '') {
    if (!existsSync(join(store, name)))
      throw new UserError(`Unable to download artifact(s): Artifact not found for name: ${name}`)
    copyArtifactFolder(join(store, name), target)
  } else {
    const all = existsSync(store) ? readdirSync(store) : []
    const chosen =
      input('pattern') === '' ? all : all.filter(artifact => matchesGlob(artifact, input('pattern')))
    for (const artifact of chosen)
      copyArtifactFolder(
        join(store, artifact),
        input('merge-multiple') === 'true' ? target : join(target, artifact),
      )
    output(step, `Total of ${chosen.length} artifact(s) downloaded`)
  }
  step.outputs['download-path'] = target
}
