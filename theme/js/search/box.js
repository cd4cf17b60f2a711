/*
 * What a reader sees of the search: the box (a dialog with a combobox and its list) and the search page with `?q=`.
 * Results are built node by node; nothing that was typed ever becomes markup.
 */

/**
 * A document as the files have it; what is empty at the end is left out: kind, title, address, where, names, text.
 * @typedef {[string, string, string, string?, string[]?, string?]} ShortDocument
 *
 * names.json: what each kind is called before the reader ("" where its place says it), what an empty box offers, and
 * documents with names.
 * @typedef {{kinds: Record<string, string>, traditional: string, stems: string[], start: {sections: number[], terms: number[]}, documents: ShortDocument[]}} NamesFile
 *
 * text.json: topics and texts of those documents by number, and documents with nothing but text.
 * @typedef {{topics: SearchTopic[], texts: [number, string][], documents: ShortDocument[]}} TextFile
 *
 * A find; and a page that was found: its best find, the second note if that is one, and the other finds on it.
 * @typedef {{document: number, name: string}} Find
 * @typedef {{result: Find, second?: Find, further: Find[]}} FoundPage
 */

const SearchBox = (() => {
  "use strict";

  const { all, one, element, button, fetched } = Site;
  const { root } = Site;

  const PARTS = { page: "[data-search-page]", pageStatus: "#search-status", pageResults: "#search-results" };
  const OPTION = { role: "option", tabindex: "-1", "aria-selected": "false" };
  const IN_BOX = 8;
  const ON_PAGE = 40;
  const FURTHER = 12; // other finds on a page
  const MARKED = 6; // words to mark on the page reached
  const LONGEST = 200; // characters of a query that are kept in an address
  const SLICE = 8; // milliseconds of indexing before the browser gets a turn

  // --- the data ---

  /** @typedef {"names" | "all" | "failed"} State */

  /** @type {ReturnType<typeof Search.create> | null} */
  let index = null;
  /** @type {NamesFile | null} */
  let names = null;
  /** @type {Promise<void> | null} */
  let ready = null;
  /** @type {Set<(state: State) => void>} */
  const listeners = new Set();

  /**
   * @param {ShortDocument} document
   * @returns {SearchDocument}
   */
  function whole([kind, title, address, where = "", names = [], text = ""]) {
    return { kind, title, address, where, names, text };
  }

  /** @param {string} file */
  const dataFrom = async (file) => (await fetched(`${root}search/${file}`)).json();

  /** Fetches and indexes, once: names first, then the text behind them. Listeners hear what there is. */
  function prepare() {
    ready ??= fill().catch(() => {
      if (!index) ready = null; // the next opening tries again
      tell(index ? "names" : "failed");
    });
    return ready;
  }

  async function fill() {
    const text = dataFrom("text.json");
    text.catch(() => {}); // without it names are still found
    /** @type {NamesFile} */
    const first = await dataFrom("names.json");
    Words.learn(first);
    index = Search.create(first.documents.map(whole));
    names = first;
    tell("names");
    await addAll(index, await text);
    tell("all");
  }

  /**
   * Adds topics and texts in slices, so that typing is answered in between.
   * @param {ReturnType<typeof Search.create>} to
   * @param {TextFile} file
   */
  async function addAll(to, { topics, texts, documents }) {
    const steps = [
      () => to.addTopics(topics),
      ...texts.map(
        ([number, text]) =>
          () =>
            to.addText(number, text),
      ),
      ...documents.map((document) => () => to.add([whole(document)])),
    ];
    while (steps.length) {
      for (const until = performance.now() + SLICE; steps.length && performance.now() < until; ) steps.shift()?.();
      await (globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)));
    }
    to.weigh();
  }

  /** @param {State} state */
  function tell(state) {
    for (const listener of listeners) listener(state);
  }

  /** @param {number} number */
  function documentAt(number) {
    if (!index) throw new Error("The search has no data yet");
    return index.documents[number];
  }

  /** @param {string} query */
  const isEmpty = (query) => !Words.parse(query).words.length;

  /**
   * What to say about a result list, and what to offer when it is empty. Each page once, its best find first.
   * @param {string} query
   * @returns {{pages: FoundPage[], status: string}}
   */
  function answer(query) {
    if (!index) return { pages: [], status: "" };
    const { results, loose, also } = index.search(query);
    if (!results.length) {
      const nearest = index.nearest(query).map((document) => ({ result: { document, name: "" }, further: [] }));
      const shown = query.trim().slice(0, 60);
      return { pages: nearest, status: `Nothing found for ${shown}.${nearest.length ? " The nearest names:" : ""}` };
    }
    /** @type {Map<string, FoundPage>} */
    const pages = new Map();
    for (const result of results) {
      const [page] = documentAt(result.document).address.split("#");
      const known = pages.get(page);
      if (!known) pages.set(page, { result, further: [] });
      else if (!known.second && areNotes(known.result, result)) known.second = result;
      else known.further.push(result);
    }
    const count = `${pages.size} ${pages.size === 1 ? "page" : "pages"} found.`;
    const english = also.length ? ` Also looked for: ${also.join(", ")}.` : "";
    const status = loose ? `These exact words do not occur. Without the quotation marks: ${count}` : count + english;
    return { pages: [...pages.values()], status };
  }

  /**
   * Are both notes? A page has many, so the best one must not hide the next.
   * @param {...Find} finds
   */
  const areNotes = (...finds) => finds.every(({ document }) => documentAt(document).kind === "note");

  // --- building results ---

  /** @param {string} text */
  function inLanguage(text) {
    const language = Words.languageOf(text);
    return language ? element("span", { lang: language }, text) : text;
  }

  /**
   * The address of a document, with the words to mark on the page that it leads to.
   * @param {SearchDocument} found
   * @param {string[]} words
   */
  function addressOf(found, words) {
    const [page, fragment] = found.address.split("#");
    const marks = new URLSearchParams(words.slice(0, MARKED).map((word) => ["h", word]));
    return `${root}${page}${marks.size ? `?${marks}` : ""}${fragment ? `#${fragment}` : ""}`;
  }

  /**
   * Does a title have every word of the query, or its beginning? Then no other name needs to be shown.
   * @param {string} title
   * @param {string} query
   */
  function says(title, query) {
    const own = Words.of(title);
    return Words.parse(query).words.every((asked) => own.some((word) => word.startsWith(asked)));
  }

  /**
   * One result as a link with these attributes.
   * @param {FoundPage["result"]} result
   * @param {string} query
   * @param {Record<string, string>} attributes
   */
  function link({ document: number, name }, query, attributes) {
    const found = documentAt(number);
    const excerpt = index?.excerpt(number, query) ?? { parts: [], words: [] };
    const { quoted } = Words.parse(query);
    const other = name !== found.title ? name : "";
    const words = quoted.length ? quoted : excerpt.words;
    const href = addressOf(found, words.length || !other ? words : [other]);
    const label = [names?.kinds[found.kind], found.where].filter(Boolean).join(" · ");
    const made = element("a", { href, "data-search-result": found.kind, ...attributes });
    made.append(element("span", { class: "search-title" }, inLanguage(found.title)), " ");
    made.append(element("span", { class: "search-kind" }, label));
    if (found.kind !== "passage" && other && !says(found.title, query)) {
      made.append(" ", element("span", { class: "search-as" }, "found as ", inLanguage(other)));
    }
    if (excerpt.parts.length) {
      const parts = excerpt.parts.map(([text, hit]) => (hit ? element("mark", {}, text) : text));
      made.append(" ", element("span", { class: "search-excerpt" }, ...parts));
    }
    return made;
  }

  /**
   * A page as an item of the list, with what else was found on it.
   * @param {FoundPage} page
   * @param {string} query
   */
  function item({ result, second, further }, query) {
    const made = element("li", {}, link(result, query, {}));
    if (second) made.append(link(second, query, {}));
    if (further.length) {
      const places = further.slice(0, FURTHER).map((other) => {
        const { title, where, address } = documentAt(other.document);
        const place = element("a", { href: root + address, "data-search-place": "" }, inLanguage(title));
        return element("li", {}, place, ` ${where}`);
      });
      made.append(element("p", { class: "search-further" }, "Also there:"));
      made.append(element("ul", { class: "search-further" }, ...places));
    }
    return made;
  }

  /**
   * Documents as options under a heading.
   * @param {string} title
   * @param {number[]} numbers
   */
  function group(title, numbers) {
    const options = numbers.map((number) => {
      const { title: name, where, address, kind } = documentAt(number);
      const attributes = { ...OPTION, href: root + address, "data-search-result": kind };
      const named = element("span", { class: "search-title" }, name);
      return element("a", attributes, named, " ", element("span", { class: "search-kind" }, where));
    });
    const heading = element("p", { class: "search-group", "aria-hidden": "true" }, title);
    return element("div", { role: "group", "aria-label": title }, heading, ...options);
  }

  // --- the box ---

  /** @type {ReturnType<typeof build> | null} made when it is first opened */
  let box = null;
  let active = -1; // which option is chosen by key

  function build() {
    const input = element("input", {
      type: "search",
      name: "q",
      role: "combobox",
      "aria-label": "Search",
      "aria-expanded": "true",
      "aria-controls": "search-list",
      "aria-autocomplete": "list",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      placeholder: "A name in any spelling, a phrase, a number",
    });
    const form = element("form", { method: "get", action: `${root}search/`, role: "search" }, input);
    const status = element("p", { class: "search-status", role: "status" });
    const list = element("div", { id: "search-list", role: "listbox", "aria-label": "Results", tabindex: "-1" });
    const page = element(
      "a",
      { class: "search-all", href: `${root}search/` },
      "All results on a page that can be shared",
    );
    const dialog = element("dialog", { class: "search", "aria-label": "Search" }, form, status, list, page);
    return { dialog, form, input, status, list, page };
  }

  /** @typedef {ReturnType<typeof build>} Box */

  /** @param {Box} made */
  function bind(made) {
    const { dialog, form, input, list } = made;
    form.append(button("Close", () => shut(made)));
    dialog.addEventListener("click", (event) => event.target === dialog && shut(made));
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      shut(made);
    });
    dialog.addEventListener("close", () => leave(made)); // closed in another way, such as the back gesture of a phone
    input.addEventListener("input", () => showBox(made));
    input.addEventListener("keydown", (event) => onKey(made, event));
    form.addEventListener("submit", (event) => {
      const chosen = all("[role=option]", list)[Math.max(active, 0)];
      if (!chosen || !input.value.trim()) return; // the form itself leads to the search page
      event.preventDefault();
      chosen.click();
    });
    document.body.append(dialog);
    listeners.add((state) => {
      dialog.dataset.state = state;
      if (dialog.open) showBox(made);
    });
  }

  function open() {
    if (!box) {
      box = build();
      bind(box);
    }
    if (!box.dialog.open) box.dialog.showModal();
    box.input.focus();
    box.input.select();
    prepare();
    showBox(box);
  }

  /**
   * Close, and leave the field at once: until the next frame it would keep the focus, and keys typed then would be lost.
   * @param {Box} made
   */
  function shut(made) {
    made.dialog.close();
    leave(made);
  }

  /** @param {Box} made */
  function leave({ dialog }) {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && dialog.contains(focused)) focused.blur();
  }

  /** @param {Box} made */
  function showBox({ dialog, input, status, list, page }) {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    const query = input.value;
    page.href = `${root}search/${query.trim() ? `?${new URLSearchParams({ q: query.slice(0, LONGEST) })}` : ""}`;
    if (!names) {
      status.textContent = dialog.dataset.state === "failed" ? "The search could not be loaded." : "Loading.";
    } else if (isEmpty(query)) {
      status.textContent = "";
      const { sections, terms } = names.start;
      const groups = [group("The points", sections), group("Terms with the most links", terms)];
      list.replaceChildren(...groups.filter((one) => one.querySelector("a")));
    } else {
      const found = answer(query);
      status.textContent = found.status;
      const finds = found.pages.flatMap(({ result, second }) => (second ? [result, second] : [result]));
      list.replaceChildren(...finds.slice(0, IN_BOX).map((find) => link(find, query, OPTION)));
      list.firstElementChild?.classList.add("search-first");
    }
    all("[role=option]", list).forEach((option, i) => {
      option.id = `search-option-${i}`;
    });
    list.scrollTop = 0;
  }

  /**
   * @param {Box} made
   * @param {KeyboardEvent} event
   */
  function onKey({ input, list }, event) {
    const options = all("[role=option]", list);
    const last = options.length - 1;
    /** @type {Record<string, number>} */
    const next = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last };
    const to = next[event.key];
    if (to === undefined || !options.length || event.isComposing) return;
    event.preventDefault();
    options[active]?.setAttribute("aria-selected", "false");
    list.querySelector(".search-first")?.classList.remove("search-first");
    active = to;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  // --- the search page ---

  /** Answers `?q=` on the search page, and what is typed there. */
  function page() {
    /** @type {HTMLFormElement} */
    const form = one(PARTS.page);
    /** @type {HTMLInputElement} */
    const field = one("[name=q]", form);
    field.value = new URLSearchParams(location.search).get("q") || "";
    const show = () => showPage(field.value);
    const typed = () => {
      keepInAddress(field.value);
      prepare();
      show();
    };
    listeners.add((state) => {
      form.dataset.state = state;
      show();
      if (state === "failed") one(PARTS.pageStatus).textContent = "The search could not be loaded.";
    });
    field.addEventListener("input", typed);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed();
    });
    field.addEventListener("focus", prepare, { once: true });
    if (field.value) prepare();
  }

  /** @param {string} query */
  function showPage(query) {
    const { pages, status } = isEmpty(query) ? { pages: [], status: "" } : answer(query);
    const items = pages.slice(0, ON_PAGE).map((found) => item(found, query));
    one(PARTS.pageStatus).textContent = status;
    one(PARTS.pageResults).replaceChildren(...(status ? [element("ol", { class: "search-list" }, ...items)] : []));
  }

  /** @param {string} query */
  function keepInAddress(query) {
    const address = new URL(location.href);
    if (query.trim()) address.searchParams.set("q", query.slice(0, LONGEST));
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }

  return { open, page };
})();
