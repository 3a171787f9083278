// Links from one page of the app to another keep the session: Streamlit changes the page as it does when the reader
// goes back, instead of loading everything anew. Other links, new tabs and places within a page are left alone.
(() => {
  if (window.kgqaLinks) return;
  window.kgqaLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
})();
