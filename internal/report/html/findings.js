(() => {
  const store = document.getElementById("data");
  if (!store) return;
  const data = JSON.parse(store.textContent);
  const $ = id => document.getElementById(id);
  const find = $("find"), found = $("found"), list = $("list"), grouping = $("group");
  const COUNTING = 0, FIXED = 4, states = data.states;
  const classes = ["poor", "fair", "info"], words = [["error", "errors"], ["warning", "warnings"], ["info", "infos"]];
  const count = (n, [one, several]) => n.toLocaleString("en") + " " + (n === 1 ? one : several);
  const files = data.files.map(([path, owners]) => ({ path, owners: owners.length ? owners : [-1] }));
  const rules = data.rules.map(([id, title, why, standard, page, read]) => ({ id, title, why, standard, page, read }));
  const standards = [...new Set(rules.map(r => r.standard))].sort();
  for (const r of rules) r.of = standards.indexOf(r.standard);
  const all = data.findings.map(([file, rule, severity, line, column, message, fix, frame, see, state, silenced]) =>
    ({ file: files[file], rule: rules[rule], fileIndex: file, ruleIndex: rule, severity, line, column, message, fix, frame, see, state, silenced, text: "" }));
  const place = f => f.line ? f.file.path + ":" + f.line + (f.column ? ":" + f.column : "") : f.file.path;

  function element(name, className, ...children) {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.append(...children);
    return e;
  }
  function link(text, address) {
    const a = element("a", "", text);
    a.href = address;
    a.rel = "noopener noreferrer";
    return a;
  }

  // What is chosen: a finding passes when each facet has no choice or one of the finding's values.
  const facets = [
    { name: "severity", chosen: new Set(), of: f => [f.severity], label: v => words[v][1], values: [0, 1, 2], words: (v, n) => count(n, words[v]), classes },
    { name: "standard", chosen: new Set(), of: f => [f.rule.of], label: v => standards[v], values: standards.map((_, i) => i), every: "all standards" },
    { name: "rule", chosen: new Set(), of: f => [f.ruleIndex], label: v => rules[v].id, values: rules.map((_, i) => i), every: "all rules" },
    { name: "owner", chosen: new Set(), of: f => f.file.owners, label: v => v < 0 ? "no owner" : data.owners[v], values: [], every: "all owners" },
    { name: "state", chosen: new Set(), of: f => [f.state], label: v => states[v], values: [...new Set(all.map(f => f.state).concat(COUNTING))].sort(),
      words: (v, n) => n.toLocaleString("en") + " " + states[v], classes: [] },
  ];
  const [, byStandard, , byOwner, byState] = facets;
  // Where there is more than what counts, that alone is shown at first.
  const usual = byState.values.length > 1 ? [COUNTING] : [];
  const isUsual = () => byState.chosen.size === usual.length && usual.every(v => byState.chosen.has(v));
  $("state").hidden = byState.values.length < 2;
  if (data.owners) byOwner.values = data.owners.map((_, i) => i).concat(files.some(f => f.owners[0] < 0) ? [-1] : []);
  else $("owner").parentElement.hidden = true;
  for (const facet of facets) {
    facet.total = new Map();
    if (facet.words) {
      facet.buttons = facet.values.map(v => {
        const b = element("button", facet.classes[v] || "");
        b.type = "button";
        b.setAttribute("aria-pressed", "false");
        b.addEventListener("click", () => { facet.chosen.delete(v) || facet.chosen.add(v); show(); });
        $(facet.name).append(b);
        return b;
      });
      continue;
    }
    facet.select = $(facet.name);
    facet.select.append(element("option", "", facet.every));
    facet.select.firstChild.value = "";
    facet.values.sort((a, b) => (a < 0) - (b < 0) || (facet.label(a) < facet.label(b) ? -1 : 1));
    facet.options = facet.values.map(v => {
      const o = element("option");
      o.value = v;
      facet.select.append(o);
      return o;
    });
    facet.select.addEventListener("change", () => { choose(facet, facet.select.value === "" ? [] : [+facet.select.value]); show(); });
  }
  function choose(facet, values) {
    facet.chosen = new Set(values);
    if (facet.select) facet.select.value = values.length ? values[0] : "";
  }

  // filter returns what passes, and counts for each value of a facet what would pass if it were chosen.
  function filter() {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean), hits = [];
    for (const facet of facets) facet.total = new Map();
    for (const f of all) {
      if (wanted.length) {
        f.text = f.text || (place(f) + " " + f.rule.id + " " + f.rule.title + " " + f.message + " " + f.fix + (f.silenced ? " " + f.silenced[1] : "")).toLowerCase();
        if (!wanted.every(w => f.text.includes(w))) continue;
      }
      let fails = 0, failed = null;
      for (const facet of facets) {
        if (facet.chosen.size && !facet.of(f).some(v => facet.chosen.has(v))) { fails++; failed = facet; }
      }
      if (fails > 1) continue;
      for (const facet of fails ? [failed] : facets) for (const v of facet.of(f)) facet.total.set(v, (facet.total.get(v) || 0) + 1);
      if (!fails) hits.push(f);
    }
    return hits;
  }

  function groups(hits) {
    const byRule = grouping.value === "rule", map = new Map();
    for (const f of hits) {
      const key = byRule ? f.rule : f.file;
      let g = map.get(key);
      if (!g) map.set(key, g = { key, byRule, name: byRule ? key.id : key.path, findings: [], counts: [0, 0, 0] });
      g.findings.push(f);
      g.counts[f.severity]++;
    }
    // The worst first.
    return [...map.values()].sort((a, b) => b.counts[0] - a.counts[0] || b.counts[1] - a.counts[1] || b.counts[2] - a.counts[2] || (a.name < b.name ? -1 : 1));
  }

  function card(f, byRule) {
    const e = element("article", "finding " + classes[f.severity]);
    const chips = [element("span", "chip " + classes[f.severity], words[f.severity][0]), " "];
    if (f.state !== COUNTING) chips.push(element("span", "chip " + (f.state === FIXED ? "good" : "quiet"), states[f.state]), " ");
    e.append(element("p", "what", ...chips, f.message));
    const at = element("p", "at", byRule ? place(f) : f.line ? "line " + f.line + (f.column ? ", column " + f.column : "") : "the whole file");
    if (!byRule) at.append(" · ", f.rule.page ? link(f.rule.id, f.rule.page) : f.rule.id);
    e.append(at);
    if (f.frame) {
      const code = element("code", "", f.frame[0], element("mark", f.frame[1] ? "" : "point", f.frame[1]), f.frame[2]);
      e.append(element("div", "frame", element("span", "", f.line), code));
    }
    if (f.fix) e.append(element("p", "fix", element("b", "", "Fix:"), " " + f.fix));
    if (f.silenced) {
      const [at, reason, until, tool, fresh] = f.silenced, p = element("p", "silenced", element("b", "", "Suppressed:"), " " + (reason || "nobody says why"));
      p.append(element("span", "at", " · " + [until && "until " + until, at, tool && "a comment of " + tool].filter(Boolean).join(" · ")));
      if (fresh) p.append(" ", element("span", "chip fair", "new in this change"));
      e.append(p);
    }
    if (f.see) e.append(element("p", "at", "See also " + f.see.join(", ")));
    if (!byRule) e.append(why(f.rule));
    return e;
  }
  function why(rule) {
    const about = element("p", "", element("b", "", rule.title + ". "), rule.why + " ");
    about.append(...reading(rule));
    return element("details", "why", element("summary", "", "Why"), about);
  }
  // reading returns links to what is written of a rule.
  function reading(rule) {
    const links = rule.read.map(u => link(u.replace(/^https?:\/\//, ""), u));
    if (rule.page) links.unshift(link("The rule", rule.page));
    return links.flatMap((a, i) => i ? [" · ", a] : [a]);
  }

  const AT_ONCE = 120, PER_GROUP = 100, GROUPS = 300;
  const folded = new Map(); // by the key of a group: whether a person folded or unfolded it
  let everything = false, unfolded = null, room = 0;
  // What is far below is written when it comes near.
  const near = new IntersectionObserver(entries => {
    for (const e of entries) if (e.isIntersecting) fill(e.target);
  }, { rootMargin: "800px" });

  function fill(details) {
    near.unobserve(details);
    const { group, body } = details;
    if (details.filled) return;
    details.filled = true;
    body.style.minHeight = "";
    let from = 0;
    const more = () => {
      const to = everything ? group.findings.length : Math.min(from + PER_GROUP, group.findings.length);
      body.append(...group.findings.slice(from, to).map(f => card(f, group.byRule)));
      from = to;
      if (from < group.findings.length) body.append(moreOf(group.findings.length - from, ["finding", "findings"], more));
    };
    if (group.byRule) {
      const about = element("p", "about", group.key.why + " ");
      about.append(...reading(group.key));
      body.append(about);
    }
    more();
    room -= from;
  }
  function moreOf(n, noun, more) {
    const button = element("button", "", "Show more of " + count(n, noun));
    button.type = "button";
    const row = element("p", "more-of buttons", button);
    button.addEventListener("click", () => { row.remove(); more(); });
    return row;
  }

  function section(group) {
    const counts = element("span", "counts");
    group.counts.forEach((n, s) => { if (n) counts.append(element("span", "chip " + classes[s], count(n, words[s]))); });
    const summary = element("summary", "", element("h3", "", group.byRule ? group.key.title : group.name));
    if (group.byRule) summary.append(element("small", "", group.key.page ? link(group.key.id, group.key.page) : group.key.id));
    else if (data.owners) summary.append(element("small", "", group.key.owners.map(byOwner.label).join(", ")));
    summary.append(counts);
    const body = element("div", "of"), details = element("details", "group", summary, body);
    Object.assign(details, { group, body });
    const open = everything || (folded.has(group.key) ? folded.get(group.key) : unfolded !== null ? unfolded : room > 0);
    details.addEventListener("toggle", () => {
      if (details.open === !!details.was) return;
      details.was = details.open;
      folded.set(group.key, details.open);
      if (details.open) fill(details);
    });
    if (open) {
      details.was = details.open = true;
      if (room > 0 || everything) fill(details);
      else {
        body.style.minHeight = Math.min(group.findings.length, PER_GROUP) * 130 + "px";
        near.observe(details);
      }
    }
    return details;
  }

  function show() {
    const hits = filter(), list_ = groups(hits);
    near.disconnect();
    room = AT_ONCE;
    list.replaceChildren();
    let from = 0;
    const more = () => {
      const to = everything ? list_.length : Math.min(from + GROUPS, list_.length);
      const part = document.createDocumentFragment();
      for (const g of list_.slice(from, to)) part.append(section(g));
      from = to;
      if (from < list_.length) part.append(moreOf(list_.length - from, grouping.value === "rule" ? ["rule", "rules"] : ["file", "files"], more));
      list.append(part);
    };
    more();
    const filtered = find.value.trim() !== "" || facets.some(f => f !== byState && f.chosen.size) || !isUsual();
    if (!hits.length) list.append(element("p", "empty", filtered ? "Nothing matches." : "Nothing counts. The buttons above show the rest."));
    found.value = (filtered || hits.length < all.length ? hits.length.toLocaleString("en") + " of " : "") + count(all.length, ["finding", "findings"]);
    $("clear").disabled = !filtered;
    for (const facet of facets) {
      facet.values.forEach((v, i) => {
        const n = facet.total.get(v) || 0, on = facet.chosen.has(v);
        if (facet.buttons) {
          facet.buttons[i].textContent = facet.words(v, n);
          facet.buttons[i].setAttribute("aria-pressed", on);
        } else {
          facet.options[i].textContent = facet.label(v) + " (" + n.toLocaleString("en") + ")";
          facet.options[i].hidden = !n && !on;
        }
      });
    }
    remember();
  }

  // The address says what is chosen, so that a view can be passed on.
  function remember() {
    if (everything) return;
    const p = new URLSearchParams();
    for (const f of facets) if (f !== byState && f.chosen.size) p.set(f.name, [...f.chosen].map(f.label).join(","));
    if (!isUsual()) p.set("state", byState.chosen.size ? [...byState.chosen].map(byState.label).join(",") : "all");
    if (find.value) p.set("find", find.value);
    if (grouping.value !== "file") p.set("group", grouping.value);
    try { history.replaceState(null, "", "#" + p); } catch { /* not allowed where the page is shown in another */ }
  }
  function recall() {
    const p = new URLSearchParams(location.hash.slice(1));
    for (const f of facets) {
      const names = (p.get(f.name) || "").split(",");
      choose(f, f.values.filter(v => names.includes(f.label(v))));
    }
    if (!p.has("state")) choose(byState, usual);
    find.value = p.get("find") || "";
    grouping.value = p.get("group") === "rule" ? "rule" : "file";
  }

  const fold = open => { folded.clear(); unfolded = open; show(); };
  $("open").addEventListener("click", () => fold(true));
  $("shut").addEventListener("click", () => fold(false));
  $("clear").addEventListener("click", () => {
    for (const f of facets) choose(f, f === byState ? usual : []);
    find.value = "";
    show();
  });
  grouping.addEventListener("change", () => { folded.clear(); unfolded = null; show(); });
  addEventListener("hashchange", () => { recall(); show(); });
  addEventListener("beforeprint", () => { everything = true; show(); });
  addEventListener("afterprint", () => { everything = false; show(); });
  searchBox(find, show);
  for (const cell of document.querySelectorAll("[data-standard]")) {
    const v = standards.indexOf(cell.dataset.standard);
    if (v < 0) continue;
    const button = element("button", "", cell.textContent);
    button.type = "button";
    button.addEventListener("click", () => {
      choose(byStandard, [v]);
      if (!all.some(f => f.rule.of === v && f.state === COUNTING)) choose(byState, []);
      show();
      $("findings").scrollIntoView();
    });
    cell.replaceChildren(button);
  }
  document.querySelector(".tools").hidden = false;
  recall();
  show();
})();
