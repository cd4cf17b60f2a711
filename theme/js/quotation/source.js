/*
 * The statement prepared once: its words, what each weighs, and where a run of words stands. Pure.
 *
 *   Source.prepare(data)                the statement for this and all further questions
 *   Source.known(statement, key)        what is known of a word: its number, its weight, the word that it looks like
 *   Source.placesOf(statement, keys)    where these words stand one after another
 *   Source.passagesOf(statement, a, b)  which passages have two words side by side
 *   Source.textAfter(statement, j)      what stands after a word
 */

/**
 * What the page says of the statement, of its title, of the site's own headings and of the other English text.
 * @typedef {{passage: string, ours: string, theirs: string}} Rendering
 * @typedef {object} QuotationData
 * @property {string} [title]
 * @property {{number: string, text: string, card?: string}[]} passages
 * @property {string[]} [headings]
 * @property {Rendering[]} [renderings]
 *
 * A text in which a quotation is looked for: a passage, or the title, which has no number; its words are from this one
 * to before that one.
 * @typedef {{number: string, text: string, from: number, to: number}} Passage
 *
 * A word of the statement; offsets are those of its passage's text. `before`: what stands between it and the last.
 * @typedef {TextWord & {passage: number}} StatedWord
 *
 * @typedef {object} Statement
 * @property {Passage[]} passages the title first, if there is one
 * @property {StatedWord[]} words
 * @property {Int32Array} ids of the words
 * @property {Int32Array} weights of the words
 * @property {Map<string, {id: number, weight: number}>} vocabulary
 * @property {Map<string, number[]>} spellings what is left of words without one of their letters -> their ids
 * @property {Map<string, {id: number, like: number, weight: number}>} asked words of pastes, as they are known
 * @property {string} keys of all words, with a space before and after each
 * @property {Map<number, number>} wordAt where a word begins in `keys` -> which word it is
 * @property {Map<number, number[]>} pairs two words side by side, one of them telling -> the passages that have them
 * @property {Set<string>} headings their keys in a row
 * @property {(Rendering & {keys: string[]})[]} renderings
 */

