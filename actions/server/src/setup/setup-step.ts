import { quote } from '@tsh/remote'

/** A change on the server, which can be made by the action, or by an administrator where the user may not. */
export interface SetupStep {
  /** What it does, to complete "would …". */
  text: string
  /** Whether only root can do it. */
  needsRoot: boolean
  /** POSIX shell commands. */
  script: string
  /** Content for stdin of the script; never printed. */
  input?: string
}

/** Creates a folder that belongs to the user. */
export const folderStep = (
  path: string,
  { user, group, isWritable }: { user: string; group: string; isWritable: boolean },
): SetupStep => ({
  text: `create the folder ${path}, owned by ${user}`,
  needsRoot: !isWritable,
  script: isWritable
    ? `mkdir -p -- ${quote(path)}`
    : `install -d -o ${quote(user)} -g ${quote(group)} -- ${quote(path)}`,
})

/** Creates the slot file in an existing folder. */
export const slotFileStep = (
  directory: string,
  slot: string,
  { user, group, isWritable }: { user: string; group: string; isWritable: boolean },
): SetupStep => ({
  text: `route requests to slot ${slot} (${directory}/${slot})`,
  needsRoot: !isWritable,
  script: isWritable
    ? `touch -- ${quote(`${directory}/${slot}`)}`
    : `install -o ${quote(user)} -g ${quote(group)} -m 644 /dev/null ${quote(`${directory}/${slot}`)}`,
})

const SITES_ENABLED = '/etc/nginx/sites-enabled'

/**
 * Installs a site of nginx. If nginx rejects it, the previous state is restored.
 * @param folder where nginx reads sites from
 */
export function siteStep(
  { folder, file, content }: { folder: string; file: string; content: string },
  change: 'create' | 'replace',
): SetupStep {
  const path = `${folder}/${file}`
  const link = folder.endsWith('/sites-available') ? `${SITES_ENABLED}/${file}` : undefined
  return {
    text: `${change} the nginx site ${path} and reload nginx`,
    needsRoot: true,
    script: [
      `site=${quote(path)}`,
      'PATH="$PATH:/usr/sbin:/sbin"',
      '[ ! -e "$site" ] || cp -p -- "$site" "$site.before"',
      `cat > "$site" <<'SITE'\n${content}SITE`,
      ...(link ? [`ln -sfn -- "$site" ${quote(link)}`] : []),
      'if nginx -t -q && nginx -s reload; then rm -f -- "$site.before"',
      `elif [ -e "$site.before" ]; then mv -f -- "$site.before" "$site"; exit 1`,
      `else rm -f -- "$site"${link ? ` ${quote(link)}` : ''}; exit 1; fi`,
    ].join('\n'),
  }
}
