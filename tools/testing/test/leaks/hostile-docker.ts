import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A `docker` that responds to the commands of a deployment, and prints every secret it can find for all other commands.
 * @param folder is put in front of the PATH
 */
export function writeHostileDocker(folder: string, app: string): void {
  writeFileSync(join(folder, 'model.json'), JSON.stringify(model, undefined, 2))
  const script = `#!/bin/sh
case "$*" in
  --version) echo 'Docker version 28.5.1' ;;
  'version --format '*) echo 28.5.1 ;;
  'compose version --short') echo 2.40.0 ;;
  *' config --format json'*) cat '${join(folder, 'model.json')}' ;;
  'info --format '*) echo / ;;
  'ps --all '* | 'ps -a'* | 'image ls '*) ;;
  'inspect --type container --format '*State.Running*) printf 'c0ffee\\t/shop-database-1\\ttrue\\tpostgres:17\\tsha256:0\\n' ;;
  'image inspect '*) echo 'sha256:0 amd64' ;;
  # The action has the login, but not the env file.
  exec*) IFS= read -r password; echo "password authentication failed for shop with $password" >&2; exit 1 ;;
  *)
    for out in 1 2; do cat '${app}/.env' "\${DOCKER_CONFIG:-/nowhere}/config.json" 2> /dev/null >&$out; done
    echo "unauthorized: authentication required for $(sed -n 's/^DB_PASSWORD=//p' '${app}/.env')" >&2
    exit 1 ;;
esac
`
  writeFileSync(join(folder, 'docker'), script)
  chmodSync(join(folder, 'docker'), 0o755)
}

/** A value of the compose file itself; the ones of the env file come with it. */
export const COMPOSE_SECRET = 'c0mpose-File/S3cret'

const slot = (port: string) => ({
  image: 'shop:v2',
  build: { context: '.' },
  environment: { API_TOKEN: COMPOSE_SECRET },
  ports: [{ target: 8000, published: port, protocol: 'tcp', host_ip: '127.0.0.1' }],
})

const model = {
  name: 'app',
  services: { app_blue: slot('28911'), app_green: slot('28912') },
}
