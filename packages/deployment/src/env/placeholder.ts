/** Common placeholder values. */
const KEYWORDS =
  /^(x{3,}|\.{3,}|\*{3,}|-+|changeme|change[-_ ]?(me|this|it|in[-_ ]?production)\b.*|replace[-_ ]?(me|this|with)?\b.*|your[-_ ]?.*|my[-_ ]?(secret|password|key|token)|todo|tbd|fixme|placeholder|example.*|sample|dummy|fake|fill[-_ ]?(me|in).*|set[-_ ]?(me|this).*|insert[-_ ].*|none|null|undefined|test(ing|pass(word)?)?|secret|password|passwd|pass|pwd|token|key|api[-_ ]?key|user(name)?|admin|root|postgres(ql)?|redis|mysql|db|database|default|foo|bar|baz|abc|123\d*|to[-_ ]be[-_ ].*|generate.*|enter[-_ ].*|put[-_ ].*|use[-_ ]?a[-_ ].*|some[-_ ].*|a[-_ ](long|strong|random|secret).*|(super|very|top)[-_ ]?secret.*|secret[-_ ]?(key|password|token)?|dev(elopment)?[-_ ]?.*|local(host)?|ci|insecure.*|(0123456789|1234567890|abc123|abcdef).*)$/i
/** Delimiters around a name: `<password>`, `{{ password }}`, `${X}`, `[secret]`, `%PASSWORD%`. */
const BRACKETS = /^(<.*>|\{\{?.*\}\}?|\$[\w({].*|\[.*\]|%\w+%|__\w+__|@\w+@)$/
/** Placeholders inside a longer text. */
const INSIDE =
  /change[-_ ]?(me|this)|changeit|your[-_](secret|password|key|token|api|db|database|server|domain|own)|replace[-_ ]?(me|this|with)|placeholder|_here\b|-here\b|example\.(com|org|net)|<[\w -]+>|x{6,}|do[-_ ]?not[-_ ]?use|not[-_ ]?a[-_ ]?(real[-_ ]?)?secret|EXAMPLEKEY|strong[-_ ]/i

/** Whether a value is a placeholder, or too common to be a secret. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2')
  return text === '' || KEYWORDS.test(text) || BRACKETS.test(text) || INSIDE.test(text)
}

/** Whether a value in a real env file was never filled in. Ordinary words such as `postgres` are valid values there. */
export function isUnfilled(value: string): boolean {
  const text = value.trim()
  return (
    /^<[^>]*>$|^\{\{.*\}\}$|^__\w+__$|^\.{3,}$|^x{3,}$|^(changeme|todo|tbd|fixme|placeholder)$/i.test(text) ||
    (text !== '' && INSIDE.test(text))
  )
}
