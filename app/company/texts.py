"""The company's lists as the text of `company.yaml`, for lists that did not come from one."""

from typing import Any

import yaml

from app.language.company import Company, Contact, Entry


def company_text(company: Company) -> str:
    """Return YAML that reads back as this company; absent values are left out."""
    values: dict[str, Any] = {
        "name": company.name,
        "language": company.language,
        "logo": company.logo,
        "contact": _contact(company.contact),
        "stages": [_entry(stage, hardest="true" if stage.is_hardest else "") for stage in company.stages],
        "departments": [_entry(entry) for entry in company.departments],
        "outlets": [_entry(outlet, address=outlet.address, phone=outlet.phone) for outlet in company.outlets],
        "channels": [_entry(entry) for entry in company.channels],
        "contact_points": [
            _entry(point, stage=point.stage, departments=list(point.departments))
            for point in company.contact_points
        ],
        "sections": [_entry(entry) for entry in company.sections],
        "aims": [_entry(entry) for entry in company.aims],
        "glossary": [
            _filled(
                term=term.term, language=term.language, instead_of=list(term.instead_of), meaning=term.meaning
            )
            for term in company.glossary
        ],
        "readability": {language: int(limit) for language, limit in company.readability.items()},
    }
    return yaml.safe_dump(_filled(**values), allow_unicode=True, sort_keys=False, width=10_000)


def _entry(entry: Entry, **more: object) -> dict[str, object]:
    return _filled(id=entry.id, name=dict(entry.names), **more)


def _contact(contact: Contact) -> dict[str, object]:
    return _filled(phone=contact.phone, email=contact.email, web=contact.web)


def _filled(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in ("", [], {})}
