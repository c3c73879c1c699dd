/**
 * Name of an artifact that belongs to a deployment. One run may deploy to several environments, and applications of one
 * repository differ in their settings file.
 * @param kind `images`, which the jobs of a run share, or `deployment`, with the checklist in the file `deployment.json`
 */
export function artifactName(
  kind: 'images' | 'deployment',
  { environment, settings }: { environment: string; settings: string },
): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  const digest = createHash('sha256').update(settings).digest('hex')
  return `${kind}-${environment}-${digest.slice(0, 8)}`
}
