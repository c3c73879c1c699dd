/** The first line of a command's output. Keeps draining the output so that the end of the command is detected. */
export function firstLine(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise(resolve => {
    let text = ''
    output.on('data', (part: Buffer) => {
      text += part.toString('utf8')
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')).trim())
    })
    output.on('end', () => resolve(text.trim()))
  })
}
