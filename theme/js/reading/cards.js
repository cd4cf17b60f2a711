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

  /** What has a card: its links, what is told, and a hint for a finger, which gets the card first. */
  const KINDS = [
    { links: PARTS.term, told: definitionOf, hint: "Tap again for the entry." },
    { links: PARTS.source, told: sourceOf, hint: "Tap again for the list of sources." },
  ];
  const LINKS = KINDS.map(({ links }) => links).join(", ");

  const card = element("div", { class: "card", id: "card", role: "tooltip", hidden: "" });
  /** @type {HTMLAnchorElement | null} */
  let shownFor = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;

  /**
   * The link with a card to which an element belongs.
   * @param {EventTarget | null} target
   * @returns {HTMLAnchorElement | null}
   */
  const linkAt = (target) => (target instanceof Element ? target.closest(LINKS) : null);

  /** @param {EventTarget | null} target */
  const isOnCard = (target) => target instanceof Node && card.contains(target);

  /** @param {HTMLAnchorElement} link */
  async function show(link) {
    clearTimeout(leaving);
    if (shownFor === link) return;
    hide();
    shownFor = link;
    const { told, hint } = KINDS.find(({ links }) => link.matches(links)) || KINDS[0];
    const found = await told(link);
    if (!found.length || shownFor !== link) return;
    card.replaceChildren(...found, ...(press.touch ? [element("i", {}, hint)] : []));
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
  const here = () => shownFor === document.activeElement || isOnCard(document.activeElement);

  /** Hide in a moment, unless the pointer comes to the link or the card before. */
  function hideSoon() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (!here() && !card.matches(":hover")) hide();
    }, 300);
  }

  // --- what the reader does: heard on the page, whatever number of links it has ---

  /** How the reader pressed last: with a finger, on a word that opens a note (which offers the term), on the link whose card is shown. */
  const press = { touch: false, noted: false, again: false };

  /** @param {PointerEvent} event */
  function onDown({ target, pointerType }) {
    const link = linkAt(target);
    press.touch = pointerType === "touch";
    press.noted = Boolean(link && target instanceof Element && target.closest(PARTS.mark));
    press.again = link !== null && shownFor === link;
    if (!isOnCard(target) && shownFor !== link) hide();
  }

  /** @param {PointerEvent} event */
  function onOver({ target, pointerType }) {
    if (pointerType === "touch") return;
    const link = linkAt(target);
    if (link) show(link);
    else if (isOnCard(target)) clearTimeout(leaving);
  }

  /** @param {Event} event */
  function onFocus({ target }) {
    const link = linkAt(target);
    if (link && !press.noted) show(link);
  }

  /** @param {Event} event */
  function onLeave({ target }) {
    if (linkAt(target) || isOnCard(target)) hideSoon();
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const link = linkAt(event.target);
    if (!link) return;
    if (!press.touch || press.noted || press.again) {
      hide();
      return;
    }
    event.preventDefault();
    show(link);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    press.touch = false;
    if (event.key !== "Escape" || card.hidden) return;
    event.preventDefault();
    if (isOnCard(document.activeElement)) shownFor?.focus();
    hide();
  }

  if (document.querySelector(LINKS)) {
    one("main").append(card);
    document.addEventListener("pointerdown", onDown);
    document.addEventListener("pointerover", onOver);
    document.addEventListener("pointerout", (event) => event.pointerType !== "touch" && onLeave(event));
    document.addEventListener("focusin", onFocus);
    document.addEventListener("focusout", (event) => {
      press.noted = false;
      onLeave(event);
    });
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey, true);
    // By themselves, so that the page can be used meanwhile.
    setTimeout(() => /** @type {HTMLAnchorElement[]} */ (all(PARTS.source)).forEach(nameSource));
  }
})();
