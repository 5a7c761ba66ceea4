{
  const $ = id => document.getElementById(id);
  const find = $("find"), found = $("found");
  const parts = [...document.querySelectorAll(".part")];
  const items = [...document.querySelectorAll(".item")].map(e => {
    const group = e.closest(".group");
    return { e, group, part: e.closest(".part"), text: (group.querySelector("summary").textContent + " " + e.textContent).toLowerCase() };
  });
  const groups = [...document.querySelectorAll(".group")];
  const hidden = new Set();
  const begin = new Map(groups.map(g => [g, g.open]));
  const show = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(w => w);
    const full = new Set();
    let n = 0;
    for (const i of items) {
      const fits = !hidden.has(i.part.dataset.section) && words.every(w => i.text.includes(w));
      i.e.classList.toggle("unseen", !fits);
      if (fits) { n++; full.add(i.group); full.add(i.part); }
    }
    for (const g of groups) {
      g.classList.toggle("unseen", !full.has(g));
      g.open = words.length > 0 ? full.has(g) : begin.get(g);
    }
    for (const p of parts) p.classList.toggle("unseen", !full.has(p));
    const all = items.length.toLocaleString("en") + (items.length === 1 ? " change" : " changes");
    found.value = n === items.length ? all : n.toLocaleString("en") + " of " + all;
  };
  for (const name of new Set(parts.map(p => p.dataset.section))) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = name;
    b.setAttribute("aria-pressed", "true");
    b.addEventListener("click", () => {
      if (!hidden.delete(name)) hidden.add(name);
      b.setAttribute("aria-pressed", String(!hidden.has(name)));
      show();
    });
    $("sections").append(b);
  }
  const fold = open => { for (const g of groups) { g.open = open; begin.set(g, open); } };
  $("open").addEventListener("click", () => fold(true));
  $("shut").addEventListener("click", () => fold(false));
  searchBox(find, show);
  addEventListener("beforeprint", () => fold(true));
  if (items.length > 0) {
    document.querySelector(".tools").hidden = false;
    show();
  }
}
