/** Sets a value by case-insensitive name; the first spelling of the name is kept. */
export function setIgnoringCase(values: Record<string, string>, name: string, value: string): void {
  const known = Object.keys(values).find(key => key.toLowerCase() === name.toLowerCase())
  values[known ?? name] = value
}
