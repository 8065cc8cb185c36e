"""How each web kit writes the parts of an office page: class names, and templates where the markup
is the kit's own.

In a template ``{t}`` carries the marks by which the element is found again (``data-t`` …), ``{c}``
its classes, ``{d}`` its state attributes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PLAIN = {
    "button": '<button type="button" {t} class="{c}">{icon}{cap}</button>',
    "link": '<a href="#" {t} class="{c}">{cap}</a>',
    "field": '<div data-unit class="{f}"><label class="{l}">{label}</label>'
    '<input {t} type="{type}" class="{c}" placeholder="{hint}" value="{value}"></div>',
    "area": '<div data-unit class="{f}"><label class="{l}">{label}</label>'
    '<textarea {t} rows="3" class="{c}" placeholder="{hint}">{value}</textarea></div>',
    "select": '<div data-unit class="{f}"><label class="{l}">{label}</label>'
    '<select {t} class="{c}"><option>{value}</option></select></div>',
    "check": '<label data-unit {t} class="x-fit {c}"><input type="checkbox" {d}> {label}</label>',
    "radio": '<label data-unit {t} class="x-fit {c}"><input type="radio" name="{group}" {d}>'
    " {label}</label>",
    "switch": '<label data-unit {t} class="x-fit {c}"><input type="checkbox" role="switch" {d}>'
    " {label}</label>",
    "tick": '<input {t} type="checkbox" {d}>',
    "table": '<table class="{c}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>',
    "tabs": '<ul class="{c}">{items}</ul>',
    "tab": '<li class="{c}"><a href="#" {t}>{cap}</a></li>',
    "pager": '<ul class="{c}">{items}</ul>',
    "page": '<li class="{c}"><a href="#" {t}>{cap}</a></li>',
    "nav": '<nav class="{c}"><b class="x-brand">{brand}</b>{items}</nav>',
    "menu": '<a href="#" {t} class="{c}">{cap}</a>',
    "card": '<section class="{c}"><h4>{title}</h4>{body}</section>',
    "alert": '<div class="{c}">{text}</div>',
    "badge": '<span class="{c}">{cap}</span>',
    "dialog": '<div class="x-dialog"><div class="{c}"><div class="x-head"><b>{title}</b>{close}'
    '</div><p>{body}</p><div class="x-foot">{buttons}</div></div></div>',
}

STYLE = """
*,*::before,*::after{transition:none!important;animation:none!important;
caret-color:transparent!important;scroll-behavior:auto!important}
html{overflow-y:auto} .x-page{padding:14px 22px 40px} .x-side{display:flex;min-height:100vh}
.x-side>nav{width:190px;flex:none;flex-direction:column!important;align-items:flex-start!important;
padding:12px;display:flex;gap:6px;height:auto!important;line-height:1.6;
justify-content:flex-start!important}.x-fit:has(input:disabled){opacity:.5}
.x-side>.x-page{flex:1;min-width:0} .x-top>nav{display:flex;gap:14px;align-items:center;
padding:8px 22px} .x-brand{margin-right:18px;white-space:nowrap}
.x-grid{display:grid;gap:8px 22px;align-items:end} .x2{grid-template-columns:1fr 1fr}
.x3{grid-template-columns:1fr 1fr 1fr} .x4{grid-template-columns:repeat(4,1fr)}
.x-bar{display:flex;gap:8px;align-items:center;flex-wrap:wrap;margin:10px 0}
.x-bar .x-push{margin-left:auto} .x-fit{width:fit-content;display:inline-flex;align-items:center;
gap:6px;margin-right:18px} .x-cols{display:grid;grid-template-columns:2fr 1fr;gap:20px}
.x-dialog{position:fixed;inset:0;background:#0007;display:grid;place-items:center;z-index:500}
.x-dialog>div{min-width:380px;max-width:520px;position:static!important;transform:none!important}
.x-head{display:flex;justify-content:space-between;align-items:center;gap:30px}
.x-foot{display:flex;justify-content:flex-end;gap:8px;margin-top:14px} td .x-bar{margin:0}
.x-cal{table-layout:fixed;width:100%} .x-cal td{height:72px;vertical-align:top} .x-ic{width:1em;
height:1em;vertical-align:-.13em;display:inline-block} .x-narrow{max-width:380px;margin:40px auto}
.x-chosen td,.x-chosen{background:#2f6fed33!important}
"""


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit of npm: its style sheets, its words, and how its pages lie."""

    name: str
    package: str
    css: tuple[str, ...]
    shell: str
    icons: str
    words: dict[str, str]
    parts: dict[str, str] = field(default_factory=dict)
    extra: str = ""
    dark: str = "forced"
    """An attribute of the root element that darkens the kit, "native" or "forced"."""
    accent: str = ""
    """Style rules that give another accent colour."""

    def part(self, name: str) -> str:
        return self.parts.get(name, PLAIN[name])

    def word(self, name: str) -> str:
        return self.words.get(name, "")


BOOTSTRAP = Kit(
    "bootstrap", "bootstrap", ("dist/css/bootstrap.min.css",), "top", "bootstrap-icons",
    {
        "button primary": "btn btn-primary", "button plain": "btn btn-outline-secondary",
        "button danger": "btn btn-outline-danger", "button small": "btn btn-sm btn-outline-primary",
        "button icon": "btn btn-light btn-sm", "field": "form-control", "f": "mb-2",
        "l": "form-label mb-1", "area": "form-control", "select": "form-select",
        "check": "form-check-label", "radio": "form-check-label", "table":
        "table table-hover table-sm align-middle", "tabs": "nav nav-tabs mb-3", "tab": "nav-item",
        "nav": "navbar navbar-dark bg-primary", "menu": "nav-link text-white", "card":
        "card card-body mb-3", "alert": "alert alert-info py-2", "badge":
        "badge text-bg-success", "dialog": "card card-body shadow",
        "pager": "pagination pagination-sm",
        "page": "page-item",
    },
    {
        "tab": '<li class="{c}"><a href="#" {t} class="nav-link {a}">{cap}</a></li>',
        "page": '<li class="{c} {a}"><a href="#" {t} class="page-link">{cap}</a></li>',
        "check": '<label data-unit {t} class="x-fit {c}"><input type="checkbox" '
        'class="form-check-input m-0" {d}> {label}</label>',
        "radio": '<label data-unit {t} class="x-fit {c}"><input type="radio" name="{group}" '
        'class="form-check-input m-0" {d}> {label}</label>',
        "switch": '<label data-unit {t} class="x-fit form-switch ps-0 {c}"><input type="checkbox" '
        'class="form-check-input m-0" {d}> {label}</label>',
        "tick": '<input {t} type="checkbox" class="form-check-input" {d}>',
    },
    dark="data-bs-theme=dark",
    accent=".btn-primary{background:#6f42c1;border-color:#6f42c1}.bg-primary{background:#6f42c1"
    "!important}.form-check-input:checked{background-color:#6f42c1;border-color:#6f42c1}"
    "a{color:#6f42c1}.active>.page-link{background:#6f42c1}.btn-outline-primary{color:#6f42c1;"
    "border-color:#6f42c1}",
)  # fmt: skip
TABLER = Kit(
    "tabler", "@tabler/core", ("dist/css/tabler.min.css",), "side", "bootstrap-icons",
    {
        **BOOTSTRAP.words, "nav": "navbar navbar-vertical bg-white border-end", "menu":
        "nav-link px-2 py-1", "button plain": "btn", "button small": "btn btn-sm btn-ghost-primary",
        "button icon": "btn btn-icon btn-sm", "table": "table table-vcenter card-table",
        "badge": "badge bg-green-lt", "f": "mb-2 row", "l": "col-3 col-form-label py-2",
    },
    {
        **BOOTSTRAP.parts,
        "field": '<div data-unit class="{f}"><label class="{l}">{label}</label><div class="col">'
        '<input {t} type="{type}" class="{c}" placeholder="{hint}" value="{value}"></div></div>',
        "area": '<div data-unit class="{f}"><label class="{l}">{label}</label><div class="col">'
        '<textarea {t} rows="3" class="{c}" placeholder="{hint}">{value}</textarea></div></div>',
        "select": '<div data-unit class="{f}"><label class="{l}">{label}</label><div class="col">'
        '<select {t} class="{c}"><option>{value}</option></select></div></div>',
    },
    extra=".x-side>nav{position:static!important}",
    dark="data-bs-theme=dark",
    accent=":root{--tblr-primary:#d6336c!important;--tblr-primary-rgb:214,51,108!important}"
    ".btn-primary{--tblr-btn-bg:#d6336c}",
)  # fmt: skip
WATER = Kit(
    "water", "water.css", ("out/water.css",), "top", "bootstrap-icons", {},
    {
        "field": '<p data-unit><label>{label}</label><input {t} type="{type}" '
        'placeholder="{hint}" value="{value}"></p>',
        "dialog": '<div class="x-dialog"><div class="x-paper"><div class="x-head"><b>{title}</b>'
        '{close}</div><p>{body}</p><div class="x-foot">{buttons}</div></div></div>',
        "tabs": '<p class="x-bar">{items}</p>', "tab": '<button {t} class="{a}">{cap}</button>',
        "pager": '<p class="x-bar">{items}</p>', "page": '<a href="#" {t}>{cap}</a>',
    },
    extra="body{max-width:none;padding:0 12px}.x-paper{background:var(--background-body);"
    "padding:18px;border-radius:6px}input:not([type=checkbox]):not([type=radio]),select,textarea{"
    "width:100%;margin-bottom:2px}.active{font-weight:bold}.x-page p{margin:4px 0}",
    dark="native",
    accent=":root{--links:#c2185b!important;--button-base:#f8bbd0!important;--focus:#c2185b88"
    "!important}",
)  # fmt: skip
SEVEN = Kit(
    "7css", "7.css", ("dist/7.css",), "top", "bootstrap-icons",
    {"button primary": "default", "card": "x-group", "dialog": "window active x-win"},
    {
        "field": '<div data-unit class="x-row"><label>{label}</label><input {t} type="{type}" '
        'placeholder="{hint}" value="{value}"></div>',
        "area": '<div data-unit class="x-row"><label>{label}</label><textarea {t} rows="3">{value}'
        "</textarea></div>",
        "select": '<div data-unit class="x-row"><label>{label}</label><select {t}><option>{value}'
        "</option></select></div>",
        "check": '<span data-unit {t} class="x-fit"><input type="checkbox" id="{id}" {d}>'
        '<label for="{id}">{label}</label></span>',
        "radio": '<span data-unit {t} class="x-fit"><input type="radio" name="{group}" id="{id}" '
        '{d}><label for="{id}">{label}</label></span>',
        "switch": '<span data-unit {t} class="x-fit"><input type="checkbox" id="{id}" {d}>'
        '<label for="{id}">{label}</label></span>',
        "tick": '<span {t} class="x-fit"><input type="checkbox" id="{id}" {d}>'
        '<label for="{id}"></label></span>',
        "table": '<table class="x-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>'
        "</table>",
        "tabs": '<menu role="tablist">{items}</menu>',
        "tab": '<button role="tab" {t} aria-selected="{sel}">{cap}</button>',
        "card": "<fieldset><legend>{title}</legend>{body}</fieldset>",
        "nav": '<nav class="x-menu"><b class="x-brand">{brand}</b>{items}</nav>',
        "pager": '<div class="x-bar">{items}</div>', "page": "<button {t}>{cap}</button>",
        "dialog": '<div class="x-dialog"><div class="{c}"><div class="title-bar">'
        '<div class="title-bar-text">{title}</div></div><div class="window-body has-space">'
        '<p>{body}</p><div class="x-foot">{buttons}</div></div></div></div>',
    },
    extra="body{margin:0;background:#f0f0f0;font:9pt sans-serif}.x-row{display:flex;gap:8px;"
    "margin:4px 0;align-items:center}.x-row label{width:86px}.x-row input,.x-row select,"
    ".x-row textarea{flex:1}.x-table{border-collapse:collapse;width:100%;background:#fff}"
    ".x-table td,.x-table th{border:1px solid #d5d5d5;padding:3px 6px;text-align:left}"
    ".x-menu{background:linear-gradient(#fff,#e4eaf5);border-bottom:1px solid #b6bccc}"
    "fieldset{margin-bottom:10px}.x-win{position:static}",
    accent="button.default{background:#b7e1b0!important}.x-menu{background:#d7f0d0}",
)  # fmt: skip
BULMA = Kit(
    "bulma", "bulma", ("css/bulma.min.css",), "top", "feather-icons",
    {
        "button primary": "button is-primary", "button plain": "button", "button danger":
        "button is-danger is-light", "button small": "button is-small is-link is-light",
        "button icon": "button is-small", "field": "input", "f": "field", "l": "label mb-1",
        "area": "textarea", "select": "", "check": "checkbox", "radio": "radio", "table":
        "table is-fullwidth is-hoverable is-narrow", "tabs": "", "nav": "has-background-link-dark",
        "menu": "navbar-item has-text-white", "card": "box", "alert":
        "notification is-info is-light py-2", "badge": "tag is-success is-light", "dialog": "box",
    },
    {
        "select": '<div data-unit class="field"><label class="label mb-1">{label}</label>'
        '<div class="select is-fullwidth"><select {t}><option>{value}</option></select></div>'
        "</div>",
        "tabs": '<div class="tabs is-boxed"><ul>{items}</ul></div>',
        "tab": '<li class="{a2}"><a href="#" {t}>{cap}</a></li>',
        "pager": '<nav class="pagination is-small"><ul class="pagination-list">{items}</ul></nav>',
        "page": '<li><a href="#" {t} class="pagination-link {a3}">{cap}</a></li>',
        "nav": '<nav class="{c}"><b class="x-brand has-text-white">{brand}</b>{items}</nav>',
    },
    dark="data-theme=dark",
    accent=":root{--bulma-primary-h:20deg!important;--bulma-link-h:290deg!important;"
    "--bulma-primary-s:90%!important}",
)  # fmt: skip
PICO = Kit(
    "pico", "@picocss/pico", ("css/pico.min.css",), "side", "feather-icons",
    {"button plain": "secondary outline", "button danger": "contrast", "button small":
     "outline x-small", "button icon": "outline secondary x-small", "badge": "x-badge"},
    {
        "field": "<label data-unit>{label}<input {t} type=\"{type}\" placeholder=\"{hint}\" "
        'value="{value}"></label>',
        "area": '<label data-unit>{label}<textarea {t} rows="3" placeholder="{hint}">{value}'
        "</textarea></label>",
        "select": "<label data-unit>{label}<select {t}><option>{value}</option></select></label>",
        "card": "<article><header><b>{title}</b></header>{body}</article>",
        "tabs": '<div class="x-bar" role="group">{items}</div>',
        "tab": '<button {t} class="{out}">{cap}</button>',
        "pager": '<div class="x-bar">{items}</div>',
        "page": '<a href="#" {t} class="{sec}">{cap}</a>',
        "dialog": '<div class="x-dialog"><article><header class="x-head"><b>{title}</b>{close}'
        '</header><p>{body}</p><footer class="x-foot">{buttons}</footer></article></div>',
        "nav": '<nav><b class="x-brand">{brand}</b>{items}</nav>',
    },
    extra=":root{--pico-font-size:87.5%}button{width:auto;margin:0}.x-small{padding:2px 9px;"
    "font-size:.85em}input,select,textarea{margin-bottom:4px!important}.x-badge{color:#398712}"
    ".x-side>nav{border-right:1px solid var(--pico-muted-border-color)}article{margin:10px 0}",
    dark="data-theme=dark",
    accent=":root{--pico-primary:#c52f21!important;--pico-primary-background:#d93526!important;"
    "--pico-primary-border:#d93526!important}",
)  # fmt: skip
