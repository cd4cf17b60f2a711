/*
 * Long lists: filters. Only pages that have such a list load this, after search/words.js.
 * Everything here adds to a list that is whole without it.
 */

(() => {
  "use strict";

  const { all, one, button, fetched, pageAt } = Site;

  const PARTS = {
    filter: "form.filter[data-items]",
    shown: "output",
    name: "a", // of an entry of the glossary; what the search knows has its other names
  };

  // --- filters: a form whose fields name data attributes of the items it rules; its state is in the address ---

  /**
   * @typedef {HTMLInputElement | HTMLSelectElement} Field
   *
   * Which items fit what was typed, by id: better than the plain look at their words.
   * @typedef {(query: string) => Set<string | undefined>} Matcher
   */

  /** @type {WeakMap<HTMLElement, string>} the words of an item, folded as the search folds them */
  const folded = new WeakMap();
  /** @type {WeakMap<HTMLFormElement, Matcher>} */
  const matchers = new WeakMap();

  /**
   * @param {HTMLFormElement} form
   * @returns {Field[]}
   */
  function fieldsOf(form) {
    return /** @type {Field[]} */ ([...form.elements]).filter((field) => field.name);
  }

  /**
   * What is shown and hidden with an item: the row of a cell, a term with its definitions, else the item alone.
   * @param {HTMLElement} item
   * @returns {Element[]}
   */
  function piecesOf(item) {
    const row = item.closest("tr");
    const found = row ? [row] : [item];
    for (
      let next = item.nextElementSibling;
      item.matches("dt") && next?.matches("dd");
      next = next.nextElementSibling
    ) {
      found.push(next);
    }
    return found;
  }

  /**
   * The words of an item; of a hyphenated one, its parts and the whole.
   * @param {HTMLElement} item
   * @param {string} own
   */
  function wordsOf(item, own) {
    let known = folded.get(item);
    if (known === undefined) {
      const text = [own, ...piecesOf(item).map((piece) => piece.textContent)].join(" ");
      known = [...Words.of(text), ...Words.joined(text)].join(" ");
      folded.set(item, known);
    }
    return known;
  }

  /**
   * Does an item have what a field asks for? A word may stand within a longer one.
   * @param {HTMLElement} item
   * @param {Field} field
   */
  function fits(item, field) {
    if (!field.value) return true;
    const own = item.dataset[field.name] || "";
    if (field.type !== "search") return own.split(" ").includes(field.value);
    const known = wordsOf(item, own);
    const { words } = Words.parse(field.value);
    return words.every((word) => known.includes(word) || known.includes(Words.toneless(word)));
  }

  /**
   * Show what fits; groups without a visible item go too.
   * @param {HTMLFormElement} form
   */
  function applyFilter(form) {
    const selector = form.dataset.items || "";
    const fields = fieldsOf(form);
    const named = fields.find((field) => field.type === "search" && field.value.trim());
    const ids = named && matchers.get(form)?.(named.value);
    const items = all(selector);
    for (const item of items) {
      const fit = fields.every((field) => (field === named && ids ? ids.has(item.dataset.id) : fits(item, field)));
      for (const piece of [item, ...piecesOf(item)]) piece.toggleAttribute("data-filtered", !fit);
    }
    for (const group of form.dataset.groups ? all(form.dataset.groups) : []) {
      group.toggleAttribute("data-filtered", !group.querySelector(`${selector}:not([data-filtered])`));
    }
    tell(form, fields, items);
    keepInAddress(fields);
  }

  /**
   * A filtered list says so, and by what; how much of it fits only where that is no count of promises kept.
   * @param {HTMLFormElement} form
   * @param {Field[]} fields
   * @param {HTMLElement[]} items
   */
  function tell(form, fields, items) {
    const asked = fields.filter((field) => field.value).map(inWords);
    const shown = items.filter((item) => !item.hasAttribute("data-filtered")).length;
    const count = shown === items.length ? `${shown} shown` : `${shown} of ${items.length} shown`;
    const counted = form.hasAttribute("data-uncounted") ? shown === 0 && "nothing fits" : count;
    form.classList.toggle("filter--on", asked.length > 0);
    one(PARTS.shown, form).textContent = [asked.length && `Filtered by ${asked.join("; ")}`, counted]
      .filter(Boolean)
      .join(". ");
  }

  /**
   * What a field asks for: Status: Confirmed.
   * @param {Field} field
   */
  function inWords(field) {
    const label = field.labels?.[0]?.firstChild?.textContent?.trim();
    return `${label}: ${field instanceof HTMLSelectElement ? field.selectedOptions[0].text : field.value}`;
  }

  /** @param {Field[]} fields */
  function keepInAddress(fields) {
    const query = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value])).toString();
    if (query === location.search.slice(1)) return;
    history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
  }

  /**
   * Names of a list that is on the page are matched as the search box matches them, once its engine is there.
   * @param {HTMLFormElement} form
   */
  async function matchAsSearch(form) {
    const [engine, answer] = await Promise.all([SiteSearch.engine(), fetched(`${Site.root}search/names.json`)]);
    /** @type {NamesFile} */
    const told = await answer.json();
    Words.learn(told);
    const { documents } = told;
    const others = new Map(documents.map(([, , address, , names = []]) => [Site.root + address, names]));
    const items = all(form.dataset.items || "");
    const names = items.map((item) => {
      /** @type {HTMLAnchorElement} */
      const link = one(PARTS.name, item);
      return [link.textContent || "", item.textContent || "", ...(others.get(link.href) || [])];
    });
    matchers.set(form, (query) => new Set(engine.match(names, query).map((i) => items[i].dataset.id)));
    applyFilter(form);
  }

  /**
   * A list that goes on on other pages is brought together when a reader begins to filter it.
   * @param {HTMLFormElement} form
   * @param {string[]} sheets
   */
  async function gather(form, sheets) {
    const addresses = sheets.map((address) => new URL(address, location.href).href);
    const here = addresses.indexOf(location.origin + location.pathname);
    const own = all(form.dataset.groups || "");
    const pages = await Promise.all(addresses.map((address, i) => (i === here ? null : pageAt(address))));
    pages.forEach((page, i) => {
      const groups = page ? all(form.dataset.groups || "", page).map(adopted) : [];
      if (i < here) own[0].before(...groups);
      else (own[0].parentElement || own[0]).append(...groups);
    });
    applyFilter(form);
  }

  /**
   * A group of entries from another page: its links lead where they led there.
   * @param {HTMLElement} group
   */
  function adopted(group) {
    for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[href]", group))) link.setAttribute("href", link.href);
    for (const heading of all("h2, h3", group)) heading.removeAttribute("id");
    return document.adoptNode(group);
  }

  /**
   * What a filter is better with, fetched when it is first used.
   * @param {HTMLFormElement} form
   */
  async function prepare(form) {
    if (form.dataset.sheets) await gather(form, form.dataset.sheets.split(" "));
    if (fieldsOf(form).some((field) => field.name === "names")) await matchAsSearch(form);
  }

  /** @param {HTMLFormElement} form */
  function bindFilter(form) {
    Words.learn(form.dataset);
    const given = new URLSearchParams(location.search);
    const fields = fieldsOf(form);
    for (const field of fields) field.value = given.get(field.name) ?? field.value;
    form.append(button("Show all", () => showAll(form)));
    form.addEventListener("input", () => applyFilter(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    applyFilter(form);
    if (fields.some((field) => given.get(field.name)) && !location.hash) form.scrollIntoView();
    const get = () => prepare(form).catch(() => {}); // what is on the page is filtered without it
    if (fields.some((field) => field.value)) addEventListener("load", get);
    else form.addEventListener("focusin", get, { once: true });
  }

  /** @param {HTMLFormElement} form */
  function showAll(form) {
    for (const field of fieldsOf(form)) field.value = "";
    applyFilter(form);
    fieldsOf(form)[0].focus();
  }

  /** @type {HTMLFormElement[]} */ (all(PARTS.filter)).forEach(bindFilter);
})();
