"""More kits of the test split: fomantic, uikit, spectre, foundation, materialize."""

from __future__ import annotations

from tests.bench.corpus.kits import BOOTSTRAP, BULMA, PICO, SEVEN, TABLER, WATER, Kit
from tests.bench.corpus.kits_tuning import METRO, PURE

FOMANTIC = Kit(
    "fomantic", "fomantic-ui-css", ("semantic.min.css",), "top", "feather-icons",
    {
        "button primary": "ui primary button", "button plain": "ui basic button", "button danger":
        "ui basic red button", "button small": "ui mini basic blue button", "button icon":
        "ui mini icon button", "f": "field", "table": "ui celled compact selectable table",
        "nav": "ui inverted menu x-flat", "menu": "item", "card": "ui segment", "alert":
        "ui info message", "badge": "ui green label", "dialog": "ui segment",
    },
    {
        "field": '<div data-unit class="ui form"><div class="field"><label>{label}</label>'
        '<input {t} type="{type}" placeholder="{hint}" value="{value}"></div></div>',
        "area": '<div data-unit class="ui form"><div class="field"><label>{label}</label>'
        '<textarea {t} rows="3" placeholder="{hint}">{value}</textarea></div></div>',
        "select": '<div data-unit class="ui form"><div class="field"><label>{label}</label>'
        '<select {t} class="ui dropdown"><option>{value}</option></select></div></div>',
        "check": '<div data-unit {t} class="ui checkbox x-fit"><input type="checkbox" {d}>'
        "<label>{label}</label></div>",
        "radio": '<div data-unit {t} class="ui radio checkbox x-fit"><input type="radio" '
        'name="{group}" {d}><label>{label}</label></div>',
        "switch": '<div data-unit {t} class="ui toggle checkbox x-fit"><input type="checkbox" {d}>'
        "<label>{label}</label></div>",
        "tick": '<div {t} class="ui fitted checkbox"><input type="checkbox" {d}><label></label>'
        "</div>",
        "tabs": '<div class="ui top attached tabular menu">{items}</div>',
        "tab": '<a href="#" {t} class="item {a}">{cap}</a>',
        "pager": '<div class="ui mini pagination menu">{items}</div>',
        "page": '<a href="#" {t} class="item {a}">{cap}</a>',
        "nav": '<nav class="{c}"><b class="x-brand header item">{brand}</b>{items}</nav>',
        "card": '<section class="{c}"><h4 class="ui dividing header">{title}</h4>{body}</section>',
    },
    extra=".x-flat{border-radius:0!important;margin:0!important}"
    ".x-fit.checkbox{margin:6px 18px 6px 0}.ui.checkbox.x-fit{display:inline-block}",
    accent=".ui.primary.button{background:#00b5ad!important}.ui.inverted.menu{background:#00665f"
    "!important}.ui.basic.blue.button{color:#00b5ad!important;box-shadow:0 0 0 1px #00b5ad inset"
    "!important}",
)  # fmt: skip
UIKIT = Kit(
    "uikit", "uikit", ("dist/css/uikit.min.css",), "side", "feather-icons",
    {
        "button primary": "uk-button uk-button-primary", "button plain":
        "uk-button uk-button-default", "button danger": "uk-button uk-button-danger",
        "button small": "uk-button uk-button-default uk-button-small", "button icon":
        "uk-icon-button", "field": "uk-input uk-form-small", "f": "uk-margin-small", "l":
        "uk-form-label", "area": "uk-textarea", "select": "uk-select uk-form-small", "table":
        "uk-table uk-table-divider uk-table-small uk-table-hover", "tabs": "uk-tab", "nav":
        "uk-background-muted", "menu": "uk-link-text", "card":
        "uk-card uk-card-default uk-card-small uk-card-body uk-margin-small", "alert":
        "uk-alert-primary uk-alert", "badge": "uk-label uk-label-success", "dialog":
        "uk-card uk-card-default uk-card-body", "pager": "uk-pagination",
    },
    {
        "check": '<label data-unit {t} class="x-fit"><input type="checkbox" class="uk-checkbox" '
        "{d}> {label}</label>",
        "radio": '<label data-unit {t} class="x-fit"><input type="radio" name="{group}" '
        'class="uk-radio" {d}> {label}</label>',
        "switch": '<label data-unit {t} class="x-fit"><input type="checkbox" class="uk-checkbox" '
        "{d}> {label}</label>",
        "tick": '<input {t} type="checkbox" class="uk-checkbox" {d}>',
        "tab": '<li class="{uk}"><a href="#" {t}>{cap}</a></li>',
        "page": '<li class="{uk}"><a href="#" {t}>{cap}</a></li>',
    },
    extra="h3,h4{margin:4px 0 8px}",
    accent=".uk-button-primary{background:#7b1fa2!important}.uk-checkbox:checked,.uk-radio:checked"
    "{background-color:#7b1fa2!important}.uk-alert-primary{background:#f3e5f5;color:#7b1fa2}",
)  # fmt: skip
SPECTRE = Kit(
    "spectre", "spectre.css", ("dist/spectre.min.css", "dist/spectre-exp.min.css"), "top",
    "feather-icons",
    {
        "button primary": "btn btn-primary", "button plain": "btn", "button danger":
        "btn btn-error", "button small": "btn btn-sm", "button icon": "btn btn-action btn-sm",
        "field": "form-input", "f": "form-group", "l": "form-label", "area": "form-input",
        "select": "form-select", "table": "table table-striped table-hover", "tabs": "tab",
        "nav": "bg-secondary", "menu": "btn btn-link", "card": "x-card", "alert":
        "toast toast-primary", "badge": "label label-success", "dialog": "x-card x-white",
        "pager": "pagination",
    },
    {
        "check": '<label data-unit {t} class="x-fit form-checkbox"><input type="checkbox" {d}>'
        '<i class="form-icon"></i> {label}</label>',
        "radio": '<label data-unit {t} class="x-fit form-radio"><input type="radio" name="{group}" '
        '{d}><i class="form-icon"></i> {label}</label>',
        "switch": '<label data-unit {t} class="x-fit form-switch"><input type="checkbox" {d}>'
        '<i class="form-icon"></i> {label}</label>',
        "tick": '<label {t} class="form-checkbox"><input type="checkbox" {d}>'
        '<i class="form-icon"></i></label>',
        "tab": '<li class="tab-item {a}"><a href="#" {t}>{cap}</a></li>',
        "page": '<li class="page-item {a}"><a href="#" {t}>{cap}</a></li>',
    },
    extra=".x-card{border:1px solid #dadee4;padding:14px;border-radius:3px;margin-bottom:10px}"
    ".x-white{background:#fff}",
    accent=".btn-primary{background:#32b643!important;border-color:#2da23c!important}"
    ".btn{border-color:#32b643;color:#32b643}.btn-primary{color:#fff}"
    "input:checked+.form-icon{background:#32b643!important;border-color:#32b643!important}",
)  # fmt: skip
FOUNDATION = Kit(
    "foundation", "foundation-sites", ("dist/css/foundation.min.css",), "top", "feather-icons",
    {
        "button primary": "button", "button plain": "button hollow secondary", "button danger":
        "button alert", "button small": "button tiny hollow", "button icon":
        "button tiny secondary", "table": "hover", "tabs": "tabs", "nav": "x-bar0", "card":
        "callout", "alert": "callout primary small", "badge": "label success", "dialog":
        "callout", "pager": "pagination",
    },
    {
        "field": '<label data-unit>{label}<input {t} type="{type}" placeholder="{hint}" '
        'value="{value}"></label>',
        "area": '<label data-unit>{label}<textarea {t} rows="3" placeholder="{hint}">{value}'
        "</textarea></label>",
        "select": "<label data-unit>{label}<select {t}><option>{value}</option></select></label>",
        "tab": '<li class="tabs-title {a2}"><a href="#" {t} aria-selected="{sel}">{cap}</a></li>',
        "page": '<li class="{cur}"><a href="#" {t}>{cap}</a></li>',
    },
    extra=".x-bar0{background:#e6e6e6}.button{margin:0}.x-fit input{margin:0!important}"
    "td input{margin:0!important}",
    accent=".button:not(.hollow):not(.alert):not(.secondary){background:#7e57c2!important}"
    "a{color:#7e57c2!important}.callout.primary{background:#ede7f6!important}",
)  # fmt: skip
MATERIALIZE = Kit(
    "materialize", "materialize-css", ("dist/css/materialize.min.css",), "top", "feather-icons",
    {
        "button primary": "btn", "button plain": "btn-flat", "button danger": "btn red",
        "button small": "btn-small", "button icon": "btn-flat btn-small", "table":
        "highlight", "tabs": "tabs", "nav": "teal x-nav", "menu": "white-text", "card":
        "card-panel", "alert": "card-panel teal lighten-5", "badge": "chip", "dialog":
        "card-panel", "pager": "pagination",
    },
    {
        "field": '<div data-unit class="input-field"><input {t} type="{type}" '
        'placeholder="{hint}" value="{value}"><label class="active">{label}</label></div>',
        "area": '<div data-unit class="input-field"><textarea {t} class="materialize-textarea" '
        'placeholder="{hint}">{value}</textarea><label class="active">{label}</label></div>',
        "select": '<div data-unit class="input-field"><select {t} class="browser-default">'
        '<option>{value}</option></select><label class="active">{label}</label></div>',
        "check": '<label data-unit {t} class="x-fit"><input type="checkbox" class="filled-in" {d}>'
        "<span>{label}</span></label>",
        "radio": '<label data-unit {t} class="x-fit"><input type="radio" name="{group}" {d}>'
        "<span>{label}</span></label>",
        "switch": '<div data-unit class="switch"><label {t} class="x-fit"><input type="checkbox" '
        '{d}><span class="lever"></span>{label}</label></div>',
        "tick": '<label {t} class="x-fit"><input type="checkbox" {d}><span></span></label>',
        "tab": '<li class="tab col"><a href="#" {t} class="{a}">{cap}</a></li>',
        "page": '<li class="{a}"><a href="#" {t}>{cap}</a></li>',
    },
    extra=".x-nav{height:52px;line-height:52px}td,th{padding:5px}td .x-fit{margin:0}"
    ".input-field{margin:18px 0 4px}.x-bar .input-field{margin:0}h3{font-size:1.6rem}h4"
    "{font-size:1.2rem}.tabs .tab{text-align:center}",
    accent=".btn,.btn-small{background:#ef6c00!important}.teal{background:#e65100!important}"
    "[type=checkbox].filled-in:checked+span:after{border-color:#ef6c00!important;"
    "background:#ef6c00!important}",
)  # fmt: skip

KITS = {
    kit.name: kit
    for kit in (BOOTSTRAP, TABLER, WATER, SEVEN, BULMA, PICO, FOMANTIC, UIKIT, SPECTRE,
                FOUNDATION, MATERIALIZE, PURE, METRO)
}  # fmt: skip
