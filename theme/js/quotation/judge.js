/*
 * The verdict on one quotation. Its words are looked for as they stand, with as little taken off around them as may be;
 * else word by word (aligned.js), with as much or as little taken off as explains them best. Pure.
 *
 *   Judge.quotation(statement, text, work)   the answer for a text in which quotation marks mean nothing
 */

const Judge = (() => {
  "use strict";

  const { wordsOf } = Typography;
  const { isContent, placesOf } = Source;
  const { peel, interrupted, isSaying, tidy, read } = Paste;
  const { answer, amounting, numbersIn } = Answers;
  const { answerFor } = Aligned;

  // What makes words around a quotation the statement's: five in a row, or two within three words of it.
  const QUOTED = { row: 5, beside: 2, within: 3 };
  const LONG = 3; // so many times the statement is no quotation, but may have one in it

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
    if (text.length > LONG * statement.keys.length) return answerFor(statement, read(statement, text), work);
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
    const [less, more] = [one, other].map(({ setAside }) => countWords(setAside));
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
    return content > 1 || (content === 1 && countWords(setAside) <= 2);
  }

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
      lead.some((layer) => isQuoted(statement, first.passage, layer, from - layer.length - QUOTED.within, from)) ||
      trail.some((layer) => isQuoted(statement, last.passage, layer, to, to + layer.length + QUOTED.within))
    );
  }

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
    const found = bestOf(before.at.map((_, l) => without(statement, layered, { l, r }, work)));
    const l = found.layers.l;
    return bestOf([found, ...after.at.slice(0, r).map((_, less) => without(statement, layered, { l, r: less }, work))])
      .found;
  }

  /**
   * @typedef {{found: Answer, layers: Layers, allowed: boolean}} Attempt
   * @param {Attempt[]} attempts
   */
  function bestOf(attempts) {
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
    const own = answerFor(statement, read(statement, inside(layered, layers)), work);
    const found = { ...own, setAside: [...around(layered, layers), ...own.setAside] };
    return { found, layers, allowed: own.verdict !== "none" && allows(statement, own, layered, layers) };
  }

  /** @param {string[]} texts */
  const countWords = (texts) => texts.reduce((count, text) => count + wordsOf(text).length, 0);

  return { quotation };
})();
