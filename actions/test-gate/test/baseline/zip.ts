interface Entry {
  name: string
  /** Compressed. */
  content: Buffer
  method: 0 | 8
}

/** A ZIP archive as a stream writes it: the sizes are only in the directory. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  for (const { name, content, method } of entries) {
    const at = parts.reduce((sum, part) => sum + part.length, 0)
    const local = header(0x04034b50, 30, name)
    local.writeUInt16LE(method, 8)
    local.writeUInt16LE(name.length, 26)
    const central = header(0x02014b50, 46, name)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(content.length, 20)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    parts.push(local, content)
    directory.push(central)
  }
  const start = parts.reduce((sum, part) => sum + part.length, 0)
  const end = header(0x06054b50, 22, '')
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([...parts, ...directory, end])
}

function header(signature: number, bytes: number, name: string): Buffer {
  const buffer = Buffer.concat([Buffer.alloc(bytes), Buffer.from(name)])
  buffer.writeUInt32LE(signature)
  return buffer
}
