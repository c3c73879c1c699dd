import { get, imageName, type Service, textOf } from '@tsh/standard/reading'

const MIGRATION_IMAGE = /^(flyway|liquibase|migrate|dbmate|goose|atlas)$/
const MIGRATION_NAME = /(^|[^a-z])(pre-?start|migrat\w*|prepare|init)([^a-z]|$)/i

/** Services that run to completion, because others wait for it, or because they are not restarted. */
export function oneShotsIn(services: readonly Service[]): Service[] {
  const awaited = new Set(
    services
      .flatMap(({ dependsOn }) => dependsOn)
      .filter(({ condition }) => condition === 'service_completed_successfully')
      .map(({ service }) => service),
  )
  return services.filter(
    service =>
      awaited.has(service.name) ||
      isMigrationImage(service) ||
      (textOf(get(service.node, 'restart')) === 'no' && service.ports.length === 0),
  )
}

const isMigrationImage = ({ image }: Service): boolean => MIGRATION_IMAGE.test(imageName(image?.value ?? ''))

/** Whether a one-shot service migrates the database or prepares it. */
export const isMigration = (service: Service): boolean =>
  isMigrationImage(service) ||
  MIGRATION_NAME.test(service.name) ||
  /\bmigrat|alembic|pre-?start/i.test(service.command?.text ?? '')
