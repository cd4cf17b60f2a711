/*
 * What is copied of passages: their quotation in the form that the reader chose, and any words that are selected.
 * Only pages that have passages load this, after passages.js. Everything here adds to a page that works without it.
 *
 *   Copying.inForm(form, quotations)    quotations as text and, where a word processor gains by it, as HTML
 *   Copying.quoted(words, citation)     both as one text
 *   Copying.fragment(passage, quoted)   what leads to words, in an address: "text=..."
 *   Copying.trimmed(text, start, end)   the words between two places, and where they stand
 */

/** @typedef {{text: string, html: string}} BothForms */
/** @typedef {{start: number, end: number, words: string}} Chosen characters of a passage; a passage holds no markup */
/**
 * @typedef {object} Quotation words of one passage, and what is said with them
 * @property {string} words
 * @property {string} note how a footnote names them: speaker, occasion, place, date, passage
 * @property {string} address
 * @property {BothForms[]} [citations] in the reader's style; of a form that needs them
 */

const Copying = (() => {
  "use strict";

  // --- forms: know no page ---

  /** @type {Record<string, string>} what is remembered, and what the reader is offered; the first is the default */
  const FORMS = {
    note: "with a short note",
    reference: "with the full reference",
    markdown: "as Markdown",
    link: "as a link",
  };

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  /** @param {string} text */
  const inMarkdown = (text) => text.replace(/[\\`*_[\]<>#~|&]/g, "\\$&");
  /** @param {string} address */
  const linked = (address, shown = address) => `<a href="${escaped(address)}">${escaped(shown)}</a>`;
  /** @param {...string} html */
  const paragraphs = (...html) => html.map((one) => `<p>${one}</p>`).join("");

  /** @type {Record<string, (quotation: Quotation) => {text: string, html?: string}>} */
  const MADE = {
    note({ words, note, address }) {
      return {
        text: `“${words}”\n${note}, ${address}`,
        html: paragraphs(`“${escaped(words)}”`, `${escaped(note)}, ${linked(address)}`),
      };
    },
    reference({ words, citations = [] }) {
      const [first, ...others] = citations;
      return {
        text: [quoted(words, first.text), ...others.map((one) => one.text)].join("\n"),
        html: paragraphs(quoted(escaped(words), first.html), ...others.map((one) => one.html)),
      };
    },
    // Nothing but text: an editor would paste the HTML of it.
    markdown({ words, note, address }) {
      return { text: `> “${inMarkdown(words)}”\n>\n> ${inMarkdown(note)}, <${address}>` };
    },
    link({ words, address }) {
      return { text: `“${words}” ${address}`, html: paragraphs(linked(address, `“${words}”`)) };
    },
  };

  /**
   * Quotations in a form, each with its own note: words of two passages are never run together.
   * @param {string} form
   * @param {Quotation[]} quotations
   */
  function inForm(form, quotations) {
    const made = quotations.map(MADE[form]);
    const html = made.map((one) => one.html || "").join("");
    return { text: made.map((one) => one.text).join("\n\n"), html };
  }

  /**
   * “Words” followed by a citation: in brackets where the style gives a note, as it is where it has brackets.
   * @param {string} words
   * @param {string} citation
   */
  function quoted(words, citation) {
    return `“${words}” ${/^[([]/.test(citation) ? citation : `(${citation.replace(/\.$/, "")})`}`;
  }

  // --- words and the address that leads to them: know no page ---

  /**
   * The words between two places of a text, without the space around them.
   * @param {string} text
   * @param {number} start
   * @param {number} end
   * @returns {Chosen}
   */
  function trimmed(text, start, end) {
    const words = text.slice(start, end);
    const from = start + words.length - words.trimStart().length;
    return { start: from, end: from + words.trim().length, words: words.trim() };
  }

  const BESIDE = 3; // words on each side that tell this place from others
  const LONG = 12; // more words than these are named by their first and last

  /**
   * A text directive (https://wicg.github.io/scroll-to-text-fragment/): browsers find whole words only, the first that
   * match, so words that were cut are made whole, and those beside them are named too.
   * @param {string} passage
   * @param {Chosen} stretch
   */
  function fragment(passage, { start, end }) {
    const from = start - (/[\p{L}\p{N}\p{M}'’]*$/u.exec(passage.slice(0, start))?.[0].length || 0);
    const to = end + (/^[\p{L}\p{N}\p{M}'’]*/u.exec(passage.slice(end))?.[0].length || 0);
    const words = passage.slice(from, to).split(" ");
    const whole = words.length > LONG ? [words.slice(0, 5), words.slice(-5)] : [words];
    const before = passage.slice(0, from).split(" ").filter(Boolean).slice(-BESIDE);
    const after = passage.slice(to).split(" ").filter(Boolean).slice(0, BESIDE);
    const parts = whole.map(inDirective).join(",");
    return `text=${before.length ? `${inDirective(before)}-,` : ""}${parts}${after.length ? `,-${inDirective(after)}` : ""}`;
  }

  /**
   * The hyphen, the comma and the ampersand have a meaning there; brackets end a link in Markdown and in many a mail.
   * @param {string[]} words
   */
  function inDirective(words) {
    return encodeURIComponent(words.join(" ")).replace(/[-()'!*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  }

  return { FORMS, inForm, quoted, trimmed, fragment };
})();

// In the browser; the tests of what knows no page run without one.
if (typeof document === "object") {
  (() => {
    "use strict";

    const { all, one, element, button, stored, copy } = Site;
    const { FORMS, inForm, trimmed, fragment } = Copying;

    const PARTS = {
      passage: ".passage",
      text: ".text",
      number: ".tools", // names its passage
      tools: ".tools[data-number]",
      cite: ".tools a",
      button: ".tools button",
      note: ".notes > details",
      beside: ".notes",
      forms: ".tools select",
    };
    const root = document.documentElement;

    // --- a quotation and its form ---

    const formChosen = () => {
      const form = stored.get("copy-form") || "";
      return Object.hasOwn(FORMS, form) ? form : Object.keys(FORMS)[0];
    };

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
     * Words of a passage, with all that the form says about them.
     * @param {Element} passage
     * @param {string} words
     * @param {string} form
     * @param {string} edition named in the note too, if given
     * @returns {Promise<Quotation>}
     */
    async function quotationOf(passage, words, form, edition = "") {
      const address = pageOf(passage);
      const note = [root.dataset.note, `para. ${numberOf(passage)}`, edition].filter(Boolean).join(", ");
      const citations = form === "reference" ? await Cite.citationsFrom(address) : [];
      return { words, note, address, citations };
    }

    /**
     * Copy what is not here yet; the clipboard waits for it.
     * @param {Promise<Quotation>[]} quotations
     * @param {string} form
     * @param {string} done
     */
    function copyIn(form, quotations, done) {
      const made = Promise.all(quotations).then((all) => inForm(form, all));
      const html = made.then((both) => both.html);
      copy({ text: made.then((both) => both.text), html: form === "markdown" ? undefined : html }, done);
    }

    // --- the tools of a passage: the link "Cite" is in the page already ---

    /** @param {HTMLElement} tools */
    function addTools(tools) {
      const { number = "" } = tools.dataset;
      const passage = tools.closest(PARTS.passage);
      if (!passage) return;
      const copyLink = () => copy(pageOf(passage), `Link to passage ${number} copied.`);
      const copyQuotation = () => {
        const form = formChosen();
        const words = (one(PARTS.text, passage).textContent || "").trim();
        copyIn(form, [quotationOf(passage, words, form)], `Passage ${number} copied ${FORMS[form]}.`);
      };
      tools.prepend(
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

    // --- what is selected ---

    /** @typedef {Chosen & {passage: Element, text: string}} Picked */

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
      return { ...stretch, passage: /** @type {Element} */ (text.closest(PARTS.passage)), text: whole };
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
      const form = formChosen();
      const edition = root.dataset.noteEdition || "";
      const quotations = shownFor.map(async (one) => {
        const quotation = await quotationOf(one.passage, one.words, form, edition);
        return form === "link" ? { ...quotation, address: addressOf([one]) } : quotation;
      });
      copyIn(form, quotations, `Words of ${named(shownFor)} copied ${FORMS[form]}.`);
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
    }

    all(PARTS.tools).forEach(addTools);
    document.addEventListener("copy", onCopy);
    if ("popover" in tool) bindTool();
  })();
}
