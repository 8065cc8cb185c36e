// Tells what is written where in a page as a person sees it, and which field belongs to which label.

globalThis.truth = {
  skip: "script,style,noscript,option,svg,i,[class*=icon]:not(button):not(a):not(li):not(div),[class^=material-]",
  fields: "input:not([type=checkbox]):not([type=radio]):not([type=hidden]):not([type=button])" +
    ":not([type=submit]):not([type=reset]):not([type=range]):not([type=file]):not([type=color])" +
    ":not([type=image]),select,textarea",

  prepare() {
    if (document.getElementById("x-truth")) return;
    const style = document.createElement("style");
    style.id = "x-truth";
    style.textContent = "*,*::before,*::after{transition:none!important;animation:none!important;" +
      "caret-color:transparent!important;scroll-behavior:auto!important}";
    document.head.append(style);
  },

  hit(x, y, owner) {
    const found = document.elementFromPoint(x, y);
    return found && (found === owner || owner.contains(found));
  },
  whole(box, owner) {
    if (box.width < 2 || box.height < 4 || box.left < 0 || box.top < 0) return false;
    if (box.right > innerWidth || box.bottom > innerHeight) return false;
    if (!owner.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let up = owner; up; up = up.parentElement) {
      if (parseFloat(getComputedStyle(up).opacity) < 0.3) return false;
    }
    const points = [[0.04, 0.5], [0.25, 0.5], [0.5, 0.5], [0.75, 0.5], [0.96, 0.5], [0.5, 0.25], [0.5, 0.75]];
    return points.every(([x, y]) => truth.hit(box.left + x * box.width, box.top + y * box.height, owner));
  },
  cut(owner) {
    for (let up = owner, n = 0; up && n < 3; up = up.parentElement, n += 1) {
      const style = getComputedStyle(up);
      if (style.display !== "inline" && style.overflowX !== "visible" && up.scrollWidth > up.clientWidth + 1) {
        return true;
      }
    }
    return false;
  },

  lines(node) {
    const range = document.createRange();
    const found = [];
    const text = node.nodeValue;
    let start = 0;
    for (const letter of text) {
      range.setStart(node, start);
      range.setEnd(node, start + letter.length);
      start += letter.length;
      const rects = [...range.getClientRects()].filter((one) => one.width > 0);
      if (!rects.length) continue;
      const box = rects[0];
      const last = found[found.length - 1];
      if (last && Math.abs(last.top - box.top) < box.height / 2 && box.left > last.left - 1) {
        last.text += letter;
        last.right = Math.max(last.right, box.right);
        last.bottom = Math.max(last.bottom, box.bottom);
      } else {
        found.push({ text: letter, left: box.left, top: box.top, right: box.right, bottom: box.bottom });
      }
    }
    return found.filter((one) => one.text.trim());
  },
  block(one) {
    while (getComputedStyle(one).display === "inline" && one.parentElement) one = one.parentElement;
    return one;
  },
  unit(one) {
    return one.closest("a,button,label,td,th,li,option,summary,[role=button],[role=tab]") || truth.block(one);
  },
  role(owner) {
    const label = owner.closest("label");
    const control = label && label.control;
    if (control && /checkbox|radio/.test(control.type)) return "check";
    if (owner.closest("button,[role=button],.btn,.button,.uk-button,input[type=submit]")) return "button";
    if (label || owner.closest("legend,[data-label],dt")) return "label";
    if (owner.closest("h1,h2,h3,h4,h5,h6,[data-heading]")) return "heading";
    if (owner.closest("nav,[role=tab],[role=tablist],[role=menubar],.tabs,menu")) return "menu";
    if (owner.closest("th")) return "label";
    if (owner.closest("td")) return "cell";
    return "text";
  },
  part(text, style) {
    if (style.textTransform === "uppercase") return text.toUpperCase();
    if (style.textTransform === "lowercase") return text.toLowerCase();
    if (style.textTransform === "capitalize") return text.replace(/(^|\s)\p{L}/gu, (c) => c.toUpperCase());
    return text;
  },

  items() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const owner = node.parentElement;
      if (!node.nodeValue.trim() || owner.closest(truth.skip) || owner.closest("select,textarea")) continue;
      if (!owner.getClientRects().length) continue;
      const style = getComputedStyle(owner);
      const em = parseFloat(style.fontSize);
      for (const line of truth.lines(node)) {
        const text = truth.part(line.text, style).replace(/\s+/g, " ");
        const box = { ...line, width: line.right - line.left, height: line.bottom - line.top };
        const item = {
          text, role: truth.role(owner), em, owner, unit: truth.unit(owner), box,
          good: truth.whole(box, owner) && !truth.cut(owner),
          weight: style.fontWeight, family: style.fontFamily,
        };
        const last = found[found.length - 1];
        if (last && last.unit === item.unit && Math.abs(last.box.top + last.box.bottom - box.top - box.bottom) < em * 0.7
            && box.left - last.box.right < em * 0.5 && box.left - last.box.right > -em * 0.3) {
          last.text += (box.left - last.box.right > em * 0.12 ? " " : "") + text;
          last.box.right = Math.max(last.box.right, box.right);
          last.box.top = Math.min(last.box.top, box.top);
          last.box.bottom = Math.max(last.box.bottom, box.bottom);
          last.good = last.good && item.good;
        } else {
          found.push(item);
        }
      }
    }
    return found;
  },

  measure(text, style) {
    const pen = (truth.canvas ||= document.createElement("canvas")).getContext("2d");
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const spacing = parseFloat(style.letterSpacing) || 0;
    return pen.measureText(text).width + spacing * text.length;
  },
  // What a field shows: its text, and the part of it in which that text must lie.
  content(field) {
    const style = getComputedStyle(field);
    const box = field.getBoundingClientRect();
    const select = field.matches("select");
    if (select && (field.multiple || field.size > 1)) return null;
    let text = select ? (field.selectedOptions[0] || {}).textContent || "" : field.value;
    const hint = !select && !text;
    if (hint) text = field.placeholder || "";
    text = text.split("\n")[0].trim().replace(/\s+/g, " ");
    if (!text || (field.type === "password" && !hint) || /date|time|month|week|number/.test(field.type)) return null;
    const left = box.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
    const right = box.right - parseFloat(style.borderRightWidth) - parseFloat(style.paddingRight);
    const width = truth.measure(text, style);
    const inner = { top: box.top + parseFloat(style.borderTopWidth) + 1, bottom: box.bottom - parseFloat(style.borderBottomWidth) - 1 };
    const slack = select ? 22 : 2;
    const cut = width > right - left - (select ? 24 : 1);
    const em = parseFloat(style.fontSize);
    if (field.matches("textarea")) {
      const height = parseFloat(style.lineHeight) || em * 1.3;
      inner.top += parseFloat(style.paddingTop);
      inner.bottom = Math.min(inner.bottom, inner.top + height);
    } else {
      const middle = (inner.top + parseFloat(style.paddingTop) + inner.bottom - parseFloat(style.paddingBottom)) / 2;
      inner.top = Math.max(inner.top, middle - em * 0.85);
      inner.bottom = Math.min(inner.bottom, middle + em * 0.85);
    }
    let from = left, to = left + width + (select ? 6 : 3);
    if (/right|end/.test(style.textAlign)) [from, to] = [right - width - 3, right + 1];
    if (/center/.test(style.textAlign)) [from, to] = [(left + right - width) / 2 - 3, (left + right + width) / 2 + 3];
    return { text, cut, role: hint ? "text" : "value",
      box: { left: Math.max(from - 2, box.left + 2), right: Math.min(to, box.right - (select ? slack : 1)), ...inner } };
  },

  all() {
    truth.prepare();
    const through = document.createElement("style");
    through.textContent = "*{pointer-events:auto!important}";
    document.head.append(through);
    const edges = (box) => [box.left, box.top, box.right, box.bottom];
    const items = truth.items();
    const near = ([left, top, right, bottom]) => right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    const visible = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const told = items.filter((one) => /[\p{L}\p{N}]/u.test(one.text) && visible(one.owner))
      .map((one) => ({ text: one.text.trim(), role: one.role, shown: one.good, edges: edges(one.box) }))
      .filter((one) => near(one.edges));
    const pairs = [];
    for (const field of document.querySelectorAll(truth.fields)) {
      const box = field.getBoundingClientRect();
      if (box.width < 16 || box.height < 12 || !near(edges(box))) continue;
      const whole = truth.whole(box, field);
      const inside = truth.content(field);
      if (inside) {
        told.push({ text: inside.text, role: inside.role, shown: whole && !inside.cut, edges: edges(inside.box) });
      }
      if (!whole) continue;
      const named = (field.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
        .map((id) => document.getElementById(id)).filter(Boolean);
      let labels = named.length ? named : [...(field.labels || [])];
      const group = field.closest(".form-group");
      if (!labels.length && group && group.querySelectorAll(`${truth.fields},[type=checkbox],[type=radio]`).length === 1) {
        labels = [...group.querySelectorAll("label")]; // a group of one field names it, if not in so many words
      }
      if (labels.length !== 1) continue;
      if (document.querySelectorAll(truth.fields).length > 1 && labels[0].querySelectorAll(truth.fields).length > 1) continue;
      const first = items.find((one) => labels[0].contains(one.owner) && /[\p{L}\p{N}]/u.test(one.text));
      if (!first || !first.good) continue;
      pairs.push({ label: first.text.trim(), label_edges: edges(first.box), field_edges: edges(box) });
    }
    through.remove();
    return { items: told, pairs, size: [innerWidth, innerHeight] };
  },

  // Another people's page in our words: every text becomes Korean of like length.
  dress(words) {
    truth.prepare();
    document.documentElement.lang = "ko";
    const used = new Set();
    const width = (text) => [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2000 ? 1.85 : 1), 0);
    const pick = (kind, length) => {
      const near = words[kind].map((one, n) => [Math.abs(width(one) - length) + (used.has(one) ? 1000 : 0), n, one]);
      near.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      let found = near[0][2];
      used.add(found);
      return found;
    };
    const long = (length) => {
      let text = "";
      while (!text || width(text) < length - 8) text += (text ? " " : "") + words.sentence[(truth.turn = (truth.turn || 0) + 1) % words.sentence.length];
      return text;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const owner = node.parentElement;
      const text = node.nodeValue.trim().replace(/\s+/g, " ");
      if (!/\p{L}/u.test(text) || owner.closest("script,style,noscript,svg,i,[class^=material-]")) continue;
      const role = truth.role(owner);
      const length = text.length;
      let next;
      if (owner.closest("textarea")) next = pick("text", Math.min(length, 30));
      else if (length > 34) next = long(length);
      else if (role === "button") next = pick("button", length);
      else if (role === "check") next = pick("check", length);
      else if (role === "label" ) next = pick("label", length);
      else if (role === "menu") next = pick("menu", length);
      else if (role === "cell" || owner.closest("option")) next = pick("text", length);
      else if (role === "heading") next = pick("heading", length);
      else next = length > 20 ? long(length) : pick("label", length);
      node.nodeValue = node.nodeValue.replace(/\S[\s\S]*\S|\S/, () => next);
    }
    for (const field of document.querySelectorAll("input,textarea")) {
      if (/submit|button|reset/.test(field.type)) { field.value = pick("button", field.value.length); continue; }
      if (/checkbox|radio|hidden|range|file|color|image/.test(field.type)) continue;
      if (/date|time|month|week|number|email|tel|url|search/.test(field.type)) field.type = "text";
      const turn = (truth.field = (truth.field || 0) + 1);
      if (field.type === "password") continue;
      const box = field.getBoundingClientRect();
      const within = [...(field.labels || []), ...(field.parentElement.querySelectorAll("label"))].some((label) => {
        const other = label.getBoundingClientRect();
        return label.textContent.trim() && !label.contains(field) && other.left < box.right && box.left < other.right &&
          other.top + other.height / 2 > box.top && other.top + other.height / 2 < box.bottom;
      });
      if (within) { field.value = ""; continue; } // a label that lies in its field until somebody types
      if (turn % 3) { field.value = words.value[turn % words.value.length]; }
      else { field.value = ""; if (field.placeholder) field.placeholder = words.label[turn % words.label.length] + " 입력"; }
    }
  },
};
