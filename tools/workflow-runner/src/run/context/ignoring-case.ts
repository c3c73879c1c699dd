/** Sets a value whose name is compared without regard to case; the first spelling of the name stays. */
export function setIgnoringCase(values: Record<string, string>, name: string, value: string): void {
  const known = Object.keys(values).find(key => key.toLowerCase() === name.toLowerCase())
  values[known ?? name] = value
}
