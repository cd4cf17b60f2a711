/*
 * From which passages the words of a paste come: stretches of it, each with the one passage that it agrees with best. Pure.
 *
 *   Stretches.within(statement, words, work)          in the order of the paste
 *   Stretches.sharedBy(statement, steps)            what an alignment shares with the statement
 */

/**
 * What steps share with the statement: how many words, what they weigh, how many are telling, or rare; `run`: the most
 * words in a row, `runContent`: the telling ones in it. How many are missing, and how many of these beside other words. `closed`: the first and the last are the same in both.
 * @typedef {{count: number, weight: number, content: number, rare: number, run: number, runContent: number,
 *   missing: number, rewritten: number, closed: boolean}} Shared
 *
 * @typedef {WordRange & {passage: number, steps: Step[], shared: Shared}} Stretch
 *
 * Cells of alignment tables that may still be filled: a paste may be as long as it likes, the answer may not.
 * @typedef {{left: number}} Work
 */

const Stretches = (() => {
  "use strict";

  const { WEIGHT, NONE, passagesOf } = Source;

  const LEAST = 2 * WEIGHT.frequent; // less is any diplomat's vocabulary
  const REACH = 20; // so many words more than the passage has may a stretch have, on either side
  const SPLICED = 3; // so many words that the passage has not may come from another

  /**
   * Words of the paste, and a passage that they may come from.
   * @typedef {WordRange & {passage: number}} Candidate
   */

  /**
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {Work} work
   */
  function within(statement, words, work) {
    return stretchesIn(statement, words, { from: 0, to: words.length }, candidates(statement, words), work);
  }

  /**
   * The passages that have two words of the paste side by side, the title last, with the words around these.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   */
  function candidates(statement, words) {
    /** @type {Map<number, Candidate>} */
    const found = new Map();
    for (const [k, next] of words.slice(1).entries()) {
      const pairs = [words[k].id, words[k].like].flatMap((one) => [next.id, next.like].map((other) => [one, other]));
      for (const passage of pairs.flatMap(([one, other]) => passagesOf(statement, one, other))) {
        const { from, to } = statement.passages[passage];
        const reach = to - from + REACH;
        const first = found.get(passage)?.from ?? Math.max(0, k - reach);
        found.set(passage, { passage, from: first, to: Math.min(words.length, k + reach) });
      }
    }
    const titleLast = (/** @type {Candidate} */ { passage }) =>
      statement.passages[passage].number ? passage : Infinity;
    return [...found.values()].sort((a, b) => titleLast(a) - titleLast(b));
  }

  /**
   * The best stretch in this range, and those before, within and after it.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {WordRange} range
   * @param {Candidate[]} passages
   * @param {Work} work
   * @returns {Stretch[]}
   */
  function stretchesIn(statement, words, range, passages, work) {
    // A passage that agrees too little with these words agrees no better with some of them.
    const scored = passages
      .map((one) => ({ ...one, from: Math.max(one.from, range.from), to: Math.min(one.to, range.to) }))
      .map((one) => ({ one, ...scoreOf(statement, words, one, work) }))
      .filter(({ score }) => score >= LEAST);
    if (!scored.length) return [];
    const best = scored.reduce((most, other) => (other.score > most.score ? other : most));
    const { passage } = best.one;
    const steps = Alignment.part(statement, words, { from: best.one.from, to: best.to }, statement.passages[passage]);
    const own = steps.filter((s) => s.i !== NONE).map((s) => s.i);
    const [from, to] = [own[0], own[own.length - 1] + 1];
    const rest = [{ from: range.from, to: from }, ...foreign(steps), { from: to, to: range.to }];
    const kept = scored.map(({ one }) => one);
    const others = rest.flatMap((part) => stretchesIn(statement, words, part, kept, work));
    const stretch = { passage, steps, from, to, shared: sharedBy(statement, steps) };
    return [stretch, ...others].sort((a, b) => a.from - b.from);
  }

  /**
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {Candidate} candidate
   * @param {Work} work
   */
  function scoreOf(statement, words, { passage, from, to }, work) {
    const none = { score: 0, to: from };
    if (to - from < 2) return none;
    const { from: first, to: end } = statement.passages[passage];
    work.left -= (to - from) * (end - first);
    return work.left > 0 ? Alignment.best(statement, words, { from, to }, statement.passages[passage]) : none;
  }

  /**
   * Runs of words within a stretch that its passage does not have.
   * @param {Step[]} steps
   */
  function foreign(steps) {
    /** @type {WordRange[]} */
    const runs = [];
    for (const { op, i } of steps) {
      if (i === NONE || op === "same") continue;
      const last = runs[runs.length - 1];
      if (last?.to === i) last.to++;
      else runs.push({ from: i, to: i + 1 });
    }
    return runs.filter(({ from, to }) => to - from >= SPLICED);
  }

  /**
   * @param {Statement} statement
   * @param {Step[]} steps
   * @returns {Shared}
   */
  function sharedBy({ weights }, steps) {
    const agreeing = steps.filter(({ op }) => op === "same" || op === "like");
    const telling = (/** @type {Step[]} */ some) => some.filter(({ j }) => weights[j] > WEIGHT.stop).length;
    const groups = groupsOf(steps);
    const run = groups
      .filter(([{ op }]) => op === "same")
      .reduce((most, one) => (one.length > most.length ? one : most), []);
    const changes = groups.filter(([{ op }]) => op !== "same");
    const missingIn = (/** @type {Step[]} */ change) => change.filter(({ op }) => op === "missing").length;
    return {
      count: agreeing.length,
      weight: agreeing.reduce((sum, { op, j }) => sum + (op === "like" ? weights[j] / 2 : weights[j]), 0),
      content: telling(agreeing),
      rare: agreeing.filter(({ j }) => weights[j] === WEIGHT.rare).length,
      run: run.length,
      runContent: telling(run),
      missing: changes.reduce((sum, change) => sum + missingIn(change), 0),
      rewritten: changes.reduce((sum, change) => sum + (missingIn(change) < change.length ? missingIn(change) : 0), 0),
      closed: steps[0]?.op === "same" && steps.at(-1)?.op === "same",
    };
  }

  /**
   * Words in a row that are the same, and the changes between.
   * @param {Step[]} steps
   */
  function groupsOf(steps) {
    /** @type {Step[][]} */
    const groups = [];
    for (const step of steps) {
      const last = groups.at(-1);
      if (last && (last[0].op === "same") === (step.op === "same")) last.push(step);
      else groups.push([step]);
    }
    return groups;
  }

  return { within, sharedBy };
})();
