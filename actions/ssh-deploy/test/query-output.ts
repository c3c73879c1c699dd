/** Results of the preflight queries on a healthy server. */
export const healthyServer: Record<string, string> = {
  complete: '',
  clock: String(Math.round(Date.now() / 1000)),
  missing: '',
  path: '',
  closed: '',
  link: 'exit 1: ',
  mode: '600',
  env: 'VERSION=old\nACTIVE_DEPLOYMENT_SLOT=blue\nDATABASE_URL=postgresql://erp:p%40ss@db:5432/erp\n',
  checkout: '0'.repeat(40),
  changes: '',
  client: 'Docker version 26.1.5, build a72d7cd',
  origin: '/usr/bin/docker',
  engine: '26.1.5',
  compose: '2.26.1',
  containers: 'app\terp\tapp_blue\terp:old\t\ndb\terp\tdb\tpostgres:15\t',
  sockets: '',
  sizes: '',
  disk: 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda 100000000 1000 90000000 1% /\n/dev/sda 100000000 1000 90000000 1% /',
}

/**
 * The output of the preflight script. A result `exit 1: text` is that of a failed command, and `text WARNINGS: lines`
 * that of a command with stderr output.
 */
export function queryOutput(results: Record<string, string>): string {
  return Object.entries({ ...healthyServer, ...results })
    .map(([name, result]) => {
      const [output = '', warnings = ''] = result.split(' WARNINGS: ')
      const [, code = '0', text = output] = /^exit (\d+): (.*)$/s.exec(output) ?? []
      return `${name} ${code} ${encoded(text)} ${encoded(warnings)}\n`
    })
    .join('')
}

const encoded = (text: string): string => Buffer.from(text).toString('base64')
