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
  const zoom = (by, at) => {
    const scale = Math.min(12, Math.max(0.4, view.scale * by));
    const real = scale / view.scale;
    view = { x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real, scale };
    place();
  };

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

  let drag = null;
  picture.addEventListener("pointerdown", (event) => {
    drag = { at: pointAt(event), from: { ...view }, far: 0 };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const at = pointAt(event);
    drag.far = Math.max(drag.far, Math.hypot(at.x - drag.at.x, at.y - drag.at.y));
    if (drag.far < 4) return;
    view = { ...drag.from, x: drag.from.x + at.x - drag.at.x, y: drag.from.y + at.y - drag.at.y };
    place();
  });
  let dragged = false;
  addEventListener("pointerup", () => {
    dragged = drag !== null && drag.far >= 4;
    drag = null;
  });
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
    view = { x: 0, y: 0, scale: 1 };
    find.value = found.textContent = "";
    hidden.clear();
    for (const key of picture.querySelectorAll(".key.unticked")) {
      key.classList.remove("unticked");
      key.setAttribute("aria-pressed", "true");
    }
    place();
    sift();
    choose(null);
  };
  document.getElementById("reset").addEventListener("click", reset);
  document.getElementById("close").addEventListener("click", () => choose(null));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
  });
})();
