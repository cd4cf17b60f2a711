/*
 * What is copied of passages, in the form that the reader chose. Knows no page.
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

  // --- forms ---

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

  // --- words and the address that leads to them ---

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

  return { inForm, quoted, trimmed, fragment };
})();
