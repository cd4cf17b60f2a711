/*
 * What a reader sees of the search: the box (a dialog with a combobox and its list) and the search page with `?q=`.
 * Results are built node by node; nothing that was typed ever becomes markup.
 */
(() => {
  "use strict";

  const { root } = globalThis.SiteSearch;
  const KINDS = ["term", "passage", "section", "commitment", "note", "page", "event", "source"];
  const LABELS = {
    term: "Term",
    passage: "Passage",
    section: "Pillar",
    commitment: "Commitment",
    note: "Note",
    page: "Page",
    event: "Event",
    source: "Source",
  };
  const IN_BOX = 8;
  const ON_PAGE = 40;
  const SLICE = 8; // milliseconds of indexing before the browser gets a turn

  // --- the data ---

  let index = null;
  let start = null;
  let ready = null;
  const listeners = new Set();

  const toDocument = ([kind, title, address, where = "", names = [], text = ""]) => ({
    kind: KINDS[kind],
    title,
    address,
    where,
    names,
    text,
  });

  async function fetched(file) {
    const response = await fetch(`${root}search/${file}`);
    if (!response.ok) throw new Error(file);
    return response.json();
  }

  /** Fetches and indexes, once: names first, then the text behind them. Listeners hear "names", "all" or "failed". */
  function prepare() {
    ready ??= (async () => {
      const text = fetched("text.json");
      text.catch(() => {}); // without it names are still found
      const names = await fetched("names.json");
      index = globalThis.Search.create(names.documents.map(toDocument));
      start = names.start;
      tell("names");
      await addAll(await text);
      tell("all");
    })().catch(() => {
      if (!index) ready = null; // the next opening tries again
      tell(index ? "names" : "failed");
    });
    return ready;
  }

  /** Adds texts in slices, so that typing is answered in between. */
  async function addAll({ texts, documents }) {
    const steps = [
      ...texts.map(
        ([number, text]) =>
          () =>
            index.addText(number, text),
      ),
      ...documents.map((d) => () => index.add([toDocument(d)])),
    ];
    while (steps.length) {
      for (const until = performance.now() + SLICE; steps.length && performance.now() < until; ) steps.shift()();
      await (globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)));
    }
    index.weigh();
  }

  function tell(state) {
    for (const listener of listeners) listener(state);
  }

  // --- building results ---

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** The language of a name, where its letters tell it. */
  function languageOf(text) {
    if (/[\u3400-\u9fff]/.test(text)) return "zh";
    if (/[әғқңөұүһі]/i.test(text)) return "kk";
    return /[\u0400-\u04ff]/.test(text) ? "ru" : "";
  }

  function inLanguage(text) {
    const language = languageOf(text);
    return language ? element("span", { lang: language }, text) : document.createTextNode(text);
  }

  /** Results by page: [{result, further}], each page once, with the other finds on it behind its best. */
  function byPage(results) {
    const pages = new Map();
    for (const result of results) {
      const page = index.documents[result.document].address.split("#")[0];
      const known = pages.get(page);
      if (known) known.further.push(result);
      else pages.set(page, { result, further: [] });
    }
    return [...pages.values()];
  }

  /** The address of a result, with the words to mark on the page that it leads to. */
  function addressOf({ document: number, name }, words) {
    const found = index.documents[number];
    const [page, fragment] = found.address.split("#");
    const marks = new URLSearchParams(
      words.length ? words.slice(0, 6).map((w) => ["h", w]) : name && name !== found.title ? [["h", name]] : [],
    );
    return `${root}${page}${marks.size ? `?${marks}` : ""}${fragment ? `#${fragment}` : ""}`;
  }

  /** Does a title have every word of the query, or its beginning? Then no other name needs to be shown. */
  function says(title, query) {
    const own = globalThis.Search.words(title);
    return globalThis.Search.parse(query).words.every((asked) => own.some((word) => word.startsWith(asked)));
  }

  /** One result as a link with these attributes. */
  function link(result, query, attributes) {
    const found = index.documents[result.document];
    const excerpt = index.excerpt(result.document, query);
    const { quoted } = globalThis.Search.parse(query);
    const made = element("a", {
      href: addressOf(result, quoted.length ? quoted : excerpt.words),
      "data-search-result": found.kind,
      ...attributes,
    });
    const label =
      found.kind === "section" ? found.where : [LABELS[found.kind], found.where].filter(Boolean).join(" · ");
    made.append(
      element("span", { class: "search-title" }, inLanguage(found.title)),
      " ",
      element("span", { class: "search-kind" }, label),
    );
    if (found.kind !== "passage" && result.name && result.name !== found.title && !says(found.title, query)) {
      made.append(" ", element("span", { class: "search-as" }, "found as ", inLanguage(result.name)));
    }
    if (excerpt.parts.length) {
      const parts = excerpt.parts.map(([text, hit]) => (hit ? element("mark", {}, text) : text));
      made.append(" ", element("span", { class: "search-excerpt" }, ...parts));
    }
    return made;
  }

  /** What to say about a result list, and what to offer when it is empty. */
  function answer(query) {
    const { results, loose } = index.search(query);
    const pages = byPage(results);
    const shown = query.trim().slice(0, 60);
    if (!pages.length) {
      const nearest = index.nearest(query).map((document) => ({ result: { document, name: "" }, further: [] }));
      return { pages: nearest, status: `Nothing found for ${shown}.${nearest.length ? " The nearest names:" : ""}` };
    }
    const count = `${pages.length} ${pages.length === 1 ? "page" : "pages"} found`;
    return {
      pages,
      status: loose ? `These exact words do not occur. Without the quotation marks: ${count}.` : `${count}.`,
    };
  }

  // --- the box ---

  let dialog, input, list, status, all;
  let active = -1;

  function build() {
    input = element("input", {
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
    const close = element("button", { type: "button" }, "Close");
    const form = element("form", { method: "get", action: `${root}search/`, role: "search" }, input, close);
    status = element("p", { class: "search-status", role: "status" });
    list = element("div", { id: "search-list", role: "listbox", "aria-label": "Results", tabindex: "-1" });
    all = element("a", { class: "search-all", href: `${root}search/` }, "All results on a page, to share");
    dialog = element("dialog", { class: "search", "aria-label": "Search" }, form, status, list, all);
    close.addEventListener("click", shut);
    dialog.addEventListener("click", (event) => event.target === dialog && shut());
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      shut();
    });
    dialog.addEventListener("close", leave); // closed in another way, such as the back gesture of a phone
    input.addEventListener("input", showBox);
    input.addEventListener("keydown", onKey);
    form.addEventListener("submit", (event) => {
      const chosen = list.querySelectorAll("[role=option]")[Math.max(active, 0)];
      if (!chosen || !input.value.trim()) return; // the form itself leads to the search page
      event.preventDefault();
      chosen.click();
    });
    document.body.append(dialog);
    listeners.add((state) => {
      dialog.dataset.state = state;
      if (dialog.open) showBox();
    });
  }

  function open() {
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    prepare();
    showBox();
  }

  /** Close, and leave the field at once: until the next frame it would keep the focus, and keys typed then would be lost. */
  function shut() {
    dialog.close();
    leave();
  }

  function leave() {
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  }

  function showBox() {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    const query = input.value;
    all.href = `${root}search/${query.trim() ? `?${new URLSearchParams({ q: query.slice(0, 200) })}` : ""}`;
    if (!index) {
      status.textContent = dialog.dataset.state === "failed" ? "The search could not be loaded." : "Loading.";
      return;
    }
    if (!globalThis.Search.parse(query).words.length) {
      status.textContent = "";
      list.replaceChildren(group("The pillars", start.sections), group("Terms with the most links", start.terms));
    } else {
      const { pages, status: text } = answer(query);
      status.textContent = text;
      list.replaceChildren(
        ...pages.slice(0, IN_BOX).map(({ result }) => link(result, query, { role: "option", tabindex: "-1" })),
      );
      list.firstElementChild?.classList.add("search-first");
    }
    list.querySelectorAll("[role=option]").forEach((option, i) => {
      option.id = `search-option-${i}`;
      option.setAttribute("aria-selected", "false");
    });
    list.scrollTop = 0;
  }

  /** Documents as options under a heading. */
  function group(title, numbers) {
    const options = numbers.map((document) => {
      const { title: name, where, address, kind } = index.documents[document];
      const attributes = { role: "option", tabindex: "-1", href: root + address, "data-search-result": kind };
      return element(
        "a",
        attributes,
        element("span", { class: "search-title" }, name),
        " ",
        element("span", { class: "search-kind" }, where),
      );
    });
    return element(
      "div",
      { role: "group", "aria-label": title },
      element("p", { class: "search-group", "aria-hidden": "true" }, title),
      ...options,
    );
  }

  function onKey(event) {
    const options = [...list.querySelectorAll("[role=option]")];
    const last = options.length - 1;
    const to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last }[event.key];
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
    const form = document.querySelector("[data-search-page]");
    const field = form.elements.q;
    const said = document.getElementById("search-status");
    const place = document.getElementById("search-results");
    field.value = new URLSearchParams(location.search).get("q") || "";

    const show = () => {
      if (!index || !globalThis.Search.parse(field.value).words.length) {
        said.textContent = "";
        place.replaceChildren();
        return;
      }
      const { pages, status: text } = answer(field.value);
      said.textContent = text;
      place.replaceChildren(
        element("ol", { class: "search-list" }, ...pages.slice(0, ON_PAGE).map((found) => item(found, field.value))),
      );
    };
    const typed = () => {
      const address = new URL(location.href);
      if (field.value.trim()) address.searchParams.set("q", field.value.slice(0, 200));
      else address.searchParams.delete("q");
      history.replaceState(history.state, "", address);
      prepare();
      show();
    };
    listeners.add((state) => {
      form.dataset.state = state;
      if (state === "failed") said.textContent = "The search could not be loaded.";
      else show();
    });
    field.addEventListener("input", typed);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed();
    });
    field.addEventListener("focus", prepare, { once: true });
    if (field.value) prepare();
  }

  /** A page as an item of the list, with what else was found on it. */
  function item({ result, further }, query) {
    const made = element("li", {}, link(result, query, {}));
    if (further.length) {
      const places = further.slice(0, 12).map((other) => {
        const { title, where, address } = index.documents[other.document];
        return element(
          "li",
          {},
          element("a", { href: root + address, "data-search-place": "" }, inLanguage(title)),
          ` ${where}`,
        );
      });
      made.append(
        element("p", { class: "search-further" }, "Also there:"),
        element("ul", { class: "search-further" }, ...places),
      );
    }
    return made;
  }

  globalThis.SearchBox = { open, page };
})();
