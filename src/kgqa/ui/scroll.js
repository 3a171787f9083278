// Brings the latest question, the one of this `number`, to the top as soon as it stands there, and keeps it there
// while its answer is drawn. Number 0 is the welcome. From the moment the reader moves the pointer the page is held
// where it is, so that nothing slips away under a click; once the reader scrolls, types or presses, and once all is
// drawn and at rest, the page is left alone.
window.kgqaLetGo?.();
(() => {
  const rest = 600, longest = 60000; // milliseconds
  const page = document.querySelector(".stMain");
  const app = document.querySelector('[data-testid="stApp"]');
  const start = performance.now();
  let since = start, held = null, before = null, frame = 0;
  const question = () => document.querySelectorAll(number ? ".kg-question" : ".kg-welcome")[Math.max(number - 1, 0)];
  const top = () => question()?.getBoundingClientRect().top ?? held;
  const keep = () => {
    const found = page.scrollTop;
    // What stands above the question may still go; the question itself stays where the reader saw it.
    if (held !== null) page.scrollTop += top() - held;
    else question()?.scrollIntoView({ block: "start" });
    if (page.scrollTop !== found) since = performance.now(); // something else moves the page still
  };
  // Before every picture that the browser draws, so that no move is seen.
  const watch = (now) => {
    frame = requestAnimationFrame(watch);
    keep();
    const drawn = question() && app.dataset.testScriptState === "notRunning";
    if (!drawn || page.scrollTop !== before) since = now;
    before = page.scrollTop;
    if (now - since > rest || now - start > longest) letGo();
  };
  const hold = (event) => {
    // A page that moves under a resting pointer makes the pointer "move", too, by nothing.
    if (held === null && question() && (event.movementX || event.movementY)) {
      keep();
      held = top();
    }
  };
  const ending = ["wheel", "touchstart", "keydown", "pointerdown"];
  const letGo = () => {
    cancelAnimationFrame(frame);
    removeEventListener("pointermove", hold);
    page.removeEventListener("scroll", keep);
    for (const event of ending) removeEventListener(event, letGo);
  };
  window.kgqaLetGo = letGo;
  for (const event of ending) addEventListener(event, letGo, { passive: true });
  addEventListener("pointermove", hold, { passive: true });
  page.addEventListener("scroll", keep, { passive: true });
  watch(start);
})();
