(() => {
  const table = document.getElementById("tree");
  if (!table) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const find = document.getElementById("find"), missing = document.getElementById("missing"), found = document.getElementById("found");

  // The rows stand in the order of a walk over the tree; data-l is the depth.
  const root = { children: [], open: true }, nodes = [];
  const above = [root];
  for (const row of body.rows) {
    const level = +row.dataset.l, button = row.querySelector("button"), parent = above[level];
    const name = (button || row.cells[0].querySelector("a") || row.cells[0].firstChild).textContent;
    const node = { row, button, parent, children: [], open: true, path: (parent.path || "") + name, name };
    node.values = [...row.cells].map((cell, i) => i ? parseFloat(cell.textContent.replace(/,/g, "")) : name);
    parent.children.push(node);
    nodes.push(node);
    above[level + 1] = node;
    above.length = level + 2;
    if (button) button.addEventListener("click", () => { node.open = !node.open; show(); });
  }
  const files = nodes.filter(n => !n.button);

  function show() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean), filtered = words.length > 0 || missing.checked;
    let hits = 0;
    if (filtered) {
      for (const n of nodes) n.hit = false;
      for (const n of files) {
        const path = n.path.toLowerCase();
        if (words.every(w => path.includes(w)) && !(missing.checked && !(n.values[4] > 0))) {
          hits++;
          for (let up = n; up !== root; up = up.parent) up.hit = true;
        }
      }
    }
    for (const n of nodes) {
      const open = n.parent === root || n.parent.shown && (n.parent.open || words.length > 0);
      n.shown = open && (!filtered || n.hit);
      n.row.hidden = !n.shown;
      if (n.button) n.button.setAttribute("aria-expanded", n.open || words.length > 0);
    }
    found.value = filtered ? hits + (hits === 1 ? " file" : " files") : files.length + (files.length === 1 ? " file" : " files");
  }

  function sort(column, down) {
    const order = (a, b) => {
      const x = a.values[column], y = b.values[column];
      if (column === 0) return (!a.button - !b.button) || (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
      if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y);
      return (x - y) * (down ? -1 : 1);
    };
    const rows = [];
    const walk = node => {
      node.children.sort(order);
      for (const c of node.children) { rows.push(c.row); walk(c); }
    };
    walk(root);
    body.append(...rows);
    nodes.length = 0;
    const again = node => { for (const c of node.children) { nodes.push(c); again(c); } };
    again(root);
    heads.forEach((h, i) => i === column ? h.setAttribute("aria-sort", down ? "descending" : "ascending") : h.removeAttribute("aria-sort"));
  }

  heads.forEach((head, column) => {
    if (!head.textContent) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(column, now ? now === "ascending" : column > 2);
      show();
    });
  });
  const fold = open => { for (const n of nodes) n.open = open; show(); };
  document.getElementById("open").addEventListener("click", () => fold(true));
  document.getElementById("shut").addEventListener("click", () => fold(false));
  searchBox(find, show);
  missing.addEventListener("change", show);
  document.querySelector(".tools").hidden = false;

  // A large project begins folded: as deep as a person can take in.
  let room = 60, level = [root];
  for (const n of nodes) n.open = false;
  while (level.length) {
    const next = level.flatMap(n => n.children);
    if ((room -= next.length) < 0 && level[0] !== root) break;
    for (const n of level) n.open = true;
    level = next.filter(n => n.button);
  }
  show();
})();
