import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const migration = `"""Find orders by item."""
# rollback: compatible
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_index("orders_by_item", "orders", ["item"])


def downgrade():
    op.drop_index("orders_by_item", table_name="orders")
`

/** The change deployed by a rehearsal of the sample: another text and an additional migration. */
export function changeSample(directory: string): void {
  writeFileSync(
    join(directory, 'app', 'greeting.py'),
    '"""The visible text of this version."""\n\nTEXT = "TSH ERP, second edition"\n',
  )
  writeFileSync(join(directory, 'database', 'versions', '0003_orders_by_item.py'), migration)
}
