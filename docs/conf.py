"""The site: `make docs`. Pages are Markdown, code on tutorials is executed, formulas are MathML."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))
sys.path.insert(0, str(HERE.parent))

import higgs_sym  # noqa: E402

project = "Higgs toolkit"
author = "the authors of the Higgs toolkit"
project_copyright = author
version = release = higgs_sym.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "sphinx_copybutton",
    "sphinx_design",
    # Of this folder, one concept each.
    "accessible",
    "docstrings",
    "formulas",
    "mathml",
    "outside",
    "pictures",
    "rooms",
    "schemas",
]
exclude_patterns = ["_ext"]
default_role = "code"
nitpicky = True
# What others define, of which no index is fetched, and what is no name of Python at all.
nitpick_ignore_regex = [("py:.*", r".*")]

html_theme = "furo"
html_title = f"Higgs toolkit {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_math_renderer = "mathml"

autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_ivar = True

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "cache"
nb_execution_cache_path = str(HERE.parent / "build" / "notebooks")
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
# Of the kernels that draw the pictures, and of the one that compiles at a first use.
os.environ["MATPLOTLIBRC"] = str(HERE / "_static" / "matplotlibrc")
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")])
)

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

# `make links`: a host that does not answer is told apart from a page that is not there.
linkcheck_timeout = 10
linkcheck_retries = 1
linkcheck_anchors = False
