/*
 * A paste and the statement word by word: one alignment in which leaping to another passage has a price, cut into
 * stretches of the paste that come from one place, or from nowhere. Pure.
 *
 *   Alignment.stretchesIn(statement, words)   all of the paste, in order
 *   Alignment.stretchesOf(statement, words)   the same before the weak ones are dropped
 */

/**
 * A word of a paste; id -1: not in the statement.
 * @typedef {TextWord & {id: number, weight: number}} PastedWord
 *
 * One step: word i of the paste, word j of the statement, or both; -1 for none. `leap`: it does not follow the step before.
 * @typedef {"same"|"replaced"|"extra"|"missing"|"outside"} StepKind
 * @typedef {{op: StepKind, i: number, j: number, leap?: boolean}} Step
 *
 * Steps from one place, or from nowhere ("outside").
 * @typedef {{kind: "inside"|"outside", steps: Step[]}} Cut
 *
 * What they share with the statement: weight and number of words, the longest run of words in order, the passages
 * (counted from 0).
 * @typedef {{weight: number, count: number, run: number, runWeight: number, passages: number[]}} Shared
 * @typedef {Cut & Shared} Stretch
 *
 * Words of the statement, from this one to before that one.
 * @typedef {{from: number, to: number}} WordRange
 */

const Alignment = (() => {
  "use strict";

  const { lower } = Typography;

  // --- the alignment ---

  // Prices in the coin of WEIGHT. A replaced word is cheaper than one too many plus one too few. Leaping to another
  // place costs two rare words, so that a run of words must earn it; stray words shared with another passage do not.
  // Words of nobody cost little once outside, but going out costs two replaced words: a changed ending stays a change.
  const PRICE = { replaced: 0.4, extra: 0.5, missing: 0.3, leap: 2, leave: 0.8, outside: 0.1, border: 1 };
  const NONE = -1;
  const [MATCH, REPLACED, EXTRA, MISSING, LEAP, ENTER] = [1, 2, 3, 4, 5, 6];

  /**
   * Align pasted words with statement words, dearest sum of weights. With `leaps`, the path may jump and go outside.
   * @param {{id: number}[]} pasted
   * @param {StatedWord[]} words
   * @param {boolean} leaps
   * @returns {Step[]}
   */
  function align(pasted, words, leaps) {
    const m = pasted.length;
    const width = words.length + 1;
    const moves = new Uint8Array((m + 1) * width);
    const bestAt = new Int32Array(m + 1);
    const leftAt = new Uint8Array(m + 1); // 1: outside at i, and inside just before
    let row = new Float32Array(width); // may begin before any word
    let next = new Float32Array(width);
    const [leap, leave] = leaps ? [PRICE.leap, PRICE.leave] : [Infinity, Infinity];
    let outside = leaps ? 0 : -Infinity;
    for (let i = 1; i <= m; i++) {
      const best = row[bestAt[i - 1]];
      const entry = Math.max(best, outside) - leap;
      const entryMove = best >= outside ? LEAP : ENTER;
      fillRow({ i, id: pasted[i - 1].id, words, row, next, moves, width, entry, entryMove });
      bestAt[i] = topOf(next);
      leftAt[i] = best - leave > outside ? 1 : 0;
      outside = Math.max(best - leave, outside) - PRICE.outside;
      [row, next] = [next, row];
    }
    return walkBack({ m, width, moves, bestAt, leftAt, endsOutside: outside > row[bestAt[m]] });
  }

  /**
   * One row of the table: how good the best path is that ends with the pasted word i and each word of the statement.
   * @param {object} given
   * @param {number} given.i
   * @param {number} given.id of the pasted word
   * @param {StatedWord[]} given.words
   * @param {Float32Array} given.row the row before
   * @param {Float32Array} given.next this row
   * @param {Uint8Array} given.moves how each path came there
   * @param {number} given.width
   * @param {number} given.entry what a path is worth that leaps here
   * @param {number} given.entryMove
   */
  function fillRow({ i, id, words, row, next, moves, width, entry, entryMove }) {
    const base = i * width;
    next[0] = row[0] - PRICE.extra;
    moves[base] = EXTRA;
    for (let j = 1; j < width; j++) {
      const word = words[j - 1];
      const matches = word.id === id;
      let score = row[j - 1] + (matches ? word.weight : -priceOfReplacing(word, i));
      let move = matches ? MATCH : REPLACED;
      if (row[j] - PRICE.extra > score) [score, move] = [row[j] - PRICE.extra, EXTRA];
      if (next[j - 1] - PRICE.missing > score) [score, move] = [next[j - 1] - PRICE.missing, MISSING];
      if (matches && entry + word.weight > score) [score, move] = [entry + word.weight, entryMove];
      next[j] = score;
      moves[base + j] = move;
    }
  }

  /**
   * A word at a border of passages is not replaced, but where the paste begins.
   * @param {StatedWord} word
   * @param {number} i
   */
  function priceOfReplacing(word, i) {
    return word.opens && i > 1 ? PRICE.replaced + PRICE.border : PRICE.replaced;
  }

  /**
   * The first place of the highest number.
   * @param {Float32Array} row
   */
  function topOf(row) {
    let top = 0;
    for (let j = 1; j < row.length; j++) if (row[j] > row[top]) top = j;
    return top;
  }

  /**
   * The step of a move that ends with these words.
   * @param {number} move
   * @param {number} i
   * @param {number} j
   * @returns {Step}
   */
  function stepBy(move, i, j) {
    if (move === MISSING) return { op: "missing", i: NONE, j };
    if (move === EXTRA) return { op: "extra", i, j: NONE };
    return { op: move === REPLACED ? "replaced" : "same", i, j, leap: move === LEAP || move === ENTER };
  }

  /**
   * From the end of the best path to its beginning.
   * @param {object} given
   * @param {number} given.m
   * @param {number} given.width
   * @param {Uint8Array} given.moves
   * @param {Int32Array} given.bestAt
   * @param {Uint8Array} given.leftAt
   * @param {boolean} given.endsOutside
   */
  function walkBack({ m, width, moves, bestAt, leftAt, endsOutside }) {
    /** @type {Step[]} */
    const steps = [];
    let [i, j, outside] = [m, bestAt[m], endsOutside];
    while (i > 0) {
      if (outside) {
        steps.push({ op: "outside", i: i - 1, j: NONE });
        outside = !leftAt[i--];
        j = bestAt[i];
        continue;
      }
      const move = moves[i * width + j];
      const step = stepBy(move, i - 1, j - 1);
      steps.push(step);
      if (move !== MISSING) i--;
      if (step.leap) [j, outside] = [bestAt[i], move === ENTER];
      else if (move !== EXTRA) j--;
    }
    return steps.reverse();
  }

  // --- stretches ---

  // A stretch counts if it shares two words or more that together weigh as much as "promote the diversification":
  // less is any diplomat's vocabulary. As a part of a merger it must also hold a run of words in order.
  const STRETCH = { words: 2, weight: 1.7, run: 2 };

  const SEAM = 3; // so many words missing between two passages make a splice; fewer are a slip at a border

  /**
   * Cut steps where they leap, leave, or cross into another passage with words missing at the seam.
   * @param {Step[]} steps
   * @param {StatedWord[]} words
   * @returns {Stretch[]}
   */
  function stretchesOf(steps, words) {
    /** @type {Cut[]} */
    const found = [];
    let last = NONE;
    steps.forEach((step, at) => {
      const kind = step.op === "outside" ? "outside" : "inside";
      const crosses = step.j >= 0 && last >= 0 && words[step.j].passage !== words[last].passage;
      const seam = crosses && missingAround(steps, at) >= SEAM;
      const current = found.at(-1);
      if (current?.kind === kind && !step.leap && !seam) current.steps.push(step);
      else found.push({ kind, steps: [step] });
      if (step.j >= 0) last = step.j;
    });
    const cuts = found.flatMap((cut, at) => (at < found.length - 1 ? withoutLooseEnd(cut) : [cut]));
    return cuts.map((cut) => measured(cut, words));
  }

  /**
   * A stretch that another follows ends with its last word in common; what came after belongs to neither.
   * @param {Cut} cut
   * @returns {Cut[]}
   */
  function withoutLooseEnd({ kind, steps }) {
    const end = steps.findLastIndex((s) => s.op === "same") + 1;
    if (kind === "outside" || end === steps.length) return [{ kind, steps }];
    /** @type {Cut[]} */
    const both = [{ kind, steps: steps.slice(0, end) }, outsideOnly(steps.slice(end))];
    return both.filter((s) => s.steps.length);
  }

  /**
   * How many words in a row are missing just before and from step `at`.
   * @param {Step[]} steps
   * @param {number} at
   */
  function missingAround(steps, at) {
    let [from, to] = [at, at];
    while (from > 0 && steps[from - 1].op === "missing") from--;
    while (to < steps.length && steps[to].op === "missing") to++;
    return to - from;
  }

  /**
   * A stretch with what it shares with the statement.
   * @param {Cut} cut
   * @param {StatedWord[]} words
   * @returns {Stretch}
   */
  function measured(cut, words) {
    const shared = cut.steps.filter((s) => s.op === "same").map((s) => words[s.j]);
    const passages = [...new Set(shared.map((w) => w.passage))].sort((a, b) => a - b);
    const longest = { run: 0, runWeight: 0 };
    for (const run of runsOf(cut.steps)) {
      if (run.length > longest.run) {
        Object.assign(longest, { run: run.length, runWeight: sum(run, (j) => words[j].weight) });
      }
    }
    return { ...cut, ...longest, weight: sum(shared, (w) => w.weight), count: shared.length, passages };
  }

  /**
   * Words of the statement that the paste has one after another, in groups.
   * @param {Step[]} steps
   */
  function runsOf(steps) {
    /** @type {number[][]} */
    const runs = [];
    steps.forEach(({ op, j }, at) => {
      if (op !== "same") return;
      const before = steps[at - 1];
      if (before?.op === "same" && before.j === j - 1) runs[runs.length - 1].push(j);
      else runs.push([j]);
    });
    return runs;
  }

  /** @param {Stretch} stretch */
  function counts({ kind, count, weight, run }) {
    return kind === "inside" && count >= STRETCH.words && weight >= STRETCH.weight && run >= STRETCH.run;
  }

  /**
   * Stretches that count; what does not becomes "outside". Neighbours of one passage are aligned again as one.
   * @param {Stretch[]} stretches
   * @param {PastedWord[]} pasted
   * @param {StatedWord[]} words
   */
  function significant(stretches, pasted, words) {
    const counting = stretches.map((s) => (counts(s) ? s : outsideOnly(s.steps)));
    const joined = joinForward(joinOutside(counting), words);
    const kept = joined.filter((s) => s.kind === "inside");
    const [passage] = kept[0]?.passages ?? [];
    if (kept.length < 2 || kept.some((s) => s.passages.length !== 1 || s.passages[0] !== passage)) return joined;
    const from = words.findIndex((w) => w.passage === passage);
    const own = words.filter((w) => w.passage === passage);
    return [measured({ kind: "inside", steps: shifted(align(pasted, own, false), from) }, words)];
  }

  /**
   * Stretches of one passage that follow each other become one; what the paste skips between them is missing.
   * @param {Stretch[]} stretches
   * @param {StatedWord[]} words
   */
  function joinForward(stretches, words) {
    /** @type {Stretch[]} */
    const joined = [];
    for (const stretch of stretches) {
      const between = joined.length > 1 && joined[joined.length - 1].kind === "outside" ? joined.slice(-1) : [];
      const before = joined[joined.length - 1 - between.length];
      const last = before?.steps.findLast((s) => s.j >= 0);
      const first = stretch.steps.find((s) => s.j >= 0);
      const forward = last && first && first.j > last.j && words[first.j].passage === words[last.j].passage;
      if (!forward) {
        joined.push(stretch);
        continue;
      }
      const extra = between.flatMap((s) => s.steps).map(({ i }) => stepOf("extra", i, NONE));
      const skipped = words.slice(last.j + 1, first.j).map((_, k) => stepOf("missing", NONE, last.j + 1 + k));
      const steps = [...before.steps, ...extra, ...skipped, ...stretch.steps];
      joined.splice(-1 - between.length, Infinity, measured({ kind: "inside", steps }, words));
    }
    return joined;
  }

  /**
   * @param {StepKind} op
   * @param {number} i
   * @param {number} j
   * @returns {Step}
   */
  const stepOf = (op, i, j) => ({ op, i, j });

  /**
   * Stretches from nowhere that follow each other become one.
   * @param {Stretch[]} stretches
   */
  function joinOutside(stretches) {
    /** @type {Stretch[]} */
    const joined = [];
    for (const stretch of stretches) {
      const before = joined.at(-1);
      const both = before?.kind === "outside" && stretch.kind === "outside";
      if (both) joined.splice(-1, 1, { ...before, steps: [...before.steps, ...stretch.steps] });
      else joined.push(stretch);
    }
    return joined;
  }

  /**
   * The paste's words of these steps, as from nowhere.
   * @param {Step[]} steps
   * @returns {Stretch}
   */
  function outsideOnly(steps) {
    const own = steps.filter((s) => s.i >= 0).map(({ i }) => stepOf("outside", i, NONE));
    return { kind: "outside", steps: own, weight: 0, count: 0, run: 0, runWeight: 0, passages: [] };
  }

  /**
   * All of the paste, cut into stretches inside and outside the statement.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   */
  function stretchesIn(statement, words) {
    const squeezed = findSqueezed(statement, words);
    if (squeezed) return [wholeStretch(statement, words, squeezed)];
    return significant(stretchesOf(align(words, statement.words, true), statement.words), words, statement.words);
  }

  /**
   * The paste as one stretch whose source is known.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @returns {Stretch}
   */
  function wholeStretch(statement, words, { from, to }) {
    const source = statement.words.slice(from, to);
    const stretch = measured({ kind: "inside", steps: shifted(align(words, source, false), from) }, statement.words);
    const passages = [...new Set([...stretch.passages, ...source.map((w) => w.passage)])].sort((a, b) => a - b);
    return { ...stretch, weight: sum(source, (w) => w.weight), passages };
  }

  /**
   * Steps along a part of the statement as steps along all of it.
   * @param {Step[]} steps
   * @param {number} by
   * @returns {Step[]}
   */
  const shifted = (steps, by) => steps.map((s) => (s.j < 0 ? s : { ...s, j: s.j + by }));

  const SQUEEZED_LEAST = 8; // letters and figures; fewer turn up by chance
  /** @param {string} text */
  const squeeze = (text) => lower(text).replace(/[^\p{L}\p{N}]/gu, "");

  /**
   * The whole paste with all but letters and figures taken out, found in whole words of the statement: "head of state
   * diplomacy", a heading in capitals, a missing comma. Null if it is not there.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @returns {WordRange | null}
   */
  function findSqueezed(statement, words) {
    const needle = squeeze(words.map((w) => w.text).join(""));
    if (needle.length < SQUEEZED_LEAST) return null;
    const ends = new Map([[0, 0]]); // offset in the squeezed statement -> words before it
    let hay = "";
    statement.words.forEach((word, index) => {
      hay += squeeze(word.text);
      ends.set(hay.length, index + 1);
    });
    for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
      const [from, to] = [ends.get(at), ends.get(at + needle.length)];
      if (from !== undefined && to !== undefined) return { from, to };
    }
    return null;
  }

  /**
   * @template T
   * @param {T[]} items
   * @param {(item: T) => number} of
   */
  const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);

  return { align, stretchesOf, stretchesIn, joinOutside, outsideOnly, sum };
})();