const Source = (() => {
  "use strict";

  const { wordsOf } = Typography;

  const STOP = new Set(
    (
      "a an the and or of to in on at by for from with as is are was were be been being has have had will would shall " +
      "should may might can could must do does did not no that this these those it its their our we they he she his " +
      "her you your i all each other such so than then there which who whom into between among through over under " +
      "after before about also more most both"
    ).split(" "),
  );
  /** @param {{key: string}} word is it a telling one? */
  const isContent = ({ key }) => !STOP.has(key);

  // A word of a few passages says where a quotation comes from; one of many says less; "the" says almost nothing.
  const WEIGHT = { rare: 40, frequent: 28, stop: 12 };
  const FEW_PASSAGES = 3;
  const NONE = -1;

  /** @type {WeakMap<QuotationData, Statement>} */
  const prepared = new WeakMap();

  /**
   * @param {QuotationData} data
   * @returns {Statement}
   */
  function prepare(data) {
    const before = prepared.get(data);
    if (before) return before;
    const texts = [{ number: "", text: data.title || "" }, ...data.passages].filter(({ text }) => text);
    const placed = texts.map(({ text }) => wordsOf(text));
    const words = placed.flatMap((own, passage) => own.map((word) => Object.assign(word, { passage })));
    const vocabulary = vocabularyOf(words);
    const known = words.map((word) => vocabulary.get(word.key) || { id: NONE, weight: 0 });
    /** @type {Statement} */
    const statement = {
      passages: numbered(texts, placed),
      words,
      ids: Int32Array.from(known, ({ id }) => id),
      weights: Int32Array.from(known, ({ weight }) => weight),
      vocabulary,
      spellings: spellingsOf(vocabulary),
      asked: new Map(),
      ...keysOf(words),
      pairs: pairsOf(words, known),
      headings: new Set((data.headings || []).map((heading) => inRow(wordsOf(heading).map((w) => w.key)))),
      renderings: (data.renderings || []).map((r) => ({ ...r, keys: wordsOf(r.theirs).map((w) => w.key) })),
    };
    prepared.set(data, statement);
    return statement;
  }

  /**
   * @param {{number: string, text: string}[]} texts
   * @param {TextWord[][]} placed
   */
  function numbered(texts, placed) {
    let to = 0;
    return texts.map(({ number, text }, k) => {
      const from = to;
      to += placed[k].length;
      return { number, text, from, to };
    });
  }

  /**
   * Every different word, with what it weighs.
   * @param {StatedWord[]} words
   */
  function vocabularyOf(words) {
    /** @type {Map<string, Set<number>>} word -> passages */
    const spread = new Map();
    for (const { key, passage } of words) spread.set(key, (spread.get(key) || new Set()).add(passage));
    /** @type {Statement["vocabulary"]} */
    const vocabulary = new Map();
    for (const [key, { size }] of spread) {
      const weight = STOP.has(key) ? WEIGHT.stop : size > FEW_PASSAGES ? WEIGHT.frequent : WEIGHT.rare;
      vocabulary.set(key, { id: vocabulary.size, weight });
    }
    return vocabulary;
  }

  // --- words that look alike: slips, scanned letters, other spellings ---

  const SPELLED = { least: 4, most: 40 }; // letters

  /** @param {string} key letters that a scanner confuses, made one */
  const shapeOf = (key) => key.replace(/rn/g, "m").replace(/vv/g, "w").replace(/[1|]/g, "l").replace(/0/g, "o");

  /**
   * A word, and what is left of it without one letter: two words that share one of these differ by about a letter.
   * @param {string} key
   */
  function spellings(key) {
    if (key.length < SPELLED.least || key.length > SPELLED.most) return [];
    const shape = shapeOf(key);
    return [shape, ...Array.from(shape, (_, at) => shape.slice(0, at) + shape.slice(at + 1))];
  }

  /** @param {Statement["vocabulary"]} vocabulary */
  function spellingsOf(vocabulary) {
    /** @type {Map<string, number[]>} */
    const found = new Map();
    for (const [key, { id }] of vocabulary) {
      for (const spelling of spellings(key)) found.set(spelling, [...(found.get(spelling) || []), id]);
    }
    return found;
  }

  /**
   * @param {Statement} statement
   * @param {string} key
   */
  function known(statement, key) {
    const found = statement.asked.get(key) || lookedUp(statement, key);
    statement.asked.set(key, found);
    return found;
  }

  /**
   * @param {Statement} statement
   * @param {string} key
   */
  function lookedUp(statement, key) {
    const word = statement.vocabulary.get(key) || { id: NONE, weight: STOP.has(key) ? WEIGHT.stop : WEIGHT.rare };
    const near = spellings(key).flatMap((spelling) => statement.spellings.get(spelling) || []);
    return { ...word, like: near.find((id) => id !== word.id) ?? NONE };
  }

  // --- where words stand one after another ---

  const PAIRED = 2 ** 20; // no statement has so many different words

  /**
   * @param {number} one
   * @param {number} other
   */
  const pairOf = (one, other) => one * PAIRED + other;

  /**
   * @param {StatedWord[]} words
   * @param {{id: number, weight: number}[]} known
   */
  function pairsOf(words, known) {
    /** @type {Statement["pairs"]} */
    const pairs = new Map();
    for (const [j, { passage }] of words.slice(1).entries()) {
      const [one, other] = [known[j], known[j + 1]];
      if (words[j].passage !== passage || (one.weight === WEIGHT.stop && other.weight === WEIGHT.stop)) continue;
      const pair = pairOf(one.id, other.id);
      const found = pairs.get(pair);
      if (!found) pairs.set(pair, [passage]);
      else if (found[found.length - 1] !== passage) found.push(passage);
    }
    return pairs;
  }

  /**
   * The passages that have these two words side by side.
   * @param {Statement} statement
   * @param {number} one
   * @param {number} other
   */
  function passagesOf({ pairs }, one, other) {
    return (one !== NONE && other !== NONE && pairs.get(pairOf(one, other))) || [];
  }

  /** @param {string[]} keys */
  const inRow = (keys) => ` ${keys.join(" ")} `;

  /** @param {StatedWord[]} words */
  function keysOf(words) {
    /** @type {Map<number, number>} */
    const wordAt = new Map();
    let at = 0;
    for (const [j, { key }] of words.entries()) {
      wordAt.set(at, j);
      at += key.length + 1;
    }
    return { keys: inRow(words.map((w) => w.key)), wordAt };
  }

  /**
   * The first of the words, for each place.
   * @param {Statement} statement
   * @param {string[]} keys
   */
  function placesOf({ keys: all, wordAt }, keys) {
    const [row, places] = [inRow(keys), /** @type {number[]} */ ([])];
    for (let at = all.indexOf(row); at >= 0; at = all.indexOf(row, at + 1)) {
      const first = wordAt.get(at);
      if (first !== undefined) places.push(first);
    }
    return places;
  }

  /**
   * What stands in its passage after a word, up to the next.
   * @param {Statement} statement
   * @param {number} j
   */
  function textAfter({ words, passages }, j) {
    const { passage, end } = words[j];
    const next = words[j + 1];
    return passages[passage].text.slice(end, next?.passage === passage ? next.start : undefined);
  }

  return { WEIGHT, NONE, isContent, prepare, known, pairOf, inRow, placesOf, textAfter, passagesOf };
})();
