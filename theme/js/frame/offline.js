/*
 * In the offline copy alone (scripts/offline.py puts it into each page, behind site.js): a page that was opened from a
 * folder may run scripts that lie beside it, but may fetch nothing, and the address of a folder shows no page.
 *
 *   Offline.give(file, text)   a data file as a script: what Site.fetched answers for it
 */
const Offline = (() => {
  "use strict";

  const { root, load } = Site;
  /** @type {Map<string, string>} */
  const given = new Map();

  /**
   * @param {string} file below the site's root
   * @param {string} text
   */
  function give(file, text) {
    given.set(file, text);
  }

  /** @param {string} address */
  async function fetched(address) {
    const file = address.replace(root, "");
    if (!given.has(file)) await load(`${file}.js`);
    return new Response(given.get(file));
  }

  /**
   * The page of a folder is a file in it: for the links that scripts make; those of the pages say so themselves.
   * @param {string} address
   */
  function inFolder(address) {
    const found = new URL(address, location.href);
    if (found.protocol === "file:" && found.pathname.endsWith("/")) found.pathname += "index.html";
    return found.href;
  }

  /** @param {Event} event */
  function lead(event) {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link instanceof HTMLAnchorElement && link.href !== inFolder(link.href)) link.href = inFolder(link.href);
  }

  Site.fetched = fetched;
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, lead, true);

  return { give };
})();
