"""Tables of the company's lists; names are texts by language, in the order in which they were written."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base


class CompanyProfile(Base):
    """The company itself, at most one row; `source` is the exact text the lists were loaded from, if any."""

    __tablename__ = "company_profiles"
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    logo: Mapped[str] = mapped_column(sa.Text)
    phone: Mapped[str] = mapped_column(sa.Text)
    email: Mapped[str] = mapped_column(sa.Text)
    web: Mapped[str] = mapped_column(sa.Text)
    readability: Mapped[Mapping[str, float]] = mapped_column(sa.JSON)
    source: Mapped[str] = mapped_column(sa.Text)


class ListEntry(Base):
    """What every entry of a list has."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    position: Mapped[int]
    names: Mapped[Mapping[str, str]] = mapped_column(sa.JSON)


class StageEntry(ListEntry):
    """A stage of the sale."""

    __tablename__ = "company_stages"

    is_hardest: Mapped[bool]


class DepartmentEntry(ListEntry):
    """A department."""

    __tablename__ = "company_departments"


class OutletEntry(ListEntry):
    """A shop or an office."""

    __tablename__ = "company_outlets"

    address: Mapped[str] = mapped_column(sa.Text)
    phone: Mapped[str] = mapped_column(sa.Text)


class ChannelEntry(ListEntry):
    """A way in which customers talk to the company."""

    __tablename__ = "company_channels"


class ContactPointEntry(ListEntry):
    """A place where customer and company meet."""

    __tablename__ = "company_contact_points"

    stage: Mapped[str] = mapped_column(sa.Text)
    departments: Mapped[Sequence[str]] = mapped_column(sa.JSON)


class SectionEntry(ListEntry):
    """A section of the standards."""

    __tablename__ = "company_sections"


class AimEntry(ListEntry):
    """An aim that a standard serves."""

    __tablename__ = "company_aims"


class TermEntry(Base):
    """A term of the glossary with those it replaces."""

    __tablename__ = "company_terms"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(sa.Text)
    term: Mapped[str] = mapped_column(sa.Text)
    instead_of: Mapped[Sequence[str]] = mapped_column(sa.JSON)
    meaning: Mapped[str] = mapped_column(sa.Text)
