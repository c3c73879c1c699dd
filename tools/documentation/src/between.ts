/** Replaces the content between `<!-- mark argument -->` and `<!-- /mark -->`. */
export async function between(
  text: string,
  mark: string,
  make: (argument: string) => Promise<string>,
): Promise<string> {
  const parts = text.split(new RegExp(`(<!-- ${mark}(?: \\S+)? -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`))
  for (let at = 1; at < parts.length; at += 3) {
    const argument = /^<!-- \S+ (\S+) -->/.exec(parts[at] ?? '')?.[1] ?? ''
    parts[at] += await make(argument)
  }
  return parts.join('')
}
