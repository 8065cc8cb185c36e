"""More kits of the tuning split: pure, metro."""

from __future__ import annotations

from tests.bench.corpus.kits import Kit

PURE = Kit(
    "pure", "purecss", ("build/pure-min.css",), "side", "bootstrap-icons",
    {
        "button primary": "pure-button pure-button-primary", "button plain": "pure-button",
        "button danger": "pure-button x-danger", "button small": "pure-button x-small",
        "button icon": "pure-button x-small", "table": "pure-table pure-table-bordered",
        "tabs": "pure-menu pure-menu-horizontal pure-menu-list", "tab": "pure-menu-item",
        "nav": "pure-menu x-grey", "menu": "pure-menu-link", "card": "x-card",
        "alert": "x-alert", "badge": "x-badge", "dialog": "x-card",
        "pager": "pure-menu pure-menu-horizontal pure-menu-list",
    },
    {
        "field": '<div data-unit class="pure-form pure-form-stacked"><label>{label}</label>'
        '<input {t} type="{type}" placeholder="{hint}" value="{value}"></div>',
        "area": '<div data-unit class="pure-form pure-form-stacked"><label>{label}</label>'
        '<textarea {t} rows="3" placeholder="{hint}">{value}</textarea></div>',
        "select": '<div data-unit class="pure-form pure-form-stacked"><label>{label}</label>'
        "<select {t}><option>{value}</option></select></div>",
        "tab": '<li class="pure-menu-item {a}"><a href="#" {t} class="pure-menu-link">{cap}</a>'
        "</li>",
        "page": '<li class="pure-menu-item"><a href="#" {t} class="pure-button x-small {a}">{cap}'
        "</a></li>",
    },
    extra="body{font-size:14px}.x-small{font-size:85%;padding:.3em .7em}.x-danger{background:"
    "#ca3c3c;color:#fff}.x-card{border:1px solid #ccc;background:#fff;padding:10px 14px;"
    "margin:8px 0}.x-alert{background:#fdf6e3;border-left:4px solid #df7514;padding:8px}"
    ".x-badge{background:#1cb841;color:#fff;padding:1px 6px}.x-grey{background:#e6e6e6}"
    ".pure-table{width:100%}.pure-table td,.pure-table th{padding:4px 8px}"
    ".pure-form input,.pure-form select,.pure-form textarea{width:100%;height:auto;"
    "padding:5px 8px;margin:2px 0}ul.pure-menu-list{display:flex;padding:0}",
    accent=".pure-button-primary{background:#8a2be2!important}.x-grey{background:#e3d7f3!important}"
    "a{color:#8a2be2}",
)  # fmt: skip
METRO = Kit(
    "metro", "metro4", ("build/css/metro-all.min.css",), "top", "bootstrap-icons",
    {
        "button primary": "button primary", "button plain": "button", "button danger":
        "button alert", "button small": "button mini outline primary", "button icon":
        "button mini square", "field": "metro-input", "area": "metro-input", "select":
        "metro-input", "table": "table striped row-hover compact", "tabs": "tabs-list h-menu",
        "nav": "bg-darkCobalt", "menu": "fg-white", "card": "card p-3", "alert":
        "remark info", "badge": "tag success", "dialog": "card p-4", "pager":
        "pagination size-small", "page": "page-item", "f": "form-group", "check": "",
    },
    {
        "tab": '<li class="{a}"><a href="#" {t}>{cap}</a></li>',
        "page": '<li class="{c} {a}"><a href="#" {t} class="page-link">{cap}</a></li>',
        "nav": '<nav class="{c}"><b class="x-brand fg-white">{brand}</b>{items}</nav>',
    },
    extra="body{font-size:14px}.metro-input{width:100%;border:1px solid #c7c7c7;padding:5px 8px;"
    "height:34px}textarea.metro-input{height:auto}.metro-input:disabled{background:#ebebe4}"
    ".table td,.table th{padding:4px 8px}.card{margin:8px 0}.tabs-list{margin:0 0 12px;"
    "border-bottom:1px solid #dadada}.form-group{margin:0}.tag{padding:1px 6px}",
    accent=".button.primary{background:#60a917!important;border-color:#60a917!important}"
    ".bg-darkCobalt{background:#128023!important}",
)  # fmt: skip
