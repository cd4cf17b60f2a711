/*
 * The page that leads to the printed parts: puts all of them on it, to be printed as one, when a reader asks for that.
 * Without it each part is opened and printed by itself.
 */

(() => {
  "use strict";

  const { one, all, button, element, pageAt } = Site;

  const PARTS = {
    links: "#parts a",
    article: "article",
    imprint: ".imprint",
    here: 'a[href^="#"]', // links to places of the same part
    away: 'a:not([href^="#"]):not([href*="://"])',
  };

  const list = one("#parts");
  const status = element("p", { role: "status" });
  const start = button("Put all parts on this page and print", gather);

  async function gather() {
    start.disabled = true;
    status.textContent = "Loading the parts.";
    /** @type {HTMLAnchorElement[]} */
    const links = all(PARTS.links);
    try {
      const pages = await Promise.all(links.map((link) => pageAt(link.href)));
      one(PARTS.imprint).before(...pages.map((page, i) => part(page, `part-${i + 1}`)));
    } catch {
      start.disabled = false;
      status.textContent = "The parts could not be loaded. Open and print them one by one.";
      return;
    }
    for (const [i, link] of links.entries()) link.setAttribute("href", `#part-${i + 1}`);
    start.remove();
    status.remove();
    print();
  }

  /**
   * What a part's page says, as a section of this one: its places keep apart from those of the others.
   * @param {Document} page
   * @param {string} id
   */
  function part(page, id) {
    const article = one(PARTS.article, page);
    one(PARTS.imprint, article).remove();
    for (const place of all("[id]", article)) place.id = `${id}-${place.id}`;
    for (const link of /** @type {HTMLAnchorElement[]} */ (all(PARTS.here, article)))
      link.setAttribute("href", `#${id}-${link.hash.slice(1)}`);
    for (const link of /** @type {HTMLAnchorElement[]} */ (all(PARTS.away, article))) {
      link.setAttribute("href", link.pathname + link.hash);
    }
    return element("section", { class: "printed", id }, ...document.adoptNode(article).childNodes);
  }

  list.before(element("p", { class: "screen-only" }, start), status);
})();
