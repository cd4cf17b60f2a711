/*
 * The statement prepared once, and what stands in it as pasted, with typography folded away step by step. Pure.
 *
 *   Verbatim.prepare(data)              the statement for this and all further questions
 *   Verbatim.check(statement, pasted)   the answer for a paste that is exact or exact but for typography, else null
 *   Verbatim.answer(...)                an answer of any verdict
 */

/**
 * What the page says of the statement and of the other English text.
 * @typedef {{passage: string, ours: string, theirs: string}} Rendering
 * @typedef {{passages: {number: string, text: string, card?: string}[], renderings?: Rendering[]}} QuotationData
 *
 * What is known of a word of the statement: its number, what it weighs, in how many passages it stands.
 * @typedef {{id: number, weight: number, passages: number}} KnownWord
 *
 * A word in its place: the number of its passage, offsets in the whole text; does it open the passage?
 * @typedef {TextWord & KnownWord & {passage: number, end: number, opens: boolean}} StatedWord
 *
 * A text to look in, as it is and in small letters.
 * @typedef {{text: string, low: string}} Hay
 *
 * The passages as one text: passage k begins at starts[k].
 * @typedef {object} Statement
 * @property {string[]} numbers
 * @property {string[]} texts
 * @property {number[]} starts
 * @property {string} text
 * @property {StatedWord[]} words
 * @property {Map<string, KnownWord>} vocabulary
 * @property {Record<string, Hay>} hays
 * @property {(Rendering & {keys: string[]})[]} renderings
 *
 * A place in the statement, with what was forgiven to find it.
 * @typedef {{start: number, end: number, kinds: string[]}} Place
 *
 * What is told of a paste.
 * @typedef {"empty"|"short"|"exact"|"typography"|"nearly"|"merged"|"rendering"|"unrelated"|"long"} Verdict
 *
 * @typedef {{op: "same"|"del"|"ins", text: string}} Difference
 *
 * @typedef {object} Part a place ("exact", "typography") or a stretch of the paste (others)
 * @property {string[]} passages empty for words that come from nowhere in the statement
 * @property {string} corrected the statement's words for this stretch
 * @property {Difference[]} diff word by word; only "same" where it is exact
 *
 * @typedef {object} Answer
 * @property {Verdict} verdict
 * @property {string[]} passages numbers of the passages concerned, in the order of the statement
 * @property {string[]} forgiven keys of FORGIVEN: what was overlooked to call it exact ("typography" only)
 * @property {Part[]} parts
 * @property {string} corrected the statement's own words; for several stretches, each with its number
 * @property {Rendering[]} renderings phrases of the other English text
 */

