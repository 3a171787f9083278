// Prints the answer that a link with data-print stands in; the rest of the page stays off the paper. The browser's
// own command prints the whole conversation.
(() => {
  if (window.kgqaPrint) return;
  window.kgqaPrint = true;
  const chosen = "kg-printed";
  const forget = () => {
    document.body.classList.remove("kg-print-one");
    document.querySelectorAll(`.${chosen}`).forEach((turn) => turn.classList.remove(chosen));
  };
  addEventListener("afterprint", forget);
  document.addEventListener("click", (event) => {
    const turn = event.target.closest?.("a[data-print]")?.closest('[class*="st-key-turn-"]');
    if (!turn) return;
    event.preventDefault();
    forget();
    turn.classList.add(chosen);
    document.body.classList.add("kg-print-one");
    print();
  });
})();
