/*
 * The part of the search that every page loads: opens the box by its link, by "/" and by "s", and fetches the rest only then.
 *
 *   SiteSearch.root              address of the site's start page, whatever page this is
 *   SiteSearch.engine()          promise of `Search` (engine.js), without any index: what a filter needs
 *   SiteSearch.open()            opens the box
 */
(() => {
  "use strict";

  const root = new URL("../../", document.currentScript.src).href;
  const loading = new Map();

  /** Loads a script or a style sheet of ours, once. */
  function load(file) {
    if (!loading.has(file)) {
      loading.set(
        file,
        new Promise((resolve, reject) => {
          const element = file.endsWith(".css")
            ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: root + file })
            : Object.assign(document.createElement("script"), { src: root + file });
          element.onload = resolve;
          element.onerror = () => {
            loading.delete(file); // the next try fetches again
            reject(new Error(file));
          };
          document.head.append(element);
        }),
      );
    }
    return loading.get(file);
  }

  async function engine() {
    await load("js/search/engine.js");
    return globalThis.Search;
  }

  /** Everything that shows results. */
  async function box() {
    await Promise.all([load("css/search.css"), load("js/search/engine.js"), load("js/search/box.js")]);
    return globalThis.SearchBox;
  }

  /** Opens the box; where its files cannot be had, goes to the search page, which says what else there is. */
  function open() {
    box().then(
      (searchBox) => searchBox.open(),
      () => location.assign(root + "search/"),
    );
  }

  globalThis.SiteSearch = { root, engine, open };

  for (const link of document.querySelectorAll("[data-search-open]")) {
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

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || (event.key !== "/" && event.key !== "s") || !window.Site.isSingleKey(event)) return;
    event.preventDefault();
    open();
  });

  if (document.querySelector("[data-search-page]"))
    box().then(
      (searchBox) => searchBox.page(),
      () => {},
    );
  if (new URLSearchParams(location.search).has("h"))
    Promise.all([load("css/search.css"), load("js/search/highlight.js")]).catch(() => {});
})();
