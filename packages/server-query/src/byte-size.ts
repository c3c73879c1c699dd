/** Formats bytes for humans: `0.88 MB`, `283 MB`, `1.40 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 10_000) return `${(bytes / 1000).toFixed(1)} KB`
  if (bytes >= 1_000_000_000) return `${(bytes / 1_000_000_000).toFixed(2)} GB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`
}
