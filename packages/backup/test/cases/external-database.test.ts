import { expect } from '@jest/globals'
import { databaseService } from '@tsh/postgres'
import { caseTest } from '@tsh/testing/case-test'

const withoutDatabase = { name: 'books', services: { web_left: { image: 'books/web:v1', build: {} } } }

// Adoption by an application with a managed database
caseTest('tiny-external-db', 'without a database in the compose file the options are named', async () => {
  expect(() => databaseService(withoutDatabase, '')).toThrow(
    /"database-source"|"database-container"|database-url|external/,
  )
})
