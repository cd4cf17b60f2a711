/*
 * Passages: copy and cite, walk by key. What notes do is in notes.js, the cards of terms and sources in cards.js.
 * Everything here adds to a page that works without it.
 *
 *   Cite.citationFrom(address)    the citation of a passage, from its page
 *   Cite.quoted(words, citation)  both as one text
 */
const Cite = (() => {
  "use strict";

  const { all, one, element, button, stored, isSingleKey, copy, fetched, pageAt, inForm } = Site;

  const PARTS = {
    passage: ".passage",
    numbers: ".passage > .num a",
    text: ".text",
    tools: ".tools[data-number]",
    note: ".notes > details",
    cite: ".cite", // one thing that can be cited; its heading says what
    called: ".cite [data-style]", // a citation's name; the citation follows it
    files: ".cite .files",
    download: "a[download]",
    accessed: ".accessed",
    address: "a.address",
    canonical: 'link[rel="canonical"]',
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
   * The citation of a passage, in the style that the reader copied last, from the page of the passage.
   * @param {string} address
   */
  async function citationFrom(address) {
    const page = await pageAt(address);
    bringUpToDate(page, address);
    const styles = all(PARTS.statementStyle, page);
    const chosen = stored.get("citation-style") || "chicago-notes";
    const style = styles.find((s) => s.dataset.style === chosen) || styles[0];
    return style.nextElementSibling?.textContent?.trim() || "";
  }

  /**
   * “Words” followed by a citation: in brackets where the style gives a note, as it is where it has brackets.
   * @param {string} words
   * @param {string} citation
   */
  function quoted(words, citation) {
    return `“${words}” ${/^[([]/.test(citation) ? citation : `(${citation.replace(/\.$/, "")})`}`;
  }

  /**
   * The tools of a passage: copy link, copy quotation with citation; the link "Cite" is in the page already.
   * @param {HTMLElement} tools
   */
  function addTools(tools) {
    const { number = "" } = tools.dataset;
    /** @type {HTMLAnchorElement} */
    const cite = one("a", tools);
    const page = new URL(cite.href);
    page.hash = "";
    const copyLink = () => copy(page.href, `Link to passage ${number} copied.`);
    const copyQuotation = () => {
      const words = textIn(tools.closest(PARTS.passage) || document, PARTS.text).trim();
      const whole = citationFrom(page.href).then((citation) => quoted(words, citation));
      copy(whole, `Passage ${number} copied with a citation.`);
    };
    cite.before(
      button("Copy link", copyLink, `Copy link to passage ${number}`),
      button("Copy quotation", copyQuotation, `Copy quotation of passage ${number} with its citation`),
    );
    const passage = tools.closest(PARTS.passage);
    /** @type {HTMLDetailsElement[]} */
    const notes = passage ? all(PARTS.note, passage) : [];
    if (notes.length > 1) tools.append(openAll(notes, number));
  }

  /**
   * @param {HTMLDetailsElement[]} notes
   * @param {string} number
   */
  function openAll(notes, number) {
    const allOpen = () => notes.every((note) => note.open);
    const made = button("", () => {
      const open = !allOpen();
      for (const note of notes) note.open = open;
    });
    const name = () => {
      made.textContent = allOpen() ? "Close all notes" : "Open all notes";
      made.setAttribute("aria-label", `${made.textContent} on passage ${number}`);
    };
    for (const note of notes) note.addEventListener("toggle", name);
    name();
    return made;
  }

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
      copy((words.textContent || "").trim(), `${name}: copied.`);
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

  bringUpToDate(document, location.href);
  all(PARTS.tools).forEach(addTools);
  all(PARTS.called).forEach(addCopyButton);
  all(PARTS.files).forEach(addFileButtons);
  bindWalk(all(PARTS.numbers));

  return { citationFrom, quoted };
})();
