/*
 * The verdict on words that do not stand in the statement as they are: which of its passages they come from, whether they
 * are enough to be a quotation of one, or of several run together, and whether they are of the other English text. Pure.
 *
 *   Aligned.answerFor(statement, reading, work)
 */

const Aligned = (() => {
  "use strict";

  const { GAP, openingOf } = Typography;
  const { WEIGHT, NONE, isContent } = Source;
  const { sharedBy } = Stretches;
  const { answer, amounting, numbersIn } = Answers;

  // Half of the paste, by weight, must be the statement's, with four telling words. In other prose, seven words in a
  // row prove a quotation; unrelated diplomatic texts share runs of four or five ("with the United Nations at its core").
  const NEARLY = { share: 0.5, content: 4, run: 7, runContent: 4 };
  // A phrase of fewer words is nearly the statement's if one word of six or more within it differs, if three telling words
  // stand in a row of four, or if it has no other telling word and two that are rare.
  const PHRASE = { words: 5, share: 0.7, content: 3, run: 4, rare: 2, missing: 3 };
  // What two passages must have of a paste for it to be a merger.
  const MERGED = { share: 0.6, weight: 90, content: 3, run: 2, long: 5 };
  const SEAM = 3; // so many words missing between two passages make a splice; fewer are a slip at a border

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Work} work
   * @returns {Answer}
   */
  function answerFor(statement, reading, work) {
    const stretches = Stretches.within(statement, reading.words, work);
    const found = stretches.length ? judged(statement, reading, stretches) : answer({});
    const renderings = renderingsIn(statement, reading.words, stretches);
    if (!renderings.length || (found.verdict !== "none" && !found.differences)) return found;
    const numbers = numbersIn(
      statement,
      renderings.map((r) => r.passage),
    );
    const same = found.parts.length === 1 && numbers.includes(found.parts[0].number);
    return { ...(same ? found : answer({})), verdict: "rendering", renderings, passages: numbers };
  }

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch[]} stretches
   * @returns {Answer}
   */
  function judged(statement, reading, stretches) {
    const strong = stretches.filter(isPart);
    const [first, ...others] = strong;
    if (others.length && !statement.passages[first.passage].number)
      return afterTitle(statement, reading, first, others);
    const share = sum(strong, (s) => s.shared.weight) / sum(reading.words, (w) => w.weight);
    const merged = share >= MERGED.share ? strong : strong.filter(isLong);
    const several = new Set(merged.map((s) => s.passage)).size > 1;
    return several ? ofSeveral(statement, reading, merged) : ofOne(statement, reading, stretches);
  }

  /**
   * Does it hold enough to be one part of a merger?
   * @param {Stretch} stretch
   */
  const isPart = ({ shared: { content, weight, run } }) =>
    weight >= MERGED.weight && (run >= MERGED.long || (content >= MERGED.content && run >= MERGED.run));

  /**
   * Does it hold so many words in a row that it must be a quotation?
   * @param {Stretch} stretch
   */
  const isLong = ({ shared: { run, runContent } }) => run >= NEARLY.run && runContent >= NEARLY.runContent;

  /**
   * The title was pasted too: the rest is judged without it.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch} title
   * @param {Stretch[]} others
   * @returns {Answer}
   */
  function afterTitle(statement, reading, { to }, others) {
    /** @param {Step} step */
    const moved = (step) => ({ ...step, i: step.i === NONE ? NONE : step.i - to });
    const rest = { ...reading, words: reading.words.slice(to) };
    const stretches = others.map((s) => ({ ...s, from: s.from - to, to: s.to - to, steps: s.steps.map(moved) }));
    const found = judged(statement, rest, stretches);
    return { ...found, title: statement.passages[0].text };
  }

  // --- of one passage ---

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch[]} stretches
   * @returns {Answer}
   */
  function ofOne(statement, reading, stretches) {
    const best = stretches.reduce((most, s) => (s.shared.weight > most.shared.weight ? s : most));
    const own = stretches.filter((s) => s.passage === best.passage && isPart(s));
    const swapped = own.some((s, k) => k && firstOf(s.steps) < firstOf(own[k - 1].steps));
    const all = { from: 0, to: reading.words.length };
    const steps = swapped
      ? withExtras(own, reading.words.length)
      : Alignment.whole(statement, reading.words, all, statement.passages[best.passage]);
    const found = amounting(statement, reading, [steps]);
    const near = isNear(reading, sharedBy(statement, steps), found.differences);
    const phrase = near ? null : reordered(statement, reading.words, steps);
    if (!near && !phrase && !isLong(best)) return answer({});
    if (found.title) return answer({ verdict: "title", title: found.title, differences: found.differences });
    if (near) return found;
    if (phrase) return amounting(statement, reading, [phrase]);
    return inProse(statement, reading, best);
  }

  const BESIDE = 2; // words beside a quotation in other prose that may be meant to be of it

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch} stretch
   * @returns {Answer}
   */
  function inProse(statement, reading, { passage, from, to }) {
    const near = { from: Math.max(0, from - BESIDE), to: Math.min(reading.words.length, to + BESIDE) };
    const steps = Alignment.whole(statement, reading.words, near, statement.passages[passage]);
    const own = steps.slice(
      steps.findIndex((s) => s.j !== NONE),
      steps.findLastIndex((s) => s.j !== NONE) + 1,
    );
    const is = own.filter((s) => s.i !== NONE).map((s) => s.i);
    const outside = outsideOf(reading, [{ from: is[0], to: is[is.length - 1] + 1 }]);
    return { ...amounting(statement, reading, [own]), verdict: "nearly", outside };
  }

  /**
   * The steps of stretches, with the words between them.
   * @param {Stretch[]} stretches
   * @param {number} end
   */
  function withExtras(stretches, end) {
    const starts = [...stretches.map((s) => s.from), end];
    const extras = (/** @type {number} */ from, /** @type {number} */ to) =>
      Array.from({ length: to - from }, (_, k) => /** @type {Step} */ ({ op: "extra", i: from + k, j: NONE }));
    return [...extras(0, starts[0]), ...stretches.flatMap((s, k) => [...s.steps, ...extras(s.to, starts[k + 1])])];
  }

  /** @param {Step[]} steps */
  const firstOf = (steps) => steps.find((s) => s.j !== NONE)?.j ?? NONE;
  /** @param {Step[]} steps */
  const lastOf = (steps) => steps.findLast((s) => s.j !== NONE)?.j ?? NONE;

  /**
   * Is it a quotation of the passage, and not only a few of its words?
   * @param {Reading} reading
   * @param {Shared} shared
   * @param {number} differences
   */
  function isNear({ words }, { weight, content, rare, missing, rewritten, count, run, closed }, differences) {
    if (!differences) return content >= PHRASE.rare;
    const share = weight / sum(words, (w) => w.weight);
    if (share >= NEARLY.share && content >= NEARLY.content) return rewritten <= count;
    if (missing > PHRASE.missing) return false;
    if (closed && words.length > PHRASE.words && count >= words.length - 1) return true;
    if (share >= PHRASE.share && content >= PHRASE.content && run >= PHRASE.run) return true;
    return content === words.filter(isContent).length && rare >= PHRASE.rare;
  }

  /**
   * The steps of a short phrase, with the words of the passage that it has in another order.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {Step[]} steps
   */
  function reordered({ ids, ...statement }, words, steps) {
    const [first, last] = [firstOf(steps), lastOf(steps)];
    const passage = statement.passages[statement.words[first].passage];
    const [start, end] = [
      Math.max(passage.from, first - PHRASE.missing),
      Math.min(passage.to, last + 1 + PHRASE.missing),
    ];
    const own = words.filter(isContent);
    const places = own.map(({ id }) => ids.indexOf(id, start));
    const near = places.every((j) => j !== NONE && j < end);
    if (!near || own.filter((w) => w.weight === WEIGHT.rare).length <= PHRASE.rare) return null;
    const [from, to] = [Math.min(first, ...places), Math.max(last, ...places)];
    return [...missing(from, first), ...steps, ...missing(last + 1, to + 1)];
  }

  /**
   * The words of the paste that no stretch has, in groups.
   * @param {Reading} reading
   * @param {WordRange[]} stretches
   */
  function outsideOf({ words }, stretches) {
    let end = 0;
    const groups = [...stretches, { from: words.length, to: words.length }].map(({ from, to }) => {
      const group = words.slice(end, from).map((word, k) => (k ? word.before : openingOf(word.before)) + word.text);
      end = to;
      return group.join("").replace(SENTINELS, " ").replace(/\s+/g, " ");
    });
    return groups.filter(Boolean);
  }

  const SENTINELS = new RegExp(`[${Object.values(GAP).join("")}]`, "g");

  // --- of several passages ---

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch[]} stretches
   * @returns {Answer}
   */
  function ofSeveral(statement, reading, stretches) {
    const goesOn = stretches.every((s, k) => !k || isContinued(stretches[k - 1], s));
    if (goesOn) return amounting(statement, reading, acrossBorders(statement, reading, stretches));
    const parts = parted(statement, reading, stretches);
    const found = amounting(
      statement,
      reading,
      parts.map((s) => s.steps),
    );
    return { ...found, verdict: "merged", outside: outsideOf(reading, parts) };
  }

  /**
   * Words that both of two neighbours have belong to the one in which they are not cut off: "and promote the" in front of
   * "sound and stable development".
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch[]} stretches
   * @returns {{from: number, to: number, steps: Step[]}[]}
   */
  function parted({ ids, words }, reading, stretches) {
    const parts = stretches.map(({ from, to, steps }) => ({ from, to, steps }));
    for (const [k, next] of parts.slice(1).entries()) {
      const one = parts[k];
      const cut = one.steps.findLastIndex(({ op }) => op !== "same") + 1;
      const loose = one.steps.slice(cut);
      const first = firstOf(next.steps) - loose.length;
      const joins = next.from === one.to && cut > 0 && words[first]?.passage === words[firstOf(next.steps)].passage;
      if (!joins || !loose.every(({ i }, n) => reading.words[i].id === ids[first + n])) continue;
      next.steps = [...loose.map(({ i }, n) => /** @type {Step} */ ({ op: "same", i, j: first + n })), ...next.steps];
      one.steps = one.steps.slice(0, one.steps.findLastIndex(({ op }, n) => n < cut && op === "same") + 1);
      next.from -= loose.length;
      one.to = (one.steps.findLast((s) => s.i !== NONE)?.i ?? one.from) + 1;
    }
    return parts;
  }

  /**
   * Does the paste go on from the end of one passage to the beginning of the next? Words there may be others, but not fewer.
   * @param {Stretch} one
   * @param {Stretch} next
   */
  function isContinued(one, next) {
    const stated = firstOf(next.steps) - lastOf(one.steps) - 1;
    const pasted = next.from - one.to;
    return next.passage === one.passage + 1 && Math.abs(stated - pasted) < SEAM;
  }

  /**
   * All of the paste, each part beside its own passage, with the words that are missing at the borders.
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Stretch[]} stretches
   */
  function acrossBorders(statement, reading, stretches) {
    const starts = [0, ...stretches.slice(1).map((s) => s.from), reading.words.length];
    return stretches.map(({ passage: index }, k) => {
      const passage = statement.passages[index];
      const own = Alignment.whole(statement, reading.words, { from: starts[k], to: starts[k + 1] }, passage);
      const before = k ? missing(passage.from, firstOf(own)) : [];
      const after = k < stretches.length - 1 ? missing(lastOf(own) + 1, passage.to) : [];
      return [...before, ...own, ...after];
    });
  }

  /**
   * @param {number} from
   * @param {number} to
   * @returns {Step[]}
   */
  const missing = (from, to) => Array.from({ length: to - from }, (_, k) => ({ op: "missing", i: NONE, j: from + k }));

  // --- the other English rendering ---

  // "Agreed that" or "leading role" proves nothing in other prose. A phrase counts if it makes up a third of the paste,
  // if it has four telling words, or if the words around it are those of its passage.
  const RENDERING = { share: 1 / 3, content: 4 };

  /**
   * Phrases of the other rendering that the paste has.
   * @param {Statement} statement
   * @param {PastedWord[]} words
   * @param {Stretch[]} stretches
   */
  function renderingsIn(statement, words, stretches) {
    // Where each pasted word stands in the statement: a phrase that stands there as it is belongs to both texts.
    const ours = new Map(stretches.flatMap((s) => s.steps).flatMap(({ op, i, j }) => (op === "same" ? [[i, j]] : [])));
    const near = new Set(stretches.filter(isPart).map((s) => statement.passages[s.passage].number));
    const found = statement.renderings.filter(({ keys, passage }) => {
      const at = words.findIndex((_, i) => keys.every((key, k) => words[i + k]?.key === key));
      const place = ours.get(at) ?? NaN; // where the statement does not have its first word, it has no such phrase
      if (at < 0 || keys.every((_, k) => ours.get(at + k) === place + k)) return false;
      const content = keys.filter((key) => isContent({ key })).length;
      return keys.length >= words.length * RENDERING.share || content >= RENDERING.content || near.has(passage);
    });
    return found.map(({ keys, ...rendering }) => rendering);
  }

  /**
   * @template T
   * @param {T[]} items
   * @param {(item: T) => number} of
   */
  const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);

  return { answerFor };
})();
