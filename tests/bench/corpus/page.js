// What the corpus does inside a page: shows a body, changes it, tells where the marked elements are.
"use strict";
const corpus = {
  texts: [
    ["박소담", "1971-05-23", "010-4821-0937", "은행동 21-3", "한빛아파트 103동", "7731"],
    ["제갈윤서", "1994-11-08", "031-745-1206", "정자동 178-1", "saebom@mail.example", "4090"],
  ],
  rewords: { "저장": "저장하기" },

  show(body, attributes, style) {
    const root = document.documentElement;
    for (const name of ["data-theme", "data-bs-theme"]) root.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
    document.getElementById("x-state").textContent = style;
    document.body.innerHTML = body;
    scrollTo(0, 0);
  },

  find(name) {
    const found = document.querySelectorAll(`[data-t=${JSON.stringify(name)}]`);
    if (found.length > 1) throw new Error(`${found.length} elements ${name}`);
    return found[0] || null;
  },

  change(fill, size, deeds) {
    const fields = document.querySelectorAll("[data-kind=field]:not(select)");
    fields.forEach((field, number) => {
      const text = corpus.texts[Math.max(0, fill - 1)];
      if (fill > 0) field.value = text[number % text.length];
      if (fill < 0) field.value = "";
    });
    if (size !== 1) {
      const all = [...document.body.querySelectorAll("*:not(svg):not(svg *)")];
      const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
      all.forEach((one, n) => one.style.setProperty("font-size", `${sizes[n] * size}px`, "important"));
    }
    for (const [what, name] of deeds) {
      const one = corpus.find(name); // other data may lack it
      if (one) corpus[what](one);
    }
  },

  remove(one) {
    (one.closest("[data-unit]") || one).remove();
  },
  disable(one) {
    const input = one.matches("input,button,select,textarea") ? one : one.querySelector("input");
    input.disabled = true;
    one.dataset.off = "1";
  },
  write(one, text) {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    let last = null;
    while (walker.nextNode()) if (walker.currentNode.nodeValue.trim()) last = walker.currentNode;
    last.nodeValue = ` ${text} `;
    one.dataset.cap = text;
  },
  rename(one) {
    const others = ["내보내기", "이관", "출력 설정", "회수", "통계"];
    const cap = one.dataset.cap;
    corpus.write(one, others[[...cap].reduce((sum, c) => sum + c.charCodeAt(0), 0) % others.length]);
    one.dataset.off = "1";
  },
  reword(one) {
    corpus.write(one, `${one.dataset.cap} 하기`);
  },
  fill(one) {
    one.value = "남궁다현 0417";
  },
  select(one) {
    one.focus();
    if (one.select) one.select();  // a list that drops down has nothing to select
  },

  marks() {
    return [...document.querySelectorAll("[data-t]")].map((one) => {
      const box = one.getBoundingClientRect();
      const near = (share, from, length) => from + share * length;
      let seen = 0;
      const probes = [[0.5, 0.5], [0.2, 0.3], [0.8, 0.3], [0.2, 0.7], [0.8, 0.7]];
      for (const [x, y] of probes) {
        const hit = document.elementFromPoint(near(x, box.left, box.width), near(y, box.top, box.height));
        if (hit && (one === hit || one.contains(hit) || hit.control === one)) seen += 1;
      }
      return {
        t: one.dataset.t, kind: one.dataset.kind, cap: one.dataset.cap || "",
        row: one.dataset.row || "", icon: one.dataset.iconName || "",
        edges: [box.left, box.top, box.right, box.bottom],
        seen: box.width && box.height ? seen / probes.length : 0, able: !one.dataset.off,
      };
    });
  },
};
