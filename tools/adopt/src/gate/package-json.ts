interface PackageJson {
  scripts?: Record<string, string>
  packageManager?: string
  engines?: { node?: string }
  volta?: { node?: string }
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  /** In composer.json. */
  'require-dev'?: Record<string, string>
}

/** A package.json or composer.json; empty if the text is not a JSON object. */
export function packageJson(text: string | undefined): PackageJson {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null ? (value as PackageJson) : {}
  } catch {
    return {}
  }
}

/** The scripts of a package.json that are texts. */
export function packageScripts(text: string | undefined): Record<string, string> {
  const { scripts } = packageJson(text)
  const entries = Object.entries(typeof scripts === 'object' && scripts !== null ? scripts : {})
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'))
}
