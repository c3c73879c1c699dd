import { expect, test } from '@jest/globals'
import { filesOf, isMigrationFile } from '../src/migration-files.ts'

const files = [
  'shop/migrations/0002_title.py',
  'stock/migrations/0002_title.py',
  'prisma/migrations/20240101_init/migration.sql',
  'db/migrate/20240101120000_add_title.rb',
  'src/main/resources/db/migration/V2__drop_title.sql',
  'migrations/20240101_title.js',
  'src/migrations/1700000000000-AddTitle.ts',
  'database/migrations/Version20240101120000.php',
  'drizzle/0001_title.sql',
  'src/Shop/Migrations/20240101_Init.cs',
  'sql/migrations/00007_stock.sql',
  'sql/migrations/0008_orders.sql',
  'db/changelog/all.xml',
  'app/title.py',
]

test.each([
  ['shop.0002_title', ['shop/migrations/0002_title.py']],
  ['other.0002_title', ['shop/migrations/0002_title.py', 'stock/migrations/0002_title.py']],
  ['20240101_init', ['prisma/migrations/20240101_init/migration.sql']],
  ['20240101120000', ['db/migrate/20240101120000_add_title.rb']],
  ['V2__drop_title.sql', ['src/main/resources/db/migration/V2__drop_title.sql']],
  ['20240101_title.js', ['migrations/20240101_title.js']],
  ['AddTitle1700000000000', ['src/migrations/1700000000000-AddTitle.ts']],
  ['App\\Migrations\\Version20240101120000', ['database/migrations/Version20240101120000.php']],
  ['0008', ['sql/migrations/0008_orders.sql']],
  ['7', ['sql/migrations/00007_stock.sql']],
  ['db/changelog/all.xml::3::ada', []],
  ['auth.0013_new', []],
])('%s is in %j', (migration, expected) => {
  expect(filesOf(migration, files)).toEqual(expected)
})

test('migration files are recognized by their path', () => {
  expect(files.filter(isMigrationFile)).toEqual(files.slice(0, 12))
  expect(
    [
      'shop/migrations/__init__.py',
      'A/Migrations/1_Init.Designer.cs',
      'A/Migrations/ShopModelSnapshot.cs',
      'docs/migrations/why.md',
      'app/V2.sql',
    ].filter(isMigrationFile),
  ).toEqual([])
})
