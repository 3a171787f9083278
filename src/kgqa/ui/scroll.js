// Keeps the latest question at the top while its answer is drawn: Streamlit would scroll to the answer's end.
// Stops after a few seconds, and as soon as the reader scrolls, types or points.
(() => {
  const show = () => {
    const questions = document.querySelectorAll(".kg-question");
    questions[questions.length - 1]?.scrollIntoView({ block: "start" });
  };
  const ticker = setInterval(show, 100);
  const stop = () => clearInterval(ticker);
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(event, stop, { once: true, passive: true });
  }
  setTimeout(stop, 4000);
  show();
})();
