/*
 * Passages: cite, walk by key, and the tools of each. What is copied with them is in copying.js, what notes do in
 * notes.js, the cards of terms and sources in cards.js.
 * Everything here adds to a page that works without it.
 *
 *   Cite.citationFrom(address)    the citation of a passage, from its page
 *   Cite.citationsFrom(address)   the same as text and HTML, with the entry for the list if the style needs both
 *   Cite.formChosen()             the form in which the reader copies quotations
 *   Cite.copyInForm(make, what)   copy in that form, and say of what
 */
const Cite = (() => {
  "use strict";

  const { all, one, element, button, stored, isSingleKey, copy, fetched, pageAt, inForm, load } = Site;

  const PARTS = {
    passage: ".passage",
    numbers: ".passage > .num a",
    text: ".text",
    tools: ".tools[data-number]",
    forms: ".tools select",
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

  // --- the tools of a passage: the link "Cite" is in the page already ---

  /** @type {Record<string, string>} what is remembered, and what the reader is offered; the first is the default */
  const FORMS = {
    note: "with a short note",
    reference: "with the full reference",
    markdown: "as Markdown",
    link: "as a link",
  };
  // Fetched when something is to be copied, or words are selected.
  const COPYING = ["js/reading/copying.js", "js/reading/selection.js"];

  /** The form that the reader chose last. */
  function formChosen() {
    const form = stored.get("copy-form") || "";
    return Object.hasOwn(FORMS, form) ? form : Object.keys(FORMS)[0];
  }

  /**
   * Copy words of passages in the form that the reader chose; the clipboard waits until they are made.
   * @param {() => Promise<{text: string, html: string}>} make
   * @param {string} what
   */
  function copyInForm(make, what) {
    const form = formChosen();
    const made = load(...COPYING).then(make);
    // An editor would paste the HTML instead of the Markdown.
    const html = form === "markdown" ? undefined : made.then((both) => both.html);
    copy({ text: made.then((both) => both.text), html }, `${what} copied ${FORMS[form]}.`);
  }

  /** @param {HTMLElement} tools */
  function addTools(tools) {
    const { number = "" } = tools.dataset;
    /** @type {HTMLElement | null} */
    const passage = tools.closest(PARTS.passage);
    if (!passage) return;
    /** @type {HTMLAnchorElement} */
    const cite = one("a", tools);
    const page = new URL(cite.href);
    page.hash = "";
    const copyLink = () => copy(page.href, `Link to passage ${number} copied.`);
    const words = textIn(passage, PARTS.text).trim();
    const copyQuotation = () => copyInForm(() => Selected.inForm([{ passage, words }]), `Passage ${number}`);
    cite.before(
      button("Copy link", copyLink, `Copy link to passage ${number}`),
      button("Copy quotation", copyQuotation, `Copy quotation of passage ${number}`),
      formsOffered(number),
    );
    /** @type {HTMLDetailsElement[]} */
    const notes = all(PARTS.note, passage);
    if (notes.length > 1) tools.append(openAll(notes, number));
  }

  /**
   * The choice of a form stands at each passage and is one: it holds for all of them, and is kept.
   * @param {string} number
   */
  function formsOffered(number) {
    const offered = Object.entries(FORMS).map(([form, name]) => element("option", { value: form }, name));
    const made = element("select", { "aria-label": `How passage ${number} is copied` }, ...offered);
    made.value = formChosen();
    made.addEventListener("change", () => {
      stored.set("copy-form", made.value);
      for (const other of /** @type {HTMLSelectElement[]} */ (all(PARTS.forms))) other.value = made.value;
    });
    return made;
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

  function onSelection() {
    const at = getSelection();
    if (!at || at.isCollapsed || !at.anchorNode?.parentElement?.closest(PARTS.passage)) return;
    document.removeEventListener("selectionchange", onSelection);
    load(...COPYING).catch(() => document.addEventListener("selectionchange", onSelection));
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
  document.addEventListener("selectionchange", onSelection);

  return { citationFrom, citationsFrom, formChosen, copyInForm };
})();
