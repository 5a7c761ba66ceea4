"use strict";
(() => {
  const rows = [...document.querySelectorAll(".source tr[id]")];
  const bad = row => row && (row.classList.contains("m") || row.classList.contains("q"));
  // Where what was missed begins: lines that follow each other are one stop.
  const stops = rows.filter((row, i) => bad(row) && !bad(rows[i - 1]));
  const where = document.getElementById("where"), prev = document.getElementById("prev"), next = document.getElementById("next");
  let at = -1;
  function tell() {
    where.value = stops.length === 0 ? "nothing missed" : at < 0 ? stops.length + (stops.length === 1 ? " place missed" : " places missed") : at + 1 + " of " + stops.length;
    prev.disabled = next.disabled = stops.length === 0;
  }
  function go(step) {
    if (!stops.length) return;
    if (stops[at]) stops[at].classList.remove("here");
    at = at < 0 ? (step > 0 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length;
    stops[at].classList.add("here");
    stops[at].scrollIntoView({ block: "center" });
    tell();
  }
  next.addEventListener("click", () => go(1));
  prev.addEventListener("click", () => go(-1));
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "n" || e.key === "j") go(1);
    if (e.key === "p" || e.key === "k") go(-1);
  });
  document.querySelector(".jump").hidden = false;
  tell();
})();
