// Keeps the latest question in sight while its answer is drawn: Streamlit would scroll to the answer's end.
// From the moment the reader moves the pointer the page is held where it is, so that nothing slips away under a
// click; once the reader scrolls, types or presses, and once all is drawn and at rest, it is left alone.
(() => {
  const every = 100, rest = 6, longest = 4000;
  const question = [...document.querySelectorAll(".kg-question")].pop();
  const page = question?.closest(".stMain");
  const app = question?.closest('[data-testid="stApp"]');
  if (!page || !app) return;
  let calm = 0, held = null;
  const inSight = () => {
    const { top } = question.getBoundingClientRect();
    return top >= 0 && top < innerHeight / 2;
  };
  const keep = () => {
    if (held !== null) page.scrollTop = held;
    else if (!inSight()) question.scrollIntoView({ block: "start" });
    else return true;
    return held !== null;
  };
  const watch = () => {
    const drawn = app.dataset.testScriptState === "notRunning";
    calm = keep() && drawn ? calm + 1 : 0;
    if (calm >= rest) stop();
  };
  const hold = (event) => {
    // A page that moves under a resting pointer makes the pointer "move", too, by nothing.
    if (held === null && (event.movementX || event.movementY)) held = page.scrollTop;
  };
  const ending = ["wheel", "touchstart", "keydown", "pointerdown"];
  const stop = () => {
    clearInterval(ticker);
    removeEventListener("pointermove", hold);
    page.removeEventListener("scroll", keep);
    for (const event of ending) removeEventListener(event, stop);
  };
  for (const event of ending) addEventListener(event, stop, { passive: true });
  addEventListener("pointermove", hold, { passive: true });
  page.addEventListener("scroll", keep, { passive: true });
  question.scrollIntoView({ block: "start" });
  const ticker = setInterval(watch, every);
  setTimeout(stop, longest);
})();
