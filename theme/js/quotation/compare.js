/*
 * checkQuotation(pasted, data): tells whether pasted words stand in the statement. Pure: the same answer for the same
 * words, nothing read or written elsewhere.
 *
 * How a paste is judged: first as a string, with typography folded away step by step (verbatim.js); if that finds
 * nothing, word by word (alignment.js).
 */
const checkQuotation = (() => {
  "use strict";

  const { QUOTES, ELLIPSIS, FOLDS, PEELS, peelAfterClosing, fold, lower, stripStart, stripEnd, wordsOf, peelings } =
    Typography;
  const { STOP, WEIGHT, FEW_PASSAGES, prepare, answer } = Verbatim;
  const { align, stretchesOf, stretchesIn, joinOutside, outsideOnly, sum } = Alignment;

  // --- word by word ---

  // Half of the paste, by weight, must be the statement's for "nearly". Below, seven words in a row prove a quotation
  // inside other prose; unrelated diplomatic texts share runs of four or five ("with the United Nations at its core").
  const NEARLY = { share: 0.5, run: 7, runWeight: 3.5 };
  const MERGED = { share: 0.6, weight: 2 };

  /**
   * The answer for a paste that is not exact.
   * @param {Statement} statement
   * @param {string} pasted
   */
  function checkByWords(statement, pasted) {
    const words = pastedWords(statement, pasted);
    const all = stretchesIn(statement, words);
    const counting = all.filter((s) => s.kind === "inside");
    const renderings = renderingsIn(statement, words, counting);
    const theirs = new Set(renderings.map((r) => statement.numbers.indexOf(r.passage)));
    /** @type {[Verdict, Stretch[]]} */
    const ofRendering = ["rendering", counting.filter((s) => s.passages.some((k) => theirs.has(k)))];
    const [verdict, kept] = renderings.length ? ofRendering : judge(counting, words);
    if (!kept.length) return answer(statement, verdict, { renderings });
    const stretches = joinOutside(all.map((s) => (kept.includes(s) ? s : outsideOnly(s.steps))));
    const parts = stretches.map((s) => partOf(statement, s, words));
    return answer(statement, verdict, { parts, renderings, corrected: correctedOf(parts) });
  }

  /**
   * Words of the folded paste without its layers, each with the id and weight of the statement's word, if any.
   * @param {Statement} statement
   * @param {string} pasted
   * @returns {PastedWord[]}
   */
  function pastedWords(statement, pasted) {
    return wordsOf(withoutLayers(fold(pasted, statement.vocabulary)).replace(ELLIPSIS, " \u2026 ")).map((word) => {
      const known = statement.vocabulary.get(word.key);
      const weight = STOP.has(word.key) ? WEIGHT.stop : known ? known.weight : WEIGHT.rare;
      return { ...word, id: known ? known.id : -1, weight: word.key === ELLIPSIS_KEY ? 0 : weight };
    });
  }

  /**
   * What is left when every layer is off, but with its full stop: that one may be the statement's.
   * @param {string} folded
   */
  function withoutLayers(folded) {
    // Words after a closing mark may be a second quotation, so they stay.
    const peels = PEELS.filter(([, peel]) => peel !== peelAfterClosing);
    const all = peelings(folded, peels);
    const bare = all.reduce((least, item) => (item.text.length < least.text.length ? item : least)).text;
    const after = folded.indexOf(bare) + bare.length;
    return folded.startsWith(`${bare}.`, after - bare.length) ? `${bare}.` : bare;
  }

  /**
   * The verdict on the stretches that count, and those of them that it rests on.
   * @param {Stretch[]} kept
   * @param {PastedWord[]} words
   * @returns {[Verdict, Stretch[]]}
   */
  function judge(kept, words) {
    if (!kept.length) return ["unrelated", []];
    const share = sum(kept, (s) => s.weight) / sum(words, (w) => w.weight);
    const strong = kept.filter((s) => s.weight >= MERGED.weight);
    const long = kept.filter(isLong);
    if (strong.length > 1 && share >= MERGED.share) return ["merged", kept];
    if (long.length > 1) return ["merged", long];
    const best = kept.reduce((most, s) => (s.weight > most.weight ? s : most));
    return long.length || share >= NEARLY.share ? ["nearly", [best]] : ["unrelated", []];
  }

  /**
   * Does it hold so many words in a row that it must be a quotation?
   * @param {Stretch} stretch
   */
  const isLong = ({ run, runWeight }) => run >= NEARLY.run && runWeight >= NEARLY.runWeight;

  // --- the other English rendering ---

  // "Agreed that" or "leading role" proves nothing in other prose. A phrase counts if it makes up a third of the paste,
  // if it has four telling words, or if the words around it are those of its passage.
  const RENDERING = { share: 1 / 3, tellingWords: 4 };

  /**
   * Phrases of the other rendering that the paste has.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {Stretch[]} kept
   */
  function renderingsIn(statement, words, kept) {
    // Where each pasted word stands in the statement: a phrase that stands there as it is belongs to both texts.
    /** @type {Map<number, number>} */
    const ours = new Map();
    for (const { op, i, j } of kept.flatMap((s) => s.steps)) if (op === "same") ours.set(i, j);
    const around = new Set(kept.flatMap((s) => s.passages.map((k) => statement.numbers[k])));
    return statement.renderings.filter((r) => {
      const at = indexOfKeys(words, r.keys);
      const place = ours.get(at) ?? NaN; // where the statement does not have its first word, it has no such phrase
      if (at < 0 || r.keys.every((_, k) => ours.get(at + k) === place + k)) return false;
      const telling = r.keys.filter((key) => !STOP.has(key)).length;
      return (
        r.keys.length >= words.length * RENDERING.share || telling >= RENDERING.tellingWords || around.has(r.passage)
      );
    });
  }

  /**
   * Where these words begin; -1 if nowhere.
   * @param {TextWord[]} words
   * @param {string[]} keys
   */
  function indexOfKeys(words, keys) {
    for (let at = 0; at + keys.length <= words.length; at++) {
      if (keys.every((key, k) => words[at + k].key === key)) return at;
    }
    return -1;
  }

  // --- differences and the corrected words ---

  const ELLIPSIS_KEY = "\u2026";

  /**
   * What is told of one stretch.
   * @param {Statement} statement
   * @param {Stretch} stretch
   * @param {PastedWord[]} words
   * @returns {Part}
   */
  function partOf(statement, stretch, words) {
    /** @type {Difference[]} */
    const diff = [];
    /** @type {(op: Difference["op"], text: string) => void} */
    const add = (op, text) => {
      const last = diff.at(-1);
      if (last?.op === op) last.text += ` ${text}`;
      else diff.push({ op, text });
    };
    const read = readingOf(statement, stretch, words);
    /** @type {Step[]} */
    let change = [];
    for (const step of stretch.steps) {
      const same = read(step);
      if (same === null) change.push(step);
      else {
        addChange(statement, change, words, add);
        add("same", same);
        change = [];
      }
    }
    addChange(statement, change, words, add);
    const passages = stretch.passages.map((k) => statement.numbers[k]);
    return { passages, corrected: passages.length ? correctedWords(diff) : "", diff };
  }

  /**
   * One change: words out, words in. At an ellipsis, what is missing was left out openly and is not marked.
   * @param {Statement} statement
   * @param {Step[]} steps
   * @param {PastedWord[]} words
   * @param {(op: Difference["op"], text: string) => void} add
   */
  function addChange(statement, steps, words, add) {
    const plain = steps.filter((s) => words[s.i]?.key !== ELLIPSIS_KEY);
    const open = plain.length < steps.length;
    if (open) add("same", ELLIPSIS_KEY);
    for (const { i } of plain) if (i >= 0) add("del", words[i].text);
    for (const { op, j } of plain) if (j >= 0 && !(open && op === "missing")) add("ins", statedWord(statement, j));
  }

  /**
   * @param {Statement} statement
   * @param {number} j
   */
  const statedWord = (statement, j) => statement.text.slice(statement.words[j].start, statement.words[j].end);

  /**
   * Makes the function that gives a step's word as the statement has it, or null where the paste reads otherwise.
   * Where a stretch or a piece of it begins, case and marks are free; where it ends, punctuation is.
   * @param {Statement} statement
   * @param {Stretch} stretch
   * @param {PastedWord[]} words
   * @returns {(step: Step) => string | null}
   */
  function readingOf(statement, stretch, words) {
    const own = stretch.steps.map((s) => s.i).filter((i) => i >= 0);
    /** @param {number} i */
    const isGap = (i) => words[i]?.key === ELLIPSIS_KEY;
    return ({ op, i, j }) => {
      if (op !== "same") return null;
      const stated = statedWord(statement, j);
      const [begins, ends] = [i === own[0] || isGap(i - 1), i === own.at(-1) || isGap(i + 1)];
      /** @param {string} text */
      const trimmed = (text) => (ends ? stripEnd(text, `${QUOTES}.,;:!?`) : text);
      /** @param {string} text */
      const bare = (text) => (begins ? lower(trimmed(stripStart(text, QUOTES))) : trimmed(text));
      if (bare(words[i].text) !== bare(statement.words[j].text)) return null;
      return ends && !/[.,;:!?]['"]*$/.test(words[i].text) ? trimmed(stated) : stated;
    };
  }

  /**
   * The statement's words of a diff, without a comma at the end or an ellipsis at either end.
   * @param {Difference[]} diff
   */
  function correctedWords(diff) {
    const text = diff
      .filter((d) => d.op !== "del")
      .map((d) => d.text)
      .join(" ");
    return stripEnd(stripStart(text, "\u2026 "), "\u2026 ,;:");
  }

  /** @param {Part[]} parts */
  function correctedOf(parts) {
    const quoted = parts.filter((p) => p.passages.length);
    if (quoted.length < 2) return quoted.length ? quoted[0].corrected : "";
    return quoted.map((p) => `\u201c${p.corrected}\u201d (${p.passages.join(", ")})`).join("; ");
  }

  // --- the verdict ---

  const LONG = { characters: 10000, times: 2 }; // a paste may be twice the statement: it may hold other matter too

  /**
   * Judge a paste. Pure: the same answer for the same words, nothing read or written elsewhere.
   * @param {string} pasted
   * @param {QuotationData} data
   * @returns {Answer}
   */
  function check(pasted, data) {
    const statement = prepare(data);
    const text = String(pasted).normalize("NFC");
    if (text.length > Math.max(LONG.characters, LONG.times * statement.text.length)) return checkLong(statement, text);
    if (!FOLDS.invisible(text).trim()) return answer(statement, "empty");
    if (isTooShort(statement, text)) return answer(statement, "short");
    const exact = Verbatim.check(statement, text);
    if (!exact) return checkByWords(statement, text);
    const renderings = renderingsIn(statement, pastedWords(statement, text), []);
    return answer(statement, exact.verdict, {
      ...exact,
      renderings: renderings.filter((r) => !r.ours.includes(r.theirs)),
    });
  }

  /**
   * One word of many passages, or nothing but "of the": no answer would mean anything.
   * @param {Statement} statement
   * @param {string} text
   */
  function isTooShort(statement, text) {
    const words = wordsOf(fold(text, statement.vocabulary)).slice(0, 4);
    if (words.length > 3) return false;
    const telling = words.filter((w) => /[\p{L}\p{N}]/u.test(w.key) && !STOP.has(w.key));
    const known = telling.length === 1 && words.length === 1 && statement.vocabulary.get(telling[0].key);
    return telling.length === 0
      ? words.some((w) => /[\p{L}\p{N}]/u.test(w.key))
      : Boolean(known && known.passages > FEW_PASSAGES);
  }

  /**
   * A paste much longer than the statement: name the passages that its first part holds.
   * @param {Statement} statement
   * @param {string} text
   */
  function checkLong(statement, text) {
    const words = pastedWords(statement, text.slice(0, LONG.characters));
    const kept = stretchesOf(align(words, statement.words, true), statement.words).filter(isLong);
    const places = kept.map((s) => s.passages.map((k) => statement.numbers[k]));
    const parts = places.map((passages) => ({ passages, corrected: "", diff: [] }));
    return answer(statement, "long", { parts });
  }

  return check;
})();
