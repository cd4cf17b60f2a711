/*
 * What may differ between a quotation and its source without a word being different: letters, marks and spaces folded
 * away, one kind at a time. Texts in, texts out; knows neither the statement nor the page.
 */

/** @typedef {"hyphenation"|"invisible"|"ligatures"|"width"|"references"|"markup"|"quotes"|"dashes"|"spaces"} Fold */

/**
 * A word of a text as it is written and as one looks it up; its offsets; what stands between it and the last word.
 * @typedef {{text: string, key: string, before: string, start: number, end: number}} TextWord
 */

const Typography = (() => {
  "use strict";

  // What the paste is read into before it is cut into words: three places where words of the source may be missing.
  const GAP = { ellipsis: "\ue000", interruption: "\ue001", bracket: "\ue002" };

  const QUOTES =
    "\"'`\u00b4\u2018-\u201f\u00ab\u00bb\u2039\u203a\u2032\u2033\u02bc\uff02\uff07\u300a-\u300f\u3008\u3009\ufe41-\ufe44";
  const APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u02bc\u2032\uff07";
  const INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff";
  const CONTROLS = "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f";
  const RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079";

  const APOSTROPHE = new RegExp(`(?<=[\\p{L}\\p{Nd}])[${APOSTROPHES}](?=[\\p{L}\\p{Nd}])`, "gu");
  const ANY_QUOTE = new RegExp(`[${QUOTES}]`, "g");

  /** @type {Record<string, string>} marks of Chinese type, which have their space built in */
  const WIDE = {
    "\u3002": ". ",
    "\u3001": ", ",
    "\uff0c": ", ",
    "\uff0e": ". ",
    "\uff1a": ": ",
    "\uff1b": "; ",
    "\uff01": "! ",
    "\uff1f": "? ",
    "\uff08": " (",
    "\uff09": ") ",
    "\u3010": " [",
    "\u3011": "] ",
  };

  /** @type {[Fold, (text: string) => string][]} in this order */
  const FOLDS = [
    ["hyphenation", (text) => text.replace(/-\s*\n\s*/g, "-")],
    ["invisible", replacing(`[${INVISIBLE}${CONTROLS}]`, "")],
    ["ligatures", (text) => text.replace(/[\ufb00-\ufb06]/g, (c) => c.normalize("NFKC"))],
    [
      "width",
      (text) => text.replace(/[\u3000-\u3002\u3010\u3011\uff01-\uff5e]/g, (c) => WIDE[c] || c.normalize("NFKC")),
    ],
    ["references", replacing(`[${RAISED}]+`, "")],
    ["markup", (text) => text.replace(/(^|\n)[ \t]*(?:>[ \t]?)+/g, "$1").replace(/[*_~#\u2022]+/g, "")],
    ["quotes", foldQuotes],
    ["dashes", (text) => text.replace(/[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d-]+/g, "-")],
    ["spaces", (text) => text.replace(/\s+/g, "")],
  ];

  /**
   * Quotation marks go, apostrophes become one.
   * @param {string} text
   */
  function foldQuotes(text) {
    const straight = text.replace(APOSTROPHE, "\ue00f");
    return straight.replace(ANY_QUOTE, "").replaceAll("\ue00f", "'");
  }

  /**
   * A fold that puts one thing for all that match.
   * @param {string} pattern
   * @param {string} by
   * @returns {(text: string) => string}
   */
  function replacing(pattern, by) {
    const found = new RegExp(pattern, "g");
    return (text) => text.replace(found, by);
  }

  const PLAIN = /^[A-Za-z0-9]*$/; // most words: nothing to fold

  /**
   * A text with all kinds folded away, but one.
   * @param {string} text
   * @param {Fold} [kept]
   */
  function fold(text, kept) {
    if (PLAIN.test(text)) return text;
    return FOLDS.reduce((folded, [kind, step]) => (kind === kept ? folded : step(folded)), text);
  }

  /**
   * What has to be forgiven for two texts to be one; null where they differ whatever is forgiven.
   * @param {string} one
   * @param {string} other
   * @returns {Fold[] | null}
   */
  function forgivenBetween(one, other) {
    if (one === other) return [];
    if (fold(one) !== fold(other)) return null;
    const needed = FOLDS.filter(([kind]) => fold(one, kind) !== fold(other, kind));
    const any = needed.length ? needed : FOLDS.filter(([, step]) => step(one) !== one).slice(0, 1); // two would do alike
    return any.map(([kind]) => kind);
  }

  /** @param {string} text a word as one looks it up: folded, in small letters */
  const keyOf = (text) => fold(text).toLowerCase();

  // --- words ---

  const LETTERS = "\\p{L}\\p{Nd}\\p{Nl}";
  const WORD = new RegExp(
    `[${LETTERS}][${LETTERS}\\p{M}${INVISIBLE}]*(?:[${APOSTROPHES}][${LETTERS}][${LETTERS}\\p{M}${INVISIBLE}]*)*`,
    "gu",
  );

  /**
   * The words of a text with what stands before each; hyphens part words.
   * @param {string} text
   */
  function wordsOf(text) {
    let end = 0;
    return Array.from(text.matchAll(WORD), ({ 0: word, index }) => {
      const before = text.slice(end, index);
      end = index + word.length;
      return { text: word, key: keyOf(word), before, start: index, end };
    });
  }

  /** @param {string} gap brackets and the like just before a word */
  const openingOf = (gap) => /[^\s.,;:!?\ue000-\ue00f-]*$/.exec(gap)?.[0] || "";

  return { GAP, QUOTES, INVISIBLE, fold, forgivenBetween, keyOf, wordsOf, openingOf };
})();
