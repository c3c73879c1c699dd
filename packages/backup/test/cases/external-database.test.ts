import { expect } from '@jest/globals'
import { databaseService } from '@tsh/postgres'
import { caseTest } from '@tsh/testing/case-test'

const withoutDatabase = { name: 'books', services: { web_left: { image: 'books/web:v1', build: {} } } }

// Adoption by an application whose database is a managed one
caseTest('tiny-external-db', 'without a database in the compose file the way out is named', async () => {
  expect(() => databaseService(withoutDatabase, '')).toThrow(
    /"database-source"|"database-container"|database-url|external/,
  )
})
