// The report: a click on marked words lists their facts beside them; a fact under the pointer lights up its words.
// The place that the address names is brought into sight, until the reader scrolls, types or points.
(() => {
  const report = [...document.querySelectorAll(".kg-report")].pop();
  if (!report) return;
  const lit = (within, spans) => {
    for (const one of within.querySelectorAll(".kg-lit")) one.classList.remove("kg-lit");
    const wanted = new Set(spans);
    const found = [...within.querySelectorAll("[data-s]")].filter((one) =>
      one.dataset.s.split(" ").some((span) => wanted.has(span)),
    );
    for (const one of found) one.classList.add("kg-lit");
    return found;
  };
  // Scrolls the list alone: scrollIntoView would move the page, too.
  const reveal = (beside) => {
    const list = beside?.lastElementChild;
    const first = list?.querySelector("li.kg-lit");
    if (first) list.scrollTop += first.getBoundingClientRect().top - list.getBoundingClientRect().top - 40;
  };
  report.addEventListener("click", (event) => {
    const words = event.target.closest(".kg-f");
    if (!words) return;
    const block = words.closest(".kg-block");
    const beside = block.querySelector(".kg-beside");
    if (!beside) return;
    beside.open = true;
    lit(block, words.dataset.s.split(" "));
    reveal(beside);
  });
  const point = (event) => {
    const fact = event.target.closest?.("li[data-s]");
    if (fact) lit(fact.closest(".kg-block").querySelector(".kg-text"), [fact.dataset.s]);
  };
  report.addEventListener("pointerover", point);
  report.addEventListener("focusin", point);

  if (matchMedia("(max-width: 1150px)").matches) report.querySelector(".kg-outline details").open = false;
  const here = report.querySelector(".kg-here");
  if (!here) return;
  const beside = here.closest(".kg-block").querySelector(".kg-beside");
  const show = () => {
    here.scrollIntoView({ block: "center" });
    reveal(beside);
  };
  const timers = [0, 150, 500, 1200].map((after) => setTimeout(show, after));
  const stop = () => timers.forEach(clearTimeout);
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(event, stop, { once: true, passive: true });
  }
})();
