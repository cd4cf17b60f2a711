/*
 * The verdict on one quotation. Its words are looked for as they stand, with as little taken off around them as may be;
 * else all that may be taken off is, and they are laid beside those of the passages that they come from. Pure.
 *
 *   Judge.quotation(statement, text, work)   the answer for a text in which quotation marks mean nothing
 */

const Judge = (() => {
  "use strict";

  const { GAP, wordsOf, openingOf } = Typography;
  const { STOP, WEIGHT, NONE, placesOf } = Source;
  const { peel, interrupted, isSaying, tidy, read } = Paste;
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
  const LONG = 3; // so many times the statement is no quotation, but may have one in it
  const SEAM = 3; // so many words missing between two passages make a splice; fewer are a slip at a border

  /**
   * A text, and how many layers are taken off before and after the quotation.
   * @typedef {{text: string, before: Peels, after: Peels}} Layered
   * @typedef {{l: number, r: number}} Layers
   */

  /**
   * @param {Statement} statement
   * @param {string} text
   * @param {Work} work
   */
  function quotation(statement, text, work) {
    if (text.length > LONG * statement.keys.length) return aligned(statement, read(statement, text), work);
    const found = oneQuotation(statement, text, work);
    const broken = interrupted(text);
    if (!broken.told.length || (found.verdict === "exact" && !found.setAside.length)) return found;
    const whole = oneQuotation(statement, broken.text, work);
    const setAside = [...whole.setAside, ...broken.told];
    return isBetter({ ...whole, setAside }, found) ? { ...whole, setAside } : found;
  }

  /**
   * @param {Statement} statement
   * @param {string} text
   * @param {Work} work
   */
  function oneQuotation(statement, text, work) {
    const layered = { text, ...peel(text) };
    return asItStands(statement, layered) || wordByWord(statement, layered, work);
  }

  /**
   * Does one answer explain the paste better: of one passage, with fewer differences, or with less set aside?
   * @param {Answer} one
   * @param {Answer} other
   */
  function isBetter(one, other) {
    if (one.verdict === "none" || other.verdict === "none") return one.verdict !== "none";
    const merged = [one, other].filter(({ verdict }) => verdict === "merged");
    if (merged.length === 1) return merged[0] === other;
    if (one.differences !== other.differences) return one.differences < other.differences;
    const [less, more] = [one, other].map(({ setAside }) => sum(setAside, (text) => wordsOf(text).length));
    return less < more;
  }

  /**
   * The quotation without these layers.
   * @param {Layered} layered
   * @param {Layers} layers
   */
  const inside = ({ text, before, after }, { l, r }) => text.slice(before.at[l], after.at[r]);

  /**
   * These layers, as they are told of.
   * @param {Layered} layered
   * @param {Layers} layers
   */
  function around({ text, before, after }, { l, r }) {
    return [text.slice(0, before.at[l]), text.slice(after.at[r])].map(tidy).filter(Boolean);
  }

  // --- as it stands ---

  /**
   * The answer for words that all stand in the statement one after another; else null.
   * @param {Statement} statement
   * @param {Layered} layered
   */
  function asItStands(statement, layered) {
    for (const layers of fewestFirst(layered)) {
      const found = atPlaces(statement, layered, layers, true) || atPlaces(statement, layered, layers, false);
      if (found) return found;
    }
    return null;
  }

  /**
   * @param {Statement} statement
   * @param {Layered} layered
   * @param {Layers} layers
   * @param {boolean} literally are brackets and dots the statement's own?
   */
  function atPlaces(statement, layered, layers, literally) {
    const text = inside(layered, layers);
    if (literally && !/[[(.\u2026]/.test(text)) return null;
    const reading = read(statement, text, literally);
    const setAside = around(layered, layers);
    const places = isTelling(reading, setAside) ? standing(statement, reading) : [];
    const fit = places.filter((place) => allows(statement, place, layered, layers));
    if (!fit.length) return null;
    const found = ofPlaces(statement, fit);
    if (literally && found.verdict !== "exact") return null;
    return { ...found, setAside: [...setAside, ...found.setAside] };
  }

  /**
   * Every way to take layers off.
   * @param {Layered} layered
   */
  function fewestFirst({ before, after }) {
    const ways = before.at.flatMap((_, l) => after.at.map((__, r) => ({ l, r })));
    return ways.sort((a, b) => a.l + a.r - b.l - b.r);
  }

  /**
   * Do the words say more than what was taken off around them? "Trains: cooperation" quotes nothing.
   * @param {Reading} reading
   * @param {string[]} setAside
   */
  function isTelling({ words }, setAside) {
    const content = words.filter(isContent).length;
    return content > 1 || (content === 1 && sum(setAside, (text) => wordsOf(text).length) <= 2);
  }

  /** @param {{key: string}} word */
  const isContent = ({ key }) => !STOP.has(key);

  const MOST_PLACES = 100;

  /**
   * An answer for each place where these words stand and nothing is different.
   * @param {Statement} statement
   * @param {Reading} reading
   */
  function standing(statement, reading) {
    const keys = reading.words.map((word) => word.key);
    const places = placesOf(statement, keys).slice(0, MOST_PLACES);
    return places
      .map((place) => amounting(statement, reading, inPassages(statement, place, keys.length)))
      .filter((found) => !found.differences);
  }

  /**
   * Steps for words that stand one after another, cut where a passage ends.
   * @param {Statement} statement
   * @param {number} place
   * @param {number} count
   */
  function inPassages({ words }, place, count) {
    /** @type {Step[][]} */
    const cut = [];
    for (let i = 0; i < count; i++) {
      const j = place + i;
      if (!i || words[j].passage !== words[j - 1].passage) cut.push([]);
      cut[cut.length - 1].push({ op: "same", i, j });
    }
    return cut;
  }

  /**
   * May these layers be set aside? A line of its own is a heading or a source only before a passage begins, or after it
   * ends; and no layer is of the statement.
   * @param {Statement} statement
   * @param {Answer} found
   * @param {Layered} layered
   * @param {Layers} layers
   */
  function allows(statement, { parts }, { text, before, after }, { l, r }) {
    const [first, last] = [parts[0], parts[parts.length - 1]];
    if (!first) return true;
    const from = first.pieces[0]?.from ?? 0;
    const to = last.pieces.at(-1)?.to ?? 0;
    if (l >= before.line && from !== statement.passages[first.passage].from) return false;
    if (r >= after.line && to !== statement.passages[last.passage].to) return false;
    const lead = before.at.slice(0, l).map((at, k) => wordsOf(text.slice(at, before.at[k + 1])));
    const trail = after.at.slice(0, r).map((at, k) => wordsOf(text.slice(after.at[k + 1], at)));
    return !(
      lead.some((layer) => isQuoted(statement, first.passage, layer, from - layer.length - PHRASE.missing, from)) ||
      trail.some((layer) => isQuoted(statement, last.passage, layer, to, to + layer.length + PHRASE.missing))
    );
  }

  const QUOTED = { row: 5, beside: 2 };

  /**
   * Is a layer of the statement itself: five of its words in a row, or "Wang Yi said" or "and" where it stands just beside
   * the others?
   * @param {Statement} statement
   * @param {number} passage
   * @param {TextWord[]} layer
   * @param {number} from
   * @param {number} to
   */
  function isQuoted(statement, passage, layer, from, to) {
    const keys = layer.map((word) => word.key);
    if (keys.length >= QUOTED.row && placesOf(statement, keys).length) return true;
    const beside = statement.words.slice(Math.max(0, from), to).filter((word) => word.passage === passage);
    const shared = layer.filter((word) => beside.some((other) => other.key === word.key));
    if (layer.length && !layer.some(isContent)) return shared.length === layer.length;
    return shared.filter(isContent).length >= QUOTED.beside && shared.some((word) => isSaying(word.key));
  }

  /**
   * One answer for several places: the best, with the passages of all.
   * @param {Statement} statement
   * @param {Answer[]} places
   */
  function ofPlaces(statement, places) {
    const found = places.filter((place) => place.passages.length);
    const [best] = (found.length ? found : places).sort((a, b) => a.forgiven.length - b.forgiven.length);
    if (!found.length) return answer({ verdict: "title", title: best.title, forgiven: best.forgiven });
    return {
      ...best,
      passages: numbersIn(
        statement,
        found.flatMap((place) => place.passages),
      ),
    };
  }

  // --- word by word ---

  /**
   * The best answer with more or less taken off, first before the quotation, then after it.
   * @param {Statement} statement
   * @param {Layered} layered
   * @param {Work} work
   */
  function wordByWord(statement, layered, work) {
    const { before, after } = layered;
    const r = after.at.length - 1;
    const found = best(before.at.map((_, l) => without(statement, layered, { l, r }, work)));
    const l = found.layers.l;
    return best([found, ...after.at.slice(0, r).map((_, less) => without(statement, layered, { l, r: less }, work))])
      .found;
  }

  /**
   * @typedef {{found: Answer, layers: Layers, allowed: boolean}} Attempt
   * @param {Attempt[]} attempts
   */
  function best(attempts) {
    return attempts.reduce((one, other) => {
      if (one.allowed !== other.allowed) return one.allowed ? one : other;
      return isBetter(other.found, one.found) ? other : one;
    });
  }

  /**
   * @param {Statement} statement
   * @param {Layered} layered
   * @param {Layers} layers
   * @param {Work} work
   */
  function without(statement, layered, layers, work) {
    const own = aligned(statement, read(statement, inside(layered, layers)), work);
    const found = { ...own, setAside: [...around(layered, layers), ...own.setAside] };
    return { found, layers, allowed: own.verdict !== "none" && allows(statement, own, layered, layers) };
  }

  /**
   * @param {Statement} statement
   * @param {Reading} reading
   * @param {Work} work
   * @returns {Answer}
   */
  function aligned(statement, reading, work) {
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
  function reordered({ ids }, words, steps) {
    const [first, last] = [firstOf(steps), lastOf(steps)];
    const own = words.filter(isContent);
    const places = own.map(({ id }) => ids.indexOf(id, Math.max(0, first - PHRASE.missing)));
    const near = places.every((j) => j !== NONE && j <= last + PHRASE.missing);
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

  return { quotation, isContent };
})();
