/* The frame of every page: palette, single keys, filters and sortable tables, addresses that have moved.
   Everything here adds to a page that works without it. */
(() => {
  "use strict";

  const stored = {
    get(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        /* not kept: nothing is lost */
      }
    },
  };

  /* --- palette --- */

  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function schemeNow() {
    return root.dataset.scheme || (system.matches ? "dark" : "light");
  }

  /** The button names what it will do, and follows the system until the reader has chosen. */
  function bindScheme(button) {
    const label = () => {
      button.querySelector("span").textContent = `Switch to ${schemeNow() === "dark" ? "light" : "dark"}`;
    };
    button.addEventListener("click", () => {
      root.dataset.scheme = schemeNow() === "dark" ? "light" : "dark";
      stored.set("scheme", root.dataset.scheme);
      label();
    });
    system.addEventListener("change", label);
    label();
  }

  /* --- single keys: can be switched off (WCAG 2.1.4) --- */

  /** Is this key press for the page, and not for a field or the browser? */
  function isSingleKey(event) {
    const target = event.target;
    const typing = target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog");
    return (
      !typing &&
      !document.querySelector("dialog[open]") &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      !event.isComposing &&
      stored.get("single-keys") !== "off"
    );
  }

  function bindKeys(line) {
    const box = line.querySelector("input");
    box.checked = stored.get("single-keys") !== "off";
    box.addEventListener("change", () => stored.set("single-keys", box.checked ? "on" : "off"));
  }

  /* --- filters: a form whose fields name data attributes of the items it rules; its state is in the address --- */

  /** Small letters without accents or marks between letters: enough to find a name in a list that is on the page. */
  function folded(text) {
    return text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[\s.\-'’]+/g, " ")
      .trim();
  }

  function fits(item, field) {
    const wanted = field.value;
    if (!wanted) return true;
    const own = item.dataset[field.name] || "";
    if (field.type !== "search") return own.split(" ").includes(wanted);
    item.folded ??= folded(`${own} ${item.textContent}`);
    return folded(wanted)
      .split(" ")
      .every((word) => item.folded.includes(word));
  }

  /** Show what fits; groups without a visible item go too. `matcher`, where given, replaces the plain look at a search field. */
  function applyFilter(form) {
    const fields = [...form.elements].filter((e) => e.name);
    const items = document.querySelectorAll(form.dataset.items);
    const named = form.matcher && fields.find((f) => f.type === "search" && f.value.trim());
    const ids = named ? form.matcher(named.value) : null;
    let shown = 0;
    for (const item of items) {
      const fit = fields.every((field) => (field === named && ids ? ids.has(item.dataset.id) : fits(item, field)));
      item.toggleAttribute("data-filtered", !fit);
      shown += fit;
    }
    for (const group of document.querySelectorAll(form.dataset.groups || "nothing")) {
      group.toggleAttribute("data-filtered", !group.querySelector(`${form.dataset.items}:not([data-filtered])`));
    }
    form.querySelector("output").textContent =
      shown === items.length ? `${shown} shown` : `${shown} of ${items.length} shown`;
    const query = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value])).toString();
    if (query !== location.search.slice(1))
      history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
  }

  /** Names of a list that is on the page are matched as the search box matches them, once its engine is there. */
  async function matchAsSearch(form) {
    const engine = await window.SiteSearch.engine();
    const items = [...document.querySelectorAll(form.dataset.items)];
    const names = items.map((item) => [
      item.querySelector("a").textContent,
      item.querySelector("dt").textContent,
      ...item.dataset.names.split("|"),
    ]);
    form.matcher = (query) => new Set(engine.match(names, query).map((i) => items[i].dataset.id));
    applyFilter(form);
  }

  function bindFilter(form) {
    const given = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (given.has(field.name)) field.value = given.get(field.name);
    }
    form.addEventListener("input", () => applyFilter(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    applyFilter(form);
    if (!form.elements.names) return;
    const match = () => matchAsSearch(form).catch(() => {}); // the plain look at the names stays
    if (form.elements.names.value) addEventListener("load", match);
    else form.elements.names.addEventListener("focus", match, { once: true });
  }

  /* --- tables that can be sorted: by the first number or the text of a cell, or by its data-sort --- */

  function sortKey(cell) {
    return cell.dataset.sort ?? cell.textContent.trim();
  }

  function sortBy(table, column, descending) {
    const rows = [...table.tBodies[0].rows];
    const collator = new Intl.Collator("en", { numeric: true });
    rows.sort((a, b) => collator.compare(sortKey(a.cells[column]), sortKey(b.cells[column])) * (descending ? -1 : 1));
    table.tBodies[0].append(...rows);
  }

  function bindSorting(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sortBy(table, column, descending);
      });
    });
  }

  /* --- addresses that have moved, and parts that are folded --- */

  /** A page that has moved keeps the fragment; a part that has moved leads on; a folded part opens. */
  function arrive() {
    const refresh = document.querySelector('meta[http-equiv="refresh"]');
    if (refresh && location.hash) {
      location.replace(new URL(refresh.content.split("url=")[1], location.href).href + location.hash);
      return;
    }
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      /* as it stands */
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.dataset.to) {
      location.replace(new URL(target.dataset.to, location.href).href);
      return;
    }
    const closed = target.closest("details:not([open])");
    if (closed) {
      closed.open = true;
      target.scrollIntoView();
    }
    // Going back or loading again, the browser returns to where the reader was, which may be far from the address's part.
    if (performance.getEntriesByType("navigation")[0]?.type === "navigate" && document.readyState !== "complete")
      settle(target);
  }

  /** Keeps what one arrived at in view: passages out of view have an estimated height, and it moves when they get their own. */
  function settle(target, frames = 6) {
    const { top, bottom } = target.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) target.scrollIntoView();
    if (frames > 0) requestAnimationFrame(() => settle(target, frames - 1));
  }

  const scheme = document.getElementById("scheme");
  if (scheme) bindScheme(scheme);
  const keys = document.getElementById("keys");
  if (keys) bindKeys(keys);
  document.querySelectorAll("form.filter[data-items]").forEach(bindFilter);
  document.querySelectorAll("table.sortable").forEach(bindSorting);
  addEventListener("hashchange", arrive);
  arrive();

  window.Site = { isSingleKey, stored };
})();
