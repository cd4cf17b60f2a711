/*
 * Pasted words beside the words of ONE passage. There is no way from one passage into another here: whatever is made of
 * an alignment, such as a correction, has words of one passage alone. Pure.
 *
 *   Alignment.best(statement, words, range, passage)    how well some part of the words agrees, and where it ends
 *   Alignment.part(statement, words, range, passage)    the part that agrees best, step by step, if it ends with the range
 *   Alignment.whole(statement, words, range, passage)   all of the words in the range, step by step
 */

/**
 * Words from this one to before that one.
 * @typedef {{from: number, to: number}} WordRange
 *
 * Word i of the paste, word j of the statement, or both; -1 for none. "like": spelled differently.
 * @typedef {"same"|"like"|"replaced"|"extra"|"missing"} StepKind
 * @typedef {{op: StepKind, i: number, j: number}} Step
 */

const Alignment = (() => {
  "use strict";

  const { NONE } = Source;

  // Prices in the coin of Source.WEIGHT. The first word too many or too few costs more than the next: whoever changes
  // one word often changes its neighbours. Where words were left out openly, they cost next to nothing.
  const PRICE = { replaced: 20, extra: 24, nextExtra: 4 };
  const MISSING = { silently: { first: 20, next: 1 }, openly: { first: 3, next: 0 } };
  const NEVER = -1_000_000;

  /**
   * Three rows of the table (Gotoh 1982): by word of the passage, how good the best path is that ends there, and the
   * best that ends with a word too many or too few.
   * @typedef {{best: Int32Array, extra: Int32Array, missing: Int32Array}} Row
   */

  /** @param {number} width */
  function emptyRow(width) {
    const row = () => new Int32Array(width).fill(NEVER);
    return { best: new Int32Array(width), extra: row(), missing: row() };
  }

  /**
   * @param {Statement} statement
   * @param {number} j
   * @param {PastedWord} word
   */
  function agreement({ ids, weights }, j, { id, like }) {
    if (ids[j] === id) return weights[j];
    return ids[j] === like ? weights[j] >> 1 : -PRICE.replaced;
  }

  /**
   * The row of a pasted word, from the row before. Unless the whole has to be in the path, it may begin anywhere.
   * @param {Statement} statement
   * @param {Passage} passage
   * @param {PastedWord[]} words
   * @param {number} i
   * @param {Row} before
   * @param {Row} row
   * @param {boolean} all
   */
  function fillRow(statement, passage, words, i, before, row, all) {
    const { first, next } = missingAfter(words, i);
    const least = all ? NEVER : 0;
    for (let c = 0; c < row.best.length; c++) {
      row.extra[c] = Math.max(before.extra[c] - PRICE.nextExtra, before.best[c] - PRICE.extra);
      let score = Math.max(least, row.extra[c]);
      if (c > 0) {
        row.missing[c] = Math.max(row.missing[c - 1] - next, row.best[c - 1] - first);
        const both = before.best[c - 1] + agreement(statement, passage.from + c - 1, words[i]);
        score = Math.max(score, both, row.missing[c]);
      }
      row.best[c] = score;
    }
  }

  /**
   * What words cost that are missing after a pasted word.
   * @param {PastedWord[]} words
   * @param {number} i
   */
  const missingAfter = (words, i) => (words[i + 1]?.open ? MISSING.openly : MISSING.silently);

  /** @param {Int32Array} row */
  function topOf(row) {
    let top = 0;
    for (let c = 1; c < row.length; c++) if (row[c] > row[top]) top = c;
    return top;
  }

  /**
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @param {Passage} passage
   */
  function best(statement, words, range, passage) {
    const width = passage.to - passage.from + 1;
    const found = { score: 0, to: range.from };
    let [before, row] = [emptyRow(width), emptyRow(width)];
    for (let i = range.from; i < range.to; i++) {
      fillRow(statement, passage, words, i, before, row, false);
      const score = row.best[topOf(row.best)];
      if (score > found.score) Object.assign(found, { score, to: i + 1 });
      [before, row] = [row, before];
    }
    return found;
  }

  const SPREAD = 2; // a part has no more than so many times the words of its passage, and some
  const SOME = 60;

  /**
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @param {Passage} passage
   */
  function part(statement, words, { from, to }, passage) {
    const near = { from: Math.max(from, to - SPREAD * (passage.to - passage.from) - SOME), to };
    return walkBack(statement, words, near, passage, table(statement, words, near, passage, false), 0);
  }

  /**
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @param {Passage} passage
   */
  function whole(statement, words, range, passage) {
    return walkBack(statement, words, range, passage, table(statement, words, range, passage, true), NEVER);
  }

  /**
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @param {Passage} passage
   * @param {boolean} all
   */
  function table(statement, words, range, passage, all) {
    const width = passage.to - passage.from + 1;
    const rows = [emptyRow(width)];
    for (let i = range.from; i < range.to; i++) {
      const row = emptyRow(width);
      fillRow(statement, passage, words, i, rows[rows.length - 1], row, all);
      rows.push(row);
    }
    return rows;
  }

  /**
   * The steps of the best path that ends in the last row.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @param {Passage} passage
   * @param {Row[]} rows
   * @param {number} least where a path begins
   */
  function walkBack(statement, words, range, passage, rows, least) {
    /** @type {Step[]} */
    const steps = [];
    let r = rows.length - 1;
    let c = topOf(rows[r].best);
    while (r > 0 && rows[r].best[c] > least) {
      const { best, extra } = rows[r];
      const [i, j] = [range.from + r - 1, passage.from + c - 1];
      if (c > 0 && best[c] === rows[r - 1].best[c - 1] + agreement(statement, j, words[i])) {
        steps.push({ op: kindOf(statement, j, words[i]), i, j });
        [r, c] = [r - 1, c - 1];
      } else if (best[c] === extra[c]) {
        const top = firstExtra(rows, r, c);
        for (; r >= top; r--) steps.push({ op: "extra", i: range.from + r - 1, j: NONE });
      } else {
        const left = firstMissing(rows[r], c, missingAfter(words, i).first);
        for (; c >= left; c--) steps.push({ op: "missing", i: NONE, j: passage.from + c - 1 });
      }
    }
    return steps.reverse();
  }

  /**
   * @param {Statement} statement
   * @param {number} j
   * @param {PastedWord} word
   * @returns {StepKind}
   */
  function kindOf({ ids }, j, { id, like }) {
    if (ids[j] === id) return "same";
    return ids[j] === like ? "like" : "replaced";
  }

  /**
   * The row of the first of several words too many.
   * @param {Row[]} rows
   * @param {number} r
   * @param {number} c
   */
  function firstExtra(rows, r, c) {
    let top = r;
    while (rows[top].extra[c] !== rows[top - 1].best[c] - PRICE.extra) top--;
    return top;
  }

  /**
   * The column of the first of several words too few.
   * @param {Row} row
   * @param {number} c
   * @param {number} price
   */
  function firstMissing({ best, missing }, c, price) {
    let left = c;
    while (missing[left] !== best[left - 1] - price) left--;
    return left;
  }

  return { best, part, whole };
})();
