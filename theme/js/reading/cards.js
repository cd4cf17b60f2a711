/*
 * What a link leads to, on a card beside it: the definition of a term, the line of a source.
 * WCAG 1.4.13: a card can be dismissed and hovered, and stays until the reader leaves. Everything here adds to a page that
 * works without it. A key follows the link: the line of a source and its links are where its number leads.
 */
(() => {
  "use strict";

  const { all, one, element, pageAt } = Site;

  const PARTS = {
    term: "a.term",
    mark: ".text mark[data-note]",
    source: ".footnote-ref", // the number of a source, which leads to its line in the list
    line: "p",
    back: ".footnote-backref",
    known: 'a[href*="sources/"]:not([href^="http"])', // in that line: publisher and date, which lead to what is known about the source
  };

  // --- what is on a card ---

  /** @typedef {(link: HTMLAnchorElement) => Promise<(Node | string)[]> | (Node | string)[]} Told empty if nothing is known */

  /**
   * The definition of an entry: from the list on this page, else from the entry's own page, which describes itself by it.
   * @type {Told}
   */
  async function definitionOf(link) {
    const own = document.querySelector(`#terms ~ dl a[href="${CSS.escape(link.getAttribute("href") || "")}"]`);
    if (own) return definition(own.textContent, own.closest("dt")?.nextElementSibling?.textContent);
    const page = await pageAt(link.href).catch(() => undefined);
    if (!page) return [];
    return definition(one("h1", page).textContent, one('meta[name="description"]', page).getAttribute("content"));
  }

  /**
   * @param {string | null} name
   * @param {string | null | undefined} text
   */
  const definition = (name, text) => [element("b", {}, name || ""), (text || "").trim()];

  /** @param {HTMLAnchorElement} number */
  const footnoteOf = (number) => document.getElementById(number.hash.slice(1));

  /**
   * The line of a source, with its links.
   * @type {Told}
   */
  function sourceOf(number) {
    const line = /** @type {Element | undefined} */ (footnoteOf(number)?.querySelector(PARTS.line)?.cloneNode(true));
    if (!line) return [];
    for (const back of all(PARTS.back, line)) back.remove();
    return [...line.childNodes];
  }

  /**
   * The number of a source says whose it is: "Source 3: Gazette, 1 May 2020".
   * @param {HTMLAnchorElement} number
   */
  function nameSource(number) {
    const told = footnoteOf(number)?.querySelector(PARTS.known)?.textContent;
    if (told) number.setAttribute("aria-label", `Source ${number.textContent}: ${told}`);
  }

  // --- the card ---

  const card = element("div", { class: "card", id: "card", role: "tooltip", hidden: "" });
  /** @type {HTMLAnchorElement | null} */
  let shownFor = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  /**
   * @param {HTMLAnchorElement} link
   * @param {Told} told
   * @param {string} hint
   */
  async function show(link, told, hint) {
    clearTimeout(leaving);
    if (shownFor === link) return;
    hide();
    shownFor = link;
    const found = await told(link);
    if (!found.length || shownFor !== link) return;
    card.replaceChildren(...found, ...(hint ? [element("i", {}, hint)] : []));
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

  function hide() {
    clearTimeout(leaving);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    card.hidden = true;
  }

  /** Is the reader at the link, or at a link on the card? */
  const here = () => shownFor === document.activeElement || card.contains(document.activeElement);

  /** Hide in a moment, unless the pointer comes to the link or the card before. */
  function hideSoon() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (!here() && !card.matches(":hover")) hide();
    }, 300);
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {Told} told
   * @param {string} hint for a finger, which gets the card first
   */
  function bind(link, told, hint) {
    let touch = false;
    let shownBefore = false;
    let noted = false; // the pointer is on a word that opens a note, which offers the term
    link.addEventListener("pointerdown", (event) => {
      touch = event.pointerType === "touch";
      noted = event.target instanceof Element && Boolean(event.target.closest(PARTS.mark));
      shownBefore = shownFor === link;
    });
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") show(link, told, "");
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hideSoon();
    });
    link.addEventListener("focus", () => {
      if (!noted) show(link, told, touch ? hint : "");
    });
    link.addEventListener("blur", () => {
      noted = false;
      hideSoon();
    });
    link.addEventListener("click", (event) => {
      if (!touch || noted || shownBefore) {
        hide();
        return;
      }
      event.preventDefault();
      show(link, told, hint);
    });
  }

  /** @param {KeyboardEvent} event */
  function dismiss(event) {
    if (event.key !== "Escape" || card.hidden) return;
    event.preventDefault();
    if (card.contains(document.activeElement)) shownFor?.focus();
    hide();
  }

  function bindCard() {
    one("main").append(card);
    card.addEventListener("pointerenter", () => clearTimeout(leaving));
    card.addEventListener("pointerleave", hideSoon);
    card.addEventListener("focusout", hideSoon);
    document.addEventListener("keydown", dismiss, true);
    document.addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !card.contains(target) && !shownFor?.contains(target)) hide();
    });
  }

  /** @type {HTMLAnchorElement[]} */
  const terms = all(PARTS.term);
  /** @type {HTMLAnchorElement[]} */
  const sources = all(PARTS.source);
  for (const term of terms) bind(term, definitionOf, "Tap again for the entry.");
  for (const source of sources) {
    nameSource(source);
    bind(source, sourceOf, "Tap again for the list of sources.");
  }
  if (terms.length || sources.length) bindCard();
})();
