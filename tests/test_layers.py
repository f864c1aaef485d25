"""The house rules that a reader relies on: imports point down, pages stay short, documents tell what the tables hold."""

import ast
import re
from pathlib import Path

import pytest

from data.schema import resources

ROOT = Path(__file__).parents[1]
LAYERS = ("data", "components", "pages", "app")  # from the bottom up
WIDGETS = {
    "ally_controls",
    "ally_results",
    "claim_card",
    "compare_controls",
    "crisis_cell",
    "event_card",
    "filters",
    "map_controls",
    "method_parts",
    "partner_controls",
    "partner_link",
    "partner_sheet",
    "record",
    "results",
    "selection",
    "view",
    "viewport",
}
CODE = [
    path for pattern in ("app.py", "pages/*.py", "components/*.py", "data/*.py") for path in sorted(ROOT.glob(pattern))
]


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports, wherever in it."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def layer_of(path: Path) -> str:
    return path.parent.name if path.parent != ROOT else "app"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path):
    layer, names = layer_of(path), {name.split(".")[0] for name in imports_of(path)}
    above = set(LAYERS[LAYERS.index(layer) + 1 :]) | ({"pages"} if layer == "pages" else set())
    assert not names & above
    if layer == "data" or (layer == "components" and path.stem not in WIDGETS):
        assert "streamlit" not in names
    if layer != "components" or path.stem in WIDGETS:
        assert not names & {"plotly", "pydeck"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/*.py")), ids=lambda path: path.stem)
def test_a_page_is_short_and_named_unlike_its_address(path):
    assert sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines()) <= 60
    assert path.stem.endswith("_page")


def test_no_page_runs_html_or_pickle_of_the_record():
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text and "unsafe_allow_javascript" not in text and "pickle" not in text, path


def test_the_readme_dictionary_equals_the_tables():
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for resource in resources().values():
        section = re.search(rf"^### {re.escape(resource['path'])}$(.*?)(?=^##|\Z)", text, re.S | re.M)
        assert section, f"data/README.md has no section {resource['path']}"
        rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \|$", section.group(1), re.M)
        assert rows == [(field["name"], field["type"], field["description"]) for field in resource["schema"]["fields"]]


def test_the_readme_justifies_each_dependency():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").split():
        name, version = line.split("==")
        assert version and re.search(rf"^\| {name} \| .+ \|$", readme, re.M), name


def test_local_links_of_the_documents_resolve():
    for document in (ROOT / "README.md", ROOT / "data" / "README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)
