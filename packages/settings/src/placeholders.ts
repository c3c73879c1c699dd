/** The values of the placeholders in defaults. */
export interface Names {
  environment: string
  application: string
}

/** A default with `<environment>` and `<application>` replaced. */
export function withNames(text: string, { environment, application }: Names): string {
  return text.replaceAll('<environment>', environment).replaceAll('<application>', application)
}
