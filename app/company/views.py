"""Pages for administrators: the people, what they may do and where they work."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.accounts.policies import AccountPermission
from app.accounts.queries import Person, people, person_by_id
from app.accounts.roles import membership_name
from app.accounts.services import NewUser, add_user, rename, set_active, set_place, set_roles
from app.company.forms import NewPersonForm, PersonForm
from app.company.queries import current_company
from app.kernel.actors import Actor, Role
from app.kernel.database import write_transaction
from app.kernel.errors import AppError, Conflict, Invalid
from app.kernel.permissions import can, require
from app.web.actors import current_actor
from app.web.errors import status_of
from app.web.forms import Form
from app.web.frame import Frame, NavigationItem, contribute
from app.web.i18n import _, current_language
from config import Settings

blueprint = Blueprint("people", __name__, url_prefix="/people", template_folder="templates")


def init_app(app: Flask, _settings: Settings) -> None:
    """Open the pages of people, and name them to those who manage accounts."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["membership_name"] = membership_name
    contribute(app, _add_to_frame)


@blueprint.get("/")
def everybody() -> str:
    require(current_actor(), AccountPermission.MANAGE)
    return render_template("company/people.html", people=people(), departments=_department_names())


@blueprint.get("/new")
def new() -> str:
    require(current_actor(), AccountPermission.MANAGE)
    form = _with_choices(NewPersonForm(roles=[Role.STAFF.value]))
    return render_template("company/person.html", form=form, person=None)


@blueprint.post("/new")
def add() -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, AccountPermission.MANAGE)
    form = _with_choices(NewPersonForm())
    if not form.validate():
        return render_template("company/person.html", form=form, person=None), 422
    try:
        with write_transaction():
            added = add_user(
                NewUser(form.email.data, form.name.data, _roles(form), variant=form.variant.data), actor
            )
            set_place(added.id, form.membership.data, _departments(form), actor)
    except (Invalid, Conflict) as error:
        return _refused(error, form, None)
    flash(_("%(name)s has an account now.", name=added.name))
    return redirect(url_for("people.everybody"), 303)


@blueprint.get("/<int:user_id>")
def person(user_id: int) -> str:
    require(current_actor(), AccountPermission.MANAGE)
    found = person_by_id(user_id)
    form = _with_choices(
        PersonForm(
            name=found.name,
            roles=sorted(found.roles),
            membership=found.membership,
            departments=sorted(found.departments),
            variant=found.variant,
        )
    )
    return _person_page(found, form)


@blueprint.post("/<int:user_id>")
def change(user_id: int) -> Response | tuple[str, int]:
    actor = current_actor()
    require(actor, AccountPermission.MANAGE)
    found = person_by_id(user_id)
    form = _with_choices(PersonForm())
    if not form.validate():
        return _person_page(found, form), 422
    try:
        _keep(found, form, actor)
    except (Invalid, Conflict) as error:
        return _refused(error, form, found)
    flash(_("What you entered about %(name)s is kept.", name=form.name.data))
    return redirect(url_for("people.everybody"), 303)


@blueprint.post("/<int:user_id>/switch")
def switch(user_id: int) -> Response:
    is_active = request.form.get("active") == "yes"
    set_active(user_id, current_actor(), is_active=is_active)
    flash(_("The account is switched on.") if is_active else _("The account is switched off."))
    return redirect(url_for("people.person", user_id=user_id), 303)


def _keep(found: Person, form: PersonForm, actor: Actor) -> None:
    with write_transaction():
        rename(found.id, form.name.data, actor)
        set_roles(found.id, _roles(form), actor, form.variant.data)
        set_place(found.id, form.membership.data, _departments(form), actor)


def _person_page(found: Person | None, form: PersonForm) -> str:
    return render_template("company/person.html", form=form, person=found, switch_form=Form())


def _refused(error: AppError, form: PersonForm, found: Person | None) -> tuple[str, int]:
    if isinstance(error, Invalid):
        form.show(error)
    else:
        form.form_errors = [error.text(_)]
    return _person_page(found, form), status_of(error)


def _with_choices(form: PersonForm) -> PersonForm:
    form.departments.choices = [SelectChoice(key, name) for key, name in _department_names().items()]
    return form


def _department_names() -> dict[str, str]:
    return {entry.id: entry.name(current_language()) for entry in current_company().departments}


def _roles(form: PersonForm) -> frozenset[Role]:
    return frozenset(Role(role) for role in form.roles.data or ())


def _departments(form: PersonForm) -> list[str]:
    known = _department_names()
    return [department for department in form.departments.data or () if department in known]


def _add_to_frame(frame: Frame) -> None:
    if can(current_actor(), AccountPermission.MANAGE):
        address = url_for("people.everybody")
        frame.account.append(NavigationItem(address, _("People"), frame.address.startswith(address)))
