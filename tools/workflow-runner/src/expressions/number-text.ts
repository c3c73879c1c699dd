const PRECISION = 15

/** A number as .NET's format `G15` prints it (actions/runner, src/Sdk/Expressions/ExpressionConstants.cs, NumberFormat). */
export function numberText(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return String(value)
  const [digits = '', power = ''] = value.toExponential(PRECISION - 1).split('e')
  const exponent = Number(power)
  if (exponent > -5 && exponent < PRECISION)
    return withoutZeros(value.toFixed(Math.max(0, PRECISION - 1 - exponent)))
  const sign = exponent < 0 ? '-' : '+'
  return `${withoutZeros(digits)}E${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
