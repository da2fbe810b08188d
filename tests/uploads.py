"""Files that people upload: Word files made by a program for them, web pages as others export them, ZIPs."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches

from tests.drawings import as_file, drawing


def word_file(document: WordDocument) -> bytes:
    """Return the bytes of a Word file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def rich_word_file() -> bytes:
    """Return a Word file with nearly everything that people put into one."""
    document = Document()
    document.add_heading("Reklamation am Telefon", 0)
    document.add_paragraph("Der Kunde ruft an. 5*3 und a_b <nicht> [so] {x} & mehr")
    document.add_heading("Regeln", 1)
    line = document.add_paragraph()
    line.add_run("Fett").bold = True
    line.add_run(" und ")
    line.add_run("kursiv").italic = True
    line.add_run(" und unterstrichen").underline = True
    line.add_run(" weg").font.strike = True
    for text in ("Eins", "Zwei"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("Erstens", "Zweitens"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Ein Geschenk.", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Zelle|{number}"
    table.cell(1, 1).add_paragraph("zweiter Absatz")
    document.add_picture(io.BytesIO(as_file(drawing())), width=Inches(1))
    document.inline_shapes[0]._inline.docPr.set("descr", "Ein [Lieferschein]")
    document.add_paragraph("::: b2c")
    document.add_paragraph("1. keine Liste")
    document.add_paragraph("Sagen Sie: Guten Tag, {{Name}}.")
    document.add_paragraph("Ende").add_run().add_break(WD_BREAK.PAGE)
    document.sections[0].header.paragraphs[0].text = "Nur intern"
    return word_file(document)


def word_file_with_picture_elsewhere(address: str) -> bytes:
    """Return a Word file whose picture is only linked."""
    document = Document(io.BytesIO(rich_word_file()))
    own = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    for picture in document.element.body.iter(qn("a:blip")):
        del picture.attrib[qn("r:embed")]
        picture.set(qn("r:link"), own)
    return word_file(document)


def word_file_with(part: str, content: bytes) -> bytes:
    """Return a Word file with one part replaced or added."""
    source, target = zipfile.ZipFile(io.BytesIO(rich_word_file())), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            if entry.filename != part:
                out.writestr(entry.filename, source.read(entry))
        out.writestr(part, content)
    return target.getvalue()


def word_file_with_changes() -> bytes:
    """Return a Word file with a tracked deletion, a tracked insertion and a formula."""
    document = Document()
    paragraph = document.add_paragraph("Wir antworten ")
    for kind, text_tag, text in (("w:del", "w:delText", "morgen"), ("w:ins", "w:t", "heute")):
        change, run, words = OxmlElement(kind), OxmlElement("w:r"), OxmlElement(text_tag)
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "Eva")
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    document.add_paragraph()._p.append(document.element.makeelement(qn("m:oMath"), {}, {}))
    return word_file(document)


def packed(files: Mapping[str, bytes | str], **changes: int) -> bytes:
    """Return a ZIP of the files; `changes` are set on each entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in changes.items():
                setattr(entry, attribute, value)
            archive.writestr(entry, content)
    return target.getvalue()


def page(name: str) -> str:
    """Return a web page as another program exports it."""
    return (Path(__file__).parent / "pages" / f"{name}.html").read_text(encoding="utf-8")
