"use strict";
(() => {
  const picture = document.querySelector("main svg");
  const body = picture.querySelector("#body");
  const told = JSON.parse(document.getElementById("data").textContent);
  const facts = document.getElementById("facts");
  const cards = [...picture.querySelectorAll(".card")];
  const links = [...picture.querySelectorAll(".link")];
  const lines = [...links, ...picture.querySelectorAll(".name")];
  const hidden = new Set();
  let view = { x: 0, y: 0, scale: 1 };
  let chosen = null;

  const make = (name, words, kind) => {
    const made = document.createElement(name);
    made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };
  const cardOf = (id) => cards.find((card) => card.dataset.id === id);
  const linksOf = (id) => links.filter((l) => l.dataset.source === id || l.dataset.target === id);

  // The picture's own coordinates of a pointer.
  const pointAt = (event) =>
    new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const place = () => body.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  // The view after which what lay at one point lies at another one, so many times as large.
  const moved = (from, start, end, by) => {
    const scale = Math.min(12, Math.max(0.4, from.scale * by));
    const real = scale / from.scale;
    return { x: end.x - (start.x - from.x) * real, y: end.y - (start.y - from.y) * real, scale };
  };
  const show = (next) => {
    view = next;
    place();
  };
  const zoom = (by, at) => show(moved(view, at, at, by));
  const frame = picture.querySelector("#frame rect").getBBox();
  const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
  const pan = (x, y) => show({ ...view, x: view.x + x, y: view.y + y });

  const light = (ids) => {
    for (const card of cards) card.classList.toggle("faded", ids !== null && !ids.has(card.dataset.id));
    for (const link of lines) {
      const lit = ids === null || (ids.has(link.dataset.source) && ids.has(link.dataset.target));
      link.classList.toggle("faded", !lit);
    }
  };
  const near = (id) => new Set([id, ...linksOf(id).flatMap((l) => [l.dataset.source, l.dataset.target])]);

  const choose = (id) => {
    chosen = id;
    for (const card of cards) card.classList.toggle("chosen", card.dataset.id === id);
    light(id === null ? null : near(id));
    facts.hidden = id === null;
    if (id !== null) document.getElementById("told").replaceChildren(...tell(id));
  };
  const tell = (id) => {
    const about = told[id];
    const parts = [];
    if (about) {
      parts.push(make("h2", about.label), make("p", about.class, "muted"));
      const list = document.createElement("dl");
      for (const [name, value] of about.facts) list.append(make("dt", name), make("dd", value));
      if (about.facts.length) parts.push(list);
      if (about.quote) parts.push(make("blockquote", about.quote));
      if (about.section) parts.push(make("p", about.section, "muted"));
    } else {
      parts.push(make("h2", cardOf(id).querySelector("title").textContent));
    }
    const own = linksOf(id).map((l) => l.querySelector("title").textContent);
    if (own.length) {
      const list = document.createElement("ul");
      list.append(...own.map((words) => make("li", words)));
      parts.push(make("p", facts.dataset.links, "muted"), list);
    }
    return parts;
  };

  const sift = () => {
    for (const card of cards) card.classList.toggle("off", hidden.has(card.dataset.family));
    const gone = new Set(cards.filter((c) => c.classList.contains("off")).map((c) => c.dataset.id));
    for (const link of lines)
      link.classList.toggle("off", gone.has(link.dataset.source) || gone.has(link.dataset.target));
  };
  const onAct = (element, act) => {
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.addEventListener("click", act);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        act();
      }
    });
  };

  // One pointer moves the picture, two also zoom it, as fingers do.
  const pointers = new Map();
  let drag = null;
  let dragged = false;
  const grip = () => {
    const all = [...pointers.values()];
    const x = all.reduce((sum, p) => sum + p.x, 0) / all.length;
    const y = all.reduce((sum, p) => sum + p.y, 0) / all.length;
    return { x, y, wide: all.length > 1 ? Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) : 1 };
  };
  const begin = (far) => {
    drag = pointers.size ? { at: grip(), from: { ...view }, far } : null;
  };
  picture.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, pointAt(event));
    begin(drag ? drag.far : 0);
  });
  addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    pointers.set(event.pointerId, pointAt(event));
    const at = grip();
    const far = Math.hypot(at.x - drag.at.x, at.y - drag.at.y) + Math.abs(at.wide - drag.at.wide);
    drag.far = Math.max(drag.far, far);
    if (drag.far >= 4) show(moved(drag.from, drag.at, at, at.wide / drag.at.wide));
  });
  const release = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    dragged = drag.far >= 4;
    begin(drag.far);
  };
  addEventListener("pointerup", release);
  addEventListener("pointercancel", release);
  picture.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 500), pointAt(event));
    },
    { passive: false },
  );
  picture.addEventListener("click", (event) => {
    if (!dragged && !event.target.closest(".card, .key")) choose(null);
  });

  for (const card of cards) {
    onAct(card, () => {
      if (!dragged) choose(card.dataset.id);
    });
    card.addEventListener("focus", () => {
      const box = card.getBBox();
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const seen = { x: view.x + at.x * view.scale, y: view.y + at.y * view.scale };
      const inside =
        Math.abs(seen.x - middle.x) < frame.width / 2 && Math.abs(seen.y - middle.y) < frame.height / 2;
      if (!inside) pan(middle.x - seen.x, middle.y - seen.y);
    });
    card.addEventListener("pointerenter", () => chosen === null && !drag && light(near(card.dataset.id)));
    card.addEventListener("pointerleave", () => chosen === null && light(null));
  }
  for (const key of picture.querySelectorAll(".key")) {
    if (!key.dataset.family) continue;
    key.setAttribute("aria-pressed", "true");
    onAct(key, () => {
      const off = key.classList.toggle("unticked");
      key.setAttribute("aria-pressed", String(!off));
      if (off) hidden.add(key.dataset.family);
      else hidden.delete(key.dataset.family);
      sift();
    });
  }

  const find = document.getElementById("find");
  const found = document.getElementById("found");
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    choose(null);
    found.textContent = "";
    if (!wanted) return;
    const hits = cards.filter((c) => c.querySelector("title").textContent.toLowerCase().includes(wanted));
    found.textContent = hits.length ? String(hits.length) : found.dataset.none;
    light(new Set(hits.map((c) => c.dataset.id)));
  });
  const reset = () => {
    show({ x: 0, y: 0, scale: 1 });
    find.value = found.textContent = "";
    hidden.clear();
    for (const key of picture.querySelectorAll(".key.unticked")) {
      key.classList.remove("unticked");
      key.setAttribute("aria-pressed", "true");
    }
    sift();
    choose(null);
  };
  document.getElementById("reset").addEventListener("click", reset);
  document.getElementById("close").addEventListener("click", () => choose(null));
  document.getElementById("nearer").addEventListener("click", () => zoom(1.25, middle));
  document.getElementById("farther").addEventListener("click", () => zoom(0.8, middle));
  const keys = {
    Escape: () => choose(null),
    "+": () => zoom(1.25, middle),
    "=": () => zoom(1.25, middle),
    "-": () => zoom(0.8, middle),
    ArrowLeft: () => pan(80, 0),
    ArrowRight: () => pan(-80, 0),
    ArrowUp: () => pan(0, 80),
    ArrowDown: () => pan(0, -80),
  };
  addEventListener("keydown", (event) => {
    const act = keys[event.key];
    const typing = event.target === find && event.key !== "Escape";
    if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) event.preventDefault();
    act();
  });
})();
