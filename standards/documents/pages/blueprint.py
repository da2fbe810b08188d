"""The part of the address space in which documents are written; each module beside this adds its pages."""

from flask import Blueprint

blueprint = Blueprint("workshop", "standards.documents", url_prefix="/workshop", template_folder="templates")
