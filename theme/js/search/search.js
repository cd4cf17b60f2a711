/*
 * The part of the search that every page loads: opens the box by its link, by "/" and by "s", and fetches the rest only then.
 *
 *   SiteSearch.root              address of the site's start page, whatever page this is
 *   SiteSearch.engine()          promise of `Search` (ranking.js), without any index: what a filter needs
 *   SiteSearch.open()            opens the box
 */
const SiteSearch = (() => {
  "use strict";

  const PARTS = { open: "[data-search-open]", page: "[data-search-page]" };
  const STYLE = "css/search.css";
  const ENGINE = ["js/search/words.js", "js/search/index.js", "js/search/ranking.js"];
  const BOX = [...ENGINE, "js/search/box.js"];
  const MARKS = ["js/search/words.js", "js/search/highlight.js"];

  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", src).href;
  const ours = { createScriptURL: (/** @type {string} */ file) => root + file };
  /** @typedef {{trustedTypes?: {createPolicy(name: string, rules: typeof ours): typeof ours}}} NotYetInTsc */
  const { trustedTypes } = /** @type {NotYetInTsc} */ (/** @type {unknown} */ (globalThis));
  // Where the browser has Trusted Types, this is the one way in which an address becomes a script.
  const policy = trustedTypes?.createPolicy("our-scripts", ours) ?? ours;
  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();

  /**
   * Loads a script or a style sheet of ours, once; not at all where the page brings it.
   * @param {string} file
   */
  function load(file) {
    const known = loading.get(file) ?? fetched(file);
    loading.set(file, known);
    return known;
  }

  /** @param {string} file */
  function fetched(file) {
    const address = root + file;
    if ([...document.scripts].some((script) => script.src === address)) return Promise.resolve();
    const made = file.endsWith(".css")
      ? Site.element("link", { rel: "stylesheet", href: address })
      : Object.assign(Site.element("script"), { src: policy.createScriptURL(file) });
    return new Promise((resolve, reject) => {
      made.onload = resolve;
      made.onerror = () => {
        loading.delete(file); // the next try fetches again
        made.remove();
        reject(new Error(file));
      };
      document.head.append(made);
    });
  }

  /**
   * Scripts of which each needs those before it: fetched together, run one after another.
   * @param {string[]} files
   */
  async function loadInOrder(files) {
    const later = files.slice(1).filter((file) => !loading.has(file));
    const hints = later.map((file) => Site.element("link", { rel: "preload", as: "script", href: root + file }));
    document.head.append(...hints);
    for (const file of files) await load(file);
  }

  async function engine() {
    await loadInOrder(ENGINE);
    return Search;
  }

  /** Everything that shows results. */
  async function box() {
    await Promise.all([load(STYLE), loadInOrder(BOX)]);
    return SearchBox;
  }

  /** Opens the box; where its files cannot be had, goes to the search page, which says what else there is. */
  function open() {
    box().then(
      (searchBox) => searchBox.open(),
      () => location.assign(`${root}search/`),
    );
  }

  /** @param {HTMLElement} link */
  function bindLink(link) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-keyshortcuts", "/ s");
    link.title = "Search ( / )";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab gets the search page
      event.preventDefault();
      open();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      open();
    });
  }

  Site.all(PARTS.open).forEach(bindLink);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || (event.key !== "/" && event.key !== "s") || !Site.isSingleKey(event)) return;
    event.preventDefault();
    open();
  });
  if (document.querySelector(PARTS.page)) {
    box().then(
      (searchBox) => searchBox.page(),
      () => {},
    );
  }
  if (new URLSearchParams(location.search).has("h")) {
    Promise.all([load(STYLE), loadInOrder(MARKS)]).catch(() => {}); // a page without marks is whole
  }

  return { root, engine, open };
})();
