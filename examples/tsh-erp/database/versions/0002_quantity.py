"""Quantity of an order."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("orders", sa.Column("quantity", sa.Integer, nullable=False, server_default="1"))


def downgrade():
    op.drop_column("orders", "quantity")
