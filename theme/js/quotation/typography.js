/*
 * Typography folded away: what may differ between a quotation and its source without a word being different. Texts in,
 * texts out; knows neither the statement nor the page.
 */

/**
 * A word of a text: as it is written, in small letters without punctuation around it, and where it begins.
 * @typedef {{text: string, key: string, start: number}} TextWord
 *
 * The words of a source: only whether it has one is asked here.
 * @typedef {{has(key: string): boolean}} WordSet
 *
 * A text without some of the layers that stood around it, and their kinds.
 * @typedef {{text: string, kinds: string[]}} Peeling
 */

const Typography = (() => {
  "use strict";

  /** @type {Record<string, string>} what is overlooked, by kind, as the reader is told */
  const FORGIVEN = {
    hyphenation: "a word divided at the end of a line",
    invisible: "invisible characters",
    ligatures: "joined letters",
    spaces: "spaces and line breaks",
    quotes: "the form of quotation marks or apostrophes",
    dashes: "the form of hyphens or dashes",
    citation: "what stands before or after it, such as a citation or a passage number",
    wrap: "quotation marks around it",
    initial: "letter case or brackets in its first word",
    stop: "punctuation at its end",
    edge: "an ellipsis at its beginning or end",
    omission: "words left out at an ellipsis",
  };

  const QUOTES =
    "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2032\u2033\u02bc\uff02\uff07";
  const DASHES = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;
  const QUOTE = new RegExp(`[${QUOTES}]`, "g");
  const INVISIBLE =
    /(?![\t-\r])\p{Cc}|\u034f|\ufe0e|\ufe0f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
  const DOTS = "(?:\u2026|\\. ?\\. ?\\.)";
  const ELLIPSIS = new RegExp(`\\[ ?${DOTS} ?\\]|\\( ?${DOTS} ?\\)|${DOTS}(?: ?\\.)?`, "g");
  const [FIRST_ELLIPSIS, LAST_ELLIPSIS] = [
    new RegExp(`^(?:${ELLIPSIS.source})`),
    new RegExp(`(?:${ELLIPSIS.source})$`),
  ];
  const LONGEST_WORD = 60; // Longer "words" are noise; looking back no further keeps every step linear.

  // One step for each kind that can be undone alone: what the paste fails without was forgiven. Order matters: a soft
  // hyphen at the end of a line divides a word, anywhere else it is invisible.
  /** @type {Record<string, (text: string, vocabulary?: WordSet) => string>} */
  const FOLDS = {
    hyphenation: joinDividedWords,
    invisible: (text) => text.replace(INVISIBLE, ""),
    ligatures: (text) => text.replace(/[\ufb00-\ufb06]/g, (c) => c.normalize("NFKC")),
    spaces: (text) => text.replace(/\s+/g, " "),
    quotes: (text) => text.replace(QUOTE, "'"),
    dashes: (text) => text.replace(DASHES, "-"),
  };

  /**
   * Join "cooper-⏎ation" but keep the hyphen of "anti-⏎pandemic": the statement's vocabulary decides.
   * @param {string} text
   * @param {WordSet} [vocabulary]
   */
  function joinDividedWords(text, vocabulary) {
    return text.replace(/[-\u2010\u2011\u00ad][ \t]*\r?\n\s*(?=\p{L})/gu, (gap, at) => {
      const before = text.slice(Math.max(0, at - LONGEST_WORD), at).match(/[^\s(["']*$/)?.[0];
      const after = text.slice(at + gap.length, at + gap.length + LONGEST_WORD).match(/^[\p{L}\p{N}-]*/u)?.[0];
      const hyphenated = keyOf(FOLDS.dashes(`${before}-${after}`));
      return vocabulary?.has(hyphenated) ? "-" : "";
    });
  }

  /** @param {string} text */
  const foldPhrase = (text) => FOLDS.dashes(FOLDS.quotes(FOLDS.spaces(text)));

  /**
   * All folds but `skipped`. Line breaks alone never count: between passages they belong there.
   * @param {string} text
   * @param {WordSet} vocabulary
   * @param {string} skipped a kind of fold, or "all"
   */
  function fold(text, vocabulary, skipped = "") {
    let folded = text;
    for (const [kind, step] of Object.entries(FOLDS)) {
      if (kind !== skipped && skipped !== "all") folded = step(folded, vocabulary);
    }
    return folded.replace(/[ \t]*[\r\n][\s]*/g, "\n").trim();
  }

  /**
   * Lower case that keeps every offset.
   * @param {string} text
   */
  function lower(text) {
    const lowered = text.toLowerCase();
    return lowered.length === text.length ? lowered : text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  }

  /**
   * @param {string} text
   * @param {string} characters
   */
  function stripEnd(text, characters) {
    let end = text.length;
    while (end > 0 && characters.includes(text[end - 1])) end--;
    return text.slice(0, end);
  }

  /**
   * @param {string} text
   * @param {string} characters
   */
  function stripStart(text, characters) {
    let start = 0;
    while (start < text.length && characters.includes(text[start])) start++;
    return text.slice(start);
  }
  /**
   * Lower case, without punctuation around it.
   * @param {string} word
   */
  function keyOf(word) {
    const key = word.slice(0, LONGEST_WORD).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    return lower(key || word.slice(0, LONGEST_WORD));
  }

  /**
   * @param {string} text
   * @returns {TextWord[]}
   */
  function wordsOf(text) {
    return Array.from(text.matchAll(/\S+/g), (m) => ({ text: m[0], key: keyOf(m[0]), start: m.index }));
  }

  // --- what may stand around a quotation ---

  const MAX_PEELINGS = 24;

  // What may stand around a quotation. Each function takes one layer off, or returns its input.
  /** @type {[string, (text: string) => string][]} */
  const PEELS = [
    ["wrap", (text) => stripEnd(stripStart(text, QUOTES), QUOTES)],
    ["edge", peelEllipsis],
    ["stop", (text) => stripEnd(text, ".,;:!?")],
    ["citation", peelCitation],
    ["citation", peelAfterClosing],
    [
      "citation",
      (text) => text.replace(/^[([]?(?:passage |para(?:graph|\.)? |\u00a7 ?)?\d{1,2}\.\d{1,2}[)\]]?[:.]?\s+/i, ""),
    ],
    ["initial", (text) => text.replace(/\[(\p{L})\](?=\p{L}|\s)/gu, "$1")],
  ];

  /** @param {string} text */
  function peelEllipsis(text) {
    const last = LAST_ELLIPSIS.exec(text.slice(-12));
    if (last) return text.slice(0, text.length - last[0].length);
    const first = FIRST_ELLIPSIS.exec(text.slice(0, 12));
    return first ? text.slice(first[0].length) : text;
  }

  /**
   * Take off what follows the closing mark, a reference of any form; not a second quotation.
   * @param {string} text
   */
  function peelAfterClosing(text) {
    const closing =
      /^["'\u201c\u2018\u00ab\u201e][^"\u201d\u00bb]{3,}?(?:['\u2019](?!\p{L})|["\u201d\u00bb])(?=.)/su.exec(text);
    const rest = closing ? text.slice(closing[0].length) : "";
    const second = /(?:^|[\s([])["'\u201c\u2018\u00ab\u201e]/.test(rest) && !/\d/.test(rest);
    return closing && rest.length <= 500 && !second ? closing[0] : text;
  }

  /**
   * Take off "(Wang Yi 2022, 2.3)", "[4]", " 2.3" or a raised figure at the end.
   * @param {string} text
   */
  function peelCitation(text) {
    const tailStart = Math.max(0, text.length - 240);
    const tail = text
      .slice(tailStart)
      .replace(/[([][^()[\]]*\d[^()[\]]*[)\]]$/, "")
      .replace(/[\s,;](?:passage |para(?:graph|\.)? |p\. ?|\u00a7 ?)?\d{1,2}\.\d{1,2}$/i, "")
      .replace(/[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}$/, "");
    return text.slice(0, tailStart) + tail;
  }

  /**
   * Every way to take layers off, fewest layers first.
   * @param {string} text
   */
  function peelings(text, peels = PEELS) {
    /** @type {Peeling[]} */
    const found = [{ text, kinds: [] }];
    for (const item of found) {
      for (const [kind, peel] of peels) {
        const rest = peel(item.text).trim();
        if (found.length < MAX_PEELINGS && rest && !found.some((f) => f.text === rest)) {
          found.push({ text: rest, kinds: item.kinds.concat(kind) });
        }
      }
    }
    return found;
  }

  return {
    FORGIVEN,
    QUOTES,
    ELLIPSIS,
    FOLDS,
    PEELS,
    peelAfterClosing,
    fold,
    foldPhrase,
    lower,
    stripStart,
    stripEnd,
    wordsOf,
    peelings,
  };
})();
