"use strict";
// searchBox makes a field of a search: "/" leads to it, Escape empties it.
const searchBox = (find, show) => {
  find.addEventListener("input", show);
  document.addEventListener("keydown", e => {
    if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName) && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); find.focus(); }
    if (e.key === "Escape" && document.activeElement === find) { find.value = ""; show(); find.blur(); }
  });
};
