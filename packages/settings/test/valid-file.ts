/** A small settings file without problems, for tests to change. */
export const VALID = `environments:
  staging:
    server: root@staging.example
    host-key: SHA256:1OAd2cISTkBNgGrXSzwnMWUjNpv4oMBOaVfpJDGUQ0g
    path: /opt/app
    url: https://staging.example
    service: app
`
