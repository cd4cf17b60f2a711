/*
 * The part of the search that every page loads: opens the box by its link, by "/" and by "s", and fetches the rest only then.
 *
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

  const { root, load } = Site;

  async function engine() {
    await load(...ENGINE);
    return Search;
  }

  /** Everything that shows results. */
  async function box() {
    await Promise.all([load(STYLE), load(...BOX)]);
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
    load(STYLE, ...MARKS).catch(() => {}); // a page without marks is whole
  }

  return { engine, open };
})();
