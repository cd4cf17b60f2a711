/*
 * Passages and terms: cite, walk by key, show definitions. What notes do is in notes.js, what is copied of passages in
 * copying.js.
 * Everything here adds to a page that works without it.
 *
 *   Cite.citationFrom(address)    the citation of a passage, from its page
 *   Cite.citationsFrom(address)   the same as text and HTML, with the entry for the list if the style needs both
 */
const Cite = (() => {
  "use strict";

  const { all, one, element, button, stored, isSingleKey, copy, fetched, pageAt, inForm } = Site;

  const PARTS = {
    passage: ".passage",
    numbers: ".passage > .num a",
    mark: ".text mark[data-note]",
    term: "a.term",
    cite: ".cite", // one thing that can be cited; its heading says what
    called: ".cite [data-style]", // a citation's name; the citation follows it
    files: ".cite .files",
    download: "a[download]",
    accessed: ".accessed",
    address: "a.address",
    canonical: 'link[rel="canonical"]',
    source: ".footnote-ref", // the number of a source, which leads to its line in the list
    known: 'a[href*="sources/"]:not([href^="http"])', // in that line: what is known about the source; names publisher and date
    // On a passage's own page: how to cite the statement there.
    statementStyle: "#cite-statement [data-style]",
  };

  // --- dates and addresses of the reader's own visit ---

  const UNKNOWN = "[web address]"; // what stands for it in files (records.py)

  /**
   * Put today's date and, where the site's address is not built in, the page's own into citations below `root`.
   * @param {Document} root
   * @param {string} base
   */
  function bringUpToDate(root, base) {
    for (const date of all(PARTS.accessed, root)) date.textContent = inForm(new Date(), date.dataset.form);
    for (const address of all(PARTS.address, root)) {
      address.textContent = new URL(address.getAttribute("href") || "", base).href;
    }
  }

  // --- copying and citing ---

  /**
   * @param {ParentNode} root
   * @param {string} selector
   */
  const textIn = (root, selector) => one(selector, root).textContent || "";

  /**
   * A citation as text and, with its italics and its link, as HTML for word processors.
   * @param {Element} citation
   */
  function inBothForms(citation) {
    const plain = element("p", {}, ...[...citation.childNodes].map((node) => node.cloneNode(true)));
    for (const date of all(PARTS.accessed, plain)) date.replaceWith(date.textContent || "");
    for (const address of all(PARTS.address, plain)) {
      const href = address.textContent || "";
      const link = element("a", {}, href);
      link.setAttribute("href", href); // also where the site's own address is another than this one
      address.replaceWith(link);
    }
    return { text: (plain.textContent || "").trim(), html: plain.innerHTML.trim() };
  }

  /**
   * The citations of a passage, in the style that the reader copied last, from the page of the passage: what stands in
   * the text or note, and where that has no address, what stands in the list of references.
   * @param {string} address
   */
  async function citationsFrom(address) {
    const page = await pageAt(address);
    bringUpToDate(page, address);
    const styles = all(PARTS.statementStyle, page);
    const chosen = stored.get("citation-style") || "chicago-notes";
    const own = styles.filter((s) => s.dataset.style === chosen);
    const given = (own.length ? own : styles).flatMap((s) => s.nextElementSibling || []);
    return given.slice(0, given[0]?.querySelector(PARTS.address) ? 1 : 2).map(inBothForms);
  }

  /**
   * The first of them.
   * @param {string} address
   */
  const citationFrom = async (address) => (await citationsFrom(address))[0].text;

  /**
   * What can be cited where an element stands: there may be two things on one page.
   * @param {HTMLElement} element
   */
  const whatIn = (element) => textIn(element.closest(PARTS.cite) || document, "h3").trim();

  /**
   * A citation is a definition; what it is called stands before it: "Chicago (notes), note".
   * @param {HTMLElement} called
   */
  function addCopyButton(called) {
    const name = (called.textContent || "").trim();
    const citation = called.nextElementSibling;
    if (!citation) return;
    const words = element("span", {}, ...citation.childNodes);
    const action = () => {
      stored.set("citation-style", called.dataset.style || "");
      copy(inBothForms(words), `${name}: copied.`);
    };
    citation.append(words, " ", button("Copy", action, `Copy: ${whatIn(called)}, ${name}`));
  }

  /**
   * A file for a reference manager, with the page's address where the site's is not built in.
   * @param {HTMLAnchorElement} link
   */
  async function fileOf(link) {
    const response = await fetched(link.href);
    const address = textIn(link.closest(PARTS.cite) || document, PARTS.address);
    return (await response.text()).replaceAll(UNKNOWN, address);
  }

  /**
   * Such a file is made here, if it can be had at all: an offline copy has it as it is.
   * @param {HTMLAnchorElement} link
   */
  async function download(link) {
    const href = await fileOf(link).then(
      (text) => URL.createObjectURL(new Blob([text])),
      () => link.href,
    );
    Object.assign(element("a"), { href, download: new URL(link.href).pathname.split("/").at(-1) || "" }).click();
    URL.revokeObjectURL(href);
  }

  /**
   * A file for a reference manager can be copied as well as downloaded.
   * @param {HTMLElement} files
   */
  function addFileButtons(files) {
    for (const link of /** @type {HTMLAnchorElement[]} */ (all(PARTS.download, files))) {
      const action = () => copy(fileOf(link), `${link.textContent} copied.`);
      link.after(" ", button("Copy", action, `Copy ${whatIn(files)} as ${link.textContent}`));
      if (document.querySelector(PARTS.canonical)) continue; // the address is built in
      link.addEventListener("click", (event) => {
        event.preventDefault();
        download(link);
      });
    }
  }

  /**
   * The number of a source says whose it is: "Source 3: Gazette, 1 May 2020".
   * @param {HTMLAnchorElement} number
   */
  function nameSource(number) {
    const known = document.getElementById(number.hash.slice(1))?.querySelector(PARTS.known);
    const told = known?.getAttribute("aria-label") || known?.textContent || "";
    if (told)
      number.setAttribute("aria-label", `Source ${number.textContent}: ${told.replace("about this source: ", "")}`);
  }

  // --- from passage to passage: J and K anywhere, the arrow keys on a number ---

  /** @type {Record<string, number>} */
  const ARROWS = { ArrowDown: 1, ArrowUp: -1 };
  /** @type {Record<string, number>} */
  const LETTERS = { j: 1, k: -1 };

  /** @param {HTMLElement[]} numbers */
  function bindWalk(numbers) {
    document.addEventListener("keydown", (event) => {
      const onNumber = numbers.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const step = (onNumber >= 0 && ARROWS[event.key]) || (isSingleKey(event) && LETTERS[event.key]);
      if (!step) return;
      event.preventDefault();
      const next = numbers[(onNumber >= 0 ? onNumber : nearest(numbers, step)) + step];
      if (!next) return;
      next.focus({ preventScroll: true });
      next.closest(PARTS.passage)?.scrollIntoView({ block: "start" });
    });
  }

  /**
   * From where a step goes when no number has the focus: the passage at the top of the window.
   * @param {HTMLElement[]} numbers
   * @param {number} step
   */
  function nearest(numbers, step) {
    const below = numbers.findIndex((number) => number.getBoundingClientRect().top > 4);
    if (below < 0) return step > 0 ? numbers.length - 1 : numbers.length;
    return step > 0 ? below - 1 : below;
  }

  // --- the card of a term (WCAG 1.4.13: dismissible, hoverable, persistent) ---

  const card = element("div", { class: "termcard", id: "termcard", role: "tooltip", hidden: "" });
  /** @type {HTMLAnchorElement | null} */
  let shownFor = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  /** @type {Promise<Document | undefined> | undefined} */
  let glossary;

  /**
   * The glossary's index, fetched once.
   * @param {URL} address
   */
  function glossaryAt(address) {
    glossary ??= pageAt(address.href).catch(() => {
      glossary = undefined;
      return undefined;
    });
    return glossary;
  }

  /**
   * The definition of an entry: from the list on this page, else from the glossary's index.
   * @param {HTMLAnchorElement} link
   */
  async function definitionOf(link) {
    const own = document.querySelector(`#terms ~ dl a[href="${CSS.escape(link.getAttribute("href") || "")}"]`);
    if (own) return { name: own.textContent || "", text: own.closest("dt")?.nextElementSibling?.textContent || "" };
    const page = await glossaryAt(new URL("../", link.href));
    const id = new URL(link.href).pathname.split("/").at(-2) || "";
    const entry = page?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    return entry && { name: textIn(entry, "a"), text: entry.nextElementSibling?.textContent || "" };
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {boolean} touched
   */
  async function showCard(link, touched) {
    clearTimeout(leaving);
    if (shownFor === link) return;
    hideCard();
    shownFor = link;
    const found = await definitionOf(link);
    if (!found || shownFor !== link) return;
    const hint = touched ? [element("i", {}, "Tap again for the entry.")] : [];
    card.replaceChildren(element("b", {}, found.name), found.text.trim(), ...hint);
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link);
  }

  /**
   * Under the first line of the link, inside the window's width.
   * @param {HTMLAnchorElement} link
   */
  function place(link) {
    const [first] = link.getClientRects();
    const from = (card.offsetParent || document.body).getBoundingClientRect();
    const left = Math.max(8, Math.min(first.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    const below = first.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = `${left - from.left}px`;
    card.style.top = `${(below ? first.bottom + 4 : first.top - card.offsetHeight - 4) - from.top}px`;
  }

  function hideCard() {
    clearTimeout(leaving);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    card.hidden = true;
  }

  /** Hide in a moment, unless the pointer comes to the link or the card before. */
  function hideSoon() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (shownFor !== document.activeElement) hideCard();
    }, 300);
  }

  /** @param {HTMLAnchorElement} link */
  function bindTerm(link) {
    let touch = false;
    let shownBefore = false;
    let noted = false; // the pointer is on a word that opens a note, which offers the term
    link.addEventListener("pointerdown", (event) => {
      touch = event.pointerType === "touch";
      noted = event.target instanceof Element && Boolean(event.target.closest(PARTS.mark));
      shownBefore = shownFor === link;
    });
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch" && getSelection()?.isCollapsed) showCard(link, false); // not while words are selected
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hideSoon();
    });
    link.addEventListener("focus", () => {
      if (!noted) showCard(link, touch);
    });
    link.addEventListener("blur", () => {
      noted = false;
      hideSoon();
    });
    link.addEventListener("click", (event) => {
      if (noted && event.detail > 0) hideCard();
      if (!touch || noted || shownBefore) return;
      event.preventDefault();
      showCard(link, true);
    });
  }

  /** @param {KeyboardEvent} event */
  function dismiss(event) {
    if (event.key !== "Escape" || card.hidden) return;
    event.preventDefault();
    hideCard();
  }

  /** @param {HTMLAnchorElement[]} links */
  function bindTerms(links) {
    one("main").append(card);
    links.forEach(bindTerm);
    card.addEventListener("pointerenter", () => clearTimeout(leaving));
    card.addEventListener("pointerleave", hideSoon);
    document.addEventListener("keydown", dismiss, true);
    document.addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !card.contains(target) && !shownFor?.contains(target)) hideCard();
    });
  }

  bringUpToDate(document, location.href);
  /** @type {HTMLAnchorElement[]} */ (all(PARTS.source)).forEach(nameSource);
  all(PARTS.called).forEach(addCopyButton);
  all(PARTS.files).forEach(addFileButtons);
  bindWalk(all(PARTS.numbers));
  /** @type {HTMLAnchorElement[]} */
  const terms = all(PARTS.term);
  if (terms.length) bindTerms(terms);

  return { citationFrom, citationsFrom };
})();