const Verbatim = (() => {
  "use strict";

  const { FORGIVEN, ELLIPSIS, FOLDS, fold, foldPhrase, lower, stripEnd, wordsOf, peelings } = Typography;

  // --- the statement, prepared once ---

  const STOP = new Set(
    (
      "a an the and or of to in on at by for from with as is are was were be been being has have had will would shall " +
      "should may might can could must do does did not no that this these those it its their our we they he she his " +
      "her you your i all each other such so than then there which who whom into between among through over under " +
      "after before about also more most both"
    ).split(" "),
  );
  // A word of a few passages says where a quotation comes from; one of many says less; "the" says almost nothing.
  const WEIGHT = { rare: 1, frequent: 0.7, stop: 0.3 };
  const FEW_PASSAGES = 3;

  /** @type {WeakMap<QuotationData, Statement>} */
  const preparedStatements = new WeakMap();

  /**
   * The passages as one text (passage k begins at starts[k]), its words, and what each word weighs.
   * @param {QuotationData} data
   * @returns {Statement}
   */
  function prepare(data) {
    const known = preparedStatements.get(data);
    if (known) return known;
    const numbers = data.passages.map((p) => p.number);
    const texts = data.passages.map((p) => FOLDS.invisible(p.text.normalize("NFC")).replace(/\s+/g, " ").trim());
    const starts = [0];
    for (const text of texts) starts.push(starts[starts.length - 1] + text.length + 1);
    const placed = texts.map((text) => wordsOf(foldPhrase(text)));
    const vocabulary = vocabularyOf(placed);
    const words = placed.flatMap((own, passage) => own.map((word, k) => stated(word, k, passage, starts, vocabulary)));
    const renderings = (data.renderings || []).map((r) => ({
      ...r,
      keys: wordsOf(foldPhrase(r.theirs)).map((w) => w.key),
    }));
    const statement = { numbers, texts, starts, text: texts.join(" "), words, vocabulary, hays: {}, renderings };
    preparedStatements.set(data, statement);
    return statement;
  }

  /**
   * Every different word, with what it weighs.
   * @param {TextWord[][]} placed words by passage
   */
  function vocabularyOf(placed) {
    /** @type {Map<string, Set<number>>} word -> passages */
    const spread = new Map();
    placed.forEach((own, passage) => {
      for (const { key } of own) spread.set(key, (spread.get(key) || new Set()).add(passage));
    });
    /** @type {Map<string, KnownWord>} */
    const vocabulary = new Map();
    for (const [key, { size }] of spread) {
      const weight = STOP.has(key) ? WEIGHT.stop : size > FEW_PASSAGES ? WEIGHT.frequent : WEIGHT.rare;
      vocabulary.set(key, { id: vocabulary.size, weight, passages: size });
    }
    return vocabulary;
  }

  /**
   * A word with its place in the whole statement, and what is known of it.
   * @param {TextWord} word
   * @param {number} index in its passage
   * @param {number} passage
   * @param {number[]} starts
   * @param {Map<string, KnownWord>} vocabulary
   * @returns {StatedWord}
   */
  function stated(word, index, passage, starts, vocabulary) {
    const start = starts[passage] + word.start;
    const known = /** @type {KnownWord} */ (vocabulary.get(word.key));
    return { ...word, ...known, passage, start, end: start + word.text.length, opens: index === 0 };
  }

  /**
   * The statement's text with the same folds as the paste; offsets are those of statement.text.
   * @param {Statement} statement
   * @param {string} skipped
   * @param {string} separator
   */
  function hayFor(statement, skipped, separator) {
    const name = `${skipped} ${separator}`;
    if (!statement.hays[name]) {
      let text = statement.texts.join(separator);
      if (skipped !== "all" && skipped !== "quotes") text = FOLDS.quotes(text);
      if (skipped !== "all" && skipped !== "dashes") text = FOLDS.dashes(text);
      statement.hays[name] = { text, low: lower(text) };
    }
    return statement.hays[name];
  }

  // --- exact, or exact but for typography ---

  /** @param {string | undefined} c */
  const isWordCharacter = (c) => c !== undefined && /[\p{L}\p{N}]/u.test(c);

  /**
   * Places of `needle` as whole words; only its first word may differ in case.
   * @param {Hay} hay
   * @param {string} needle
   * @returns {Place[]}
   */
  function occurrences(hay, needle) {
    /** @type {Place[]} */
    const found = [];
    if (!/[\p{L}\p{N}]/u.test(needle)) return found;
    const low = lower(needle);
    const firstEnd = (/\s/.exec(needle) || { index: needle.length }).index;
    for (let start = hay.low.indexOf(low); start >= 0; start = hay.low.indexOf(low, start + 1)) {
      const end = start + needle.length;
      const inside =
        (isWordCharacter(needle[0]) && isWordCharacter(hay.text[start - 1])) ||
        (isWordCharacter(needle[needle.length - 1]) && isWordCharacter(hay.text[end]));
      if (inside || !hay.text.startsWith(needle.slice(firstEnd), start + firstEnd)) continue;
      found.push({ start, end, kinds: hay.text.startsWith(needle, start) ? [] : ["initial"] });
    }
    return found.sort((a, b) => a.kinds.length - b.kinds.length); // first where the case fits too
  }

  /**
   * The pieces between ellipses in order in one passage, the first such passage; null if there is none.
   * @param {Statement} statement
   * @param {Hay} hay
   * @param {string} text
   */
  function withOmissions(statement, hay, text) {
    const pieces = text
      .split(ELLIPSIS, 42)
      .map((piece) => piece.trim())
      .filter(Boolean);
    if (pieces.length < 2 || pieces.length > 40) return null;
    for (let passage = 0; passage < statement.texts.length; passage++) {
      const end = statement.starts[passage] + statement.texts[passage].length;
      const place = piecesWithin(hay, pieces, statement.starts[passage], end);
      if (place) return place;
    }
    return null;
  }

  /**
   * The pieces in order between two offsets; null where one is not there.
   * @param {Hay} hay
   * @param {string[]} pieces
   * @param {number} start
   * @param {number} end
   */
  function piecesWithin(hay, pieces, start, end) {
    /** @type {Place[]} */
    const found = [];
    for (const piece of pieces) {
      const bare = stripEnd(piece, ".,;:");
      const from = found.at(-1)?.end ?? start;
      /** @param {Place} place */
      const inside = (place) => place.start >= from && place.end <= end;
      const exact = occurrences(hay, piece).find(inside);
      const next = exact || occurrences(hay, bare).find(inside);
      if (!next) return null;
      found.push(exact ? next : { ...next, kinds: [...next.kinds, "stop"] });
    }
    return { pieces: found, kinds: ["omission", ...found.flatMap((f) => f.kinds)] };
  }

  /**
   * Places where the folded paste stands, with the kinds of layers taken off; null if nowhere.
   * @param {Statement} statement
   * @param {string} folded
   * @param {string} skipped
   * @returns {{places: Place[][], kinds: string[]} | null}
   */
  function stands(statement, folded, skipped = "") {
    const separators = skipped === "spaces" || skipped === "all" ? ["\n", " "] : [" "];
    const bare = skipped === "all" ? [{ text: folded, kinds: [] }] : peelings(folded);
    for (const { text, kinds } of bare) {
      for (const separator of separators) {
        const found = placesIn(statement, hayFor(statement, skipped, separator), text, skipped);
        if (found) return { places: found.places, kinds: [...kinds, ...found.kinds] };
      }
    }
    return null;
  }

  /**
   * Places of a text as it is, or of its pieces between ellipses; skipped "all": only as it is, letter case too.
   * @param {Statement} statement
   * @param {Hay} hay
   * @param {string} text
   * @param {string} skipped
   */
  function placesIn(statement, hay, text, skipped) {
    const found = occurrences(hay, text);
    if (found.length && (skipped !== "all" || !found[0].kinds.length)) {
      return { places: found.map((f) => [f]), kinds: found[0].kinds };
    }
    const omitted = skipped !== "all" && withOmissions(statement, hay, text);
    return omitted ? { places: [omitted.pieces], kinds: omitted.kinds } : null;
  }

  /**
   * The answer for a paste that is exact or exact but for typography, else null.
   * @param {Statement} statement
   * @param {string} pasted
   */
  function checkAsString(statement, pasted) {
    const untouched = stands(statement, fold(pasted, statement.vocabulary, "all"), "all");
    if (untouched) return placesAnswer(statement, "exact", untouched.places, []);
    const folded = fold(pasted, statement.vocabulary);
    const found = stands(statement, folded);
    if (!found) return null;
    const needed = Object.keys(FOLDS).filter((kind) => {
      const without = fold(pasted, statement.vocabulary, kind);
      return without !== folded && !stands(statement, without, kind);
    });
    const forgiven = Object.keys(FORGIVEN).filter((kind) => needed.includes(kind) || found.kinds.includes(kind));
    return placesAnswer(statement, forgiven.length ? "typography" : "exact", found.places, forgiven);
  }

  /**
   * The answer where the paste stands in one place or several, each in one or more pieces.
   * @param {Statement} statement
   * @param {Verdict} verdict
   * @param {Place[][]} places
   * @param {string[]} forgiven
   */
  function placesAnswer(statement, verdict, places, forgiven) {
    /** @type {Part[]} */
    const parts = places.map((pieces) => {
      const corrected = pieces.map((p) => statement.text.slice(p.start, p.end)).join(" \u2026 ");
      const passages = passagesBetween(statement, pieces[0].start, pieces[pieces.length - 1].end);
      return { passages, corrected, diff: [{ op: "same", text: corrected }] };
    });
    const different = parts.filter((p, i) => parts.findIndex((q) => String(q.passages) === String(p.passages)) === i);
    return answer(statement, verdict, { parts: different, forgiven, corrected: parts[0].corrected });
  }

  /**
   * Numbers of the passages that these offsets touch.
   * @param {Statement} statement
   * @param {number} start
   * @param {number} end
   */
  function passagesBetween(statement, start, end) {
    return statement.numbers.filter(
      (_, k) => start < statement.starts[k] + statement.texts[k].length && end > statement.starts[k],
    );
  }

  /**
   * An answer with all its parts.
   * @param {Statement} statement
   * @param {Verdict} verdict
   * @param {Partial<Answer>} found
   * @returns {Answer}
   */
  function answer(statement, verdict, found = {}) {
    const parts = found.parts || [];
    const renderings = (found.renderings || []).map(({ passage, ours, theirs }) => ({ passage, ours, theirs }));
    // A phrase that both texts have is exact where it stands here, and nowhere else.
    const others = verdict === "exact" || verdict === "typography" ? [] : renderings.map((r) => r.passage);
    const named = new Set([...parts.flatMap((p) => p.passages), ...others]);
    const passages = statement.numbers.filter((n) => named.has(n));
    return { verdict, passages, forgiven: found.forgiven || [], parts, corrected: found.corrected || "", renderings };
  }

  return { STOP, WEIGHT, FEW_PASSAGES, prepare, check: checkAsString, answer };
})();
