/*
 * What is copied of the passages on a page, and the tool for words that are selected. Fetched after copying.js when it is
 * first needed (passages.js).
 *
 *   Selected.inForm(words)    words of passages on this page, in the form that the reader chose
 */

/** @typedef {{passage: HTMLElement, words: string}} Words of a passage on this page */
/** @typedef {Chosen & Words & {text: string}} Picked what is selected of them; `text` is all that the passage says */

const Selected = (() => {
  "use strict";

  const { all, one, element, button, copy } = Site;
  const { trimmed, fragment } = Copying;

  const PARTS = {
    passage: ".passage",
    text: ".text",
    number: ".tools", // names its passage
    cite: ".tools a",
    button: ".tools button",
    beside: ".notes",
  };
  const root = document.documentElement;

  // --- a quotation in its form ---

  /** @param {Element} passage */
  const numberOf = (passage) => one(PARTS.number, passage).dataset.number || "";

  /**
   * The page of a passage: what one links to.
   * @param {Element} passage
   */
  function pageOf(passage) {
    /** @type {HTMLAnchorElement} */
    const cite = one(PARTS.cite, passage);
    const page = new URL(cite.href);
    page.hash = "";
    return page.href;
  }

  /**
   * @param {Words[]} chosen
   * @param {string} edition named in the note too, if given
   * @param {(one: Words) => string} addressed
   */
  async function inForm(chosen, edition = "", addressed = ({ passage }) => pageOf(passage)) {
    const form = Cite.formChosen();
    const quotations = chosen.map(async (one) => {
      const note = [root.dataset.note, `para. ${numberOf(one.passage)}`, edition].filter(Boolean).join(", ");
      const citations = form === "reference" ? await Cite.citationsFrom(pageOf(one.passage)) : [];
      return { words: one.words, note, address: addressed(one), citations };
    });
    return Copying.inForm(form, await Promise.all(quotations));
  }

  // --- what is selected ---

  /**
   * The passage to whose words a place belongs.
   * @param {Node} node
   */
  function passageOf(node) {
    const element = node instanceof Element ? node : node.parentElement;
    return element?.closest(PARTS.beside) ? null : element?.closest(PARTS.passage);
  }

  /**
   * The words of passages that are selected, and nothing of what stands between them. None, if the selection begins or
   * ends elsewhere.
   * @returns {Picked[]}
   */
  function picked() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return [];
    const selected = selection.getRangeAt(0);
    if (!passageOf(selected.startContainer) || !passageOf(selected.endContainer)) return [];
    const texts = all(`${PARTS.passage} ${PARTS.text}`).filter((text) => selected.intersectsNode(text));
    return texts.map((text) => pickedIn(text, selected)).filter((one) => one.words);
  }

  /**
   * @param {HTMLElement} text
   * @param {Range} selected
   * @returns {Picked}
   */
  function pickedIn(text, selected) {
    const own = document.createRange();
    own.selectNodeContents(text);
    const whole = own.toString();
    if (selected.compareBoundaryPoints(Range.END_TO_END, own) < 0)
      own.setEnd(selected.endContainer, selected.endOffset);
    const end = own.toString().length;
    if (selected.compareBoundaryPoints(Range.START_TO_START, own) > 0)
      own.setStart(selected.startContainer, selected.startOffset);
    const stretch = trimmed(whole, end - own.toString().length, end);
    return { ...stretch, passage: /** @type {HTMLElement} */ (text.closest(PARTS.passage)), text: whole };
  }

  /**
   * From one passage to another, their words are copied as two, with the keys of the system too.
   * @param {ClipboardEvent} event
   */
  function onCopy(event) {
    const found = picked();
    if (found.length < 2) return;
    event.clipboardData?.setData("text/plain", found.map((one) => one.words).join("\n\n"));
    event.preventDefault();
  }

  // --- the tool for what is selected: stands behind the passage's words, for Tab, and is shown under them ---

  const tool = element("div", { class: "picked", role: "toolbar", popover: "manual" });
  const said = element("p", { class: "unseen", role: "status" });
  /** @type {Picked[]} */
  let shownFor = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;

  /** @param {Picked[]} found */
  function named(found) {
    const numbers = found.map((one) => numberOf(one.passage));
    return `${numbers.length > 1 ? "passages" : "passage"} ${numbers.join(" and ")}`;
  }

  function copyWords() {
    const found = shownFor;
    /** @param {Words} one */
    const toWords = (one) => addressOf([/** @type {Picked} */ (one)]);
    const addressed = Cite.formChosen() === "link" ? toWords : undefined;
    Cite.copyInForm(() => inForm(found, root.dataset.noteEdition, addressed), `Words of ${named(found)}`);
  }

  /**
   * What leads to these words: on their passage's page, or on this one, which has them all.
   * @param {Picked[]} found
   */
  function addressOf(found) {
    const page = found.length > 1 ? location.href.split("#")[0] : pageOf(found[0].passage);
    return `${page}#${found[0].passage.id}:~:${found.map((one) => fragment(one.text, one)).join("&")}`;
  }

  const copyLink = () => copy(addressOf(shownFor), `Link to the words of ${named(shownFor)} copied.`);

  /** Show the tool for what is selected, when that has come to rest; hide it when nothing is. */
  function follow() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      const found = picked();
      if (found.length) show(found);
      else if (!tool.contains(document.activeElement)) hide();
    }, 250);
  }

  /** @param {Picked[]} found */
  function show(found) {
    const name = `Selected words of ${named(found)}`;
    const last = /** @type {Picked} */ (found.at(-1));
    shownFor = found;
    const behind = one(PARTS.text, last.passage).closest("blockquote");
    if (behind && tool.previousElementSibling !== behind) behind.after(tool);
    tool.setAttribute("aria-label", name);
    tool.showPopover();
    place();
    said.textContent = `${name}: buttons to copy them follow the passage.`;
  }

  /** Under the last line of what is selected, inside the window's width. The page's own coordinates: it scrolls along. */
  function place() {
    const lines = getSelection()?.getRangeAt(0).getClientRects();
    const last = lines?.[lines.length - 1];
    if (!last) return;
    const left = Math.max(8, Math.min(last.left, root.clientWidth - tool.offsetWidth - 8));
    const below = last.bottom + tool.offsetHeight + 8 < innerHeight;
    tool.style.left = `${left + scrollX}px`;
    tool.style.top = `${(below ? last.bottom + 6 : Math.max(8, innerHeight - tool.offsetHeight - 8)) + scrollY}px`;
  }

  function hide() {
    if (!shownFor.length) return;
    shownFor = [];
    said.textContent = "";
    tool.hidePopover();
  }

  /** @param {KeyboardEvent} event */
  function onEscape(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !shownFor.length) return;
    event.preventDefault(); // what is open behind it stays open
    const from = tool.contains(document.activeElement) && shownFor.at(-1)?.passage;
    hide();
    if (from) one(PARTS.button, from).focus({ preventScroll: true });
  }

  function bindTool() {
    tool.append(button("Copy words", copyWords), button("Copy link to words", copyLink));
    document.body.append(said, tool);
    // A press on the tool does not end the selection.
    tool.addEventListener("pointerdown", (event) => event.preventDefault());
    tool.addEventListener("mousedown", (event) => event.preventDefault());
    tool.addEventListener("focusout", () => {
      if (!picked().length) follow();
    });
    document.addEventListener("selectionchange", follow);
    document.addEventListener("keydown", onEscape, true);
    follow();
  }

  document.addEventListener("copy", onCopy);
  if ("popover" in tool) bindTool();

  return { inForm };
})();
