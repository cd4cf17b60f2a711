/*
 * The matching behind the search box and the filter of the glossary. Knows neither the page nor the network.
 *
 *   Search.create(documents)       an index of documents; more may come by index.add, texts by index.addText, topics by
 *                                  index.addTopics
 *   index.weigh()                  to be called after the last of these
 *   index.search(query)            what it finds, best first
 *   index.nearest(query)           numbers of the documents whose names look most like the query
 *   index.excerpt(number, query)   the part of the text that says most about the query
 *   Search.match(names, query)     numbers of the lists that match, best first; `names` is a list of lists of names
 *
 * The ranking: a whole name, then the beginning of one, then some of its words, then words of the text. A word matches
 * by being equal, by having the same stem, by beginning alike, and last by being a typing mistake apart. How much each
 * counts is in SearchIndex.WEIGHTS.
 */

/**
 * A word of a query, with the known words it may stand for (word -> likeness) and its share in the whole.
 * @typedef {{word: string, like: Map<number, number>, weight: number}} SearchTerm
 *
 * What speaks for a document: its best name, its text, and for each word of the query how much of it is met.
 * @typedef {{document: number, name: string, best: number, text: number, phrase: number, cover: Float32Array}} Evidence
 *
 * `document` is a number, `name` the name that matched, `cover` the part of the query that is met.
 * @typedef {{document: number, name: string, score: number, cover: number}} SearchResult
 *
 * `loose`: a quotation was not found, and its words were looked for instead. `also`: what was looked for in English too.
 * @typedef {{results: SearchResult[], loose: boolean, also: string[]}} SearchAnswer
 *
 * Text between two spaces, and its words by number.
 * @typedef {{text: string, words: (number | undefined)[]}} Piece
 *
 * Text with, for each part, whether it is a word of the query; and those words as they are written.
 * @typedef {{parts: [string, boolean][], words: string[]}} Excerpt
 */

const Search = (() => {
  "use strict";

  const { of, joined, toneless, parse, SMALL } = Words;
  const { Index, WEIGHTS, keyOf } = SearchIndex;

  // --- the query ---

  /** @param {string} word */
  const isSmall = (word) => SMALL.has(word);

  /**
   * The words of a query: each with the known words it may stand for, and its share in the whole.
   * @param {InstanceType<typeof Index>} index
   * @param {string[]} asked
   */
  function termsOf(index, asked) {
    const { smallAsked, least } = WEIGHTS.word;
    const content = !asked.every(isSmall);
    const terms = asked.map((word) => {
      const like = index.alike(word);
      const weight = weightOfBest(index, like);
      return { word, like, weight: content && isSmall(word) ? Math.min(weight, smallAsked) : Math.max(weight, least) };
    });
    const total = terms.reduce((sum, term) => sum + term.weight, 0);
    for (const term of terms) term.weight /= total;
    for (let i = 0; i + 1 < terms.length; i++) joinNeighbours(index, terms[i], terms[i + 1]);
    return terms;
  }

  /**
   * What the likest word says; of several, the one that says least.
   * @param {InstanceType<typeof Index>} index
   * @param {Map<number, number>} like
   */
  function weightOfBest(index, like) {
    let weight = WEIGHTS.word.unknown;
    let best = 0;
    for (const [number, likeness] of like) {
      if (likeness < best || (likeness === best && index.weight(number) > weight)) continue;
      best = likeness;
      weight = index.weight(number);
    }
    return weight;
  }

  /**
   * Two words asked for may be one in the text: sub national.
   * @param {InstanceType<typeof Index>} index
   * @param {SearchTerm} one
   * @param {SearchTerm} two
   */
  function joinNeighbours(index, one, two) {
    const number = index.vocabulary.numbers.get(one.word + two.word);
    if (number === undefined) return;
    for (const { like } of [one, two]) like.set(number, Math.max(WEIGHTS.like.joined, like.get(number) || 0));
  }

  // --- one query put to an index ---

  class Question {
    /**
     * @param {InstanceType<typeof Index>} index
     * @param {SearchQuery} asked
     */
    constructor(index, asked) {
      this.index = index;
      this.asked = asked;
      this.terms = termsOf(index, asked.words);
      /** @type {Map<number, Evidence>} by document */
      this.found = new Map();
      this.isName = false; // the query is a name, or a topic
    }

    /** What was found, best first. */
    results() {
      this.matchNames();
      this.matchWhole();
      this.matchText();
      this.matchPhrases();
      const { least, named } = WEIGHTS.cover;
      const needed = this.isName ? named : least;
      return [...this.found.values()].map((entry) => this.scored(entry)).filter((result) => result.cover >= needed);
    }

    /**
     * The evidence for a document.
     * @param {number} document
     */
    at(document) {
      let entry = this.found.get(document);
      if (!entry) {
        const cover = new Float32Array(this.terms.length);
        entry = { document, name: "", best: 0, text: 0, phrase: 0, cover };
        this.found.set(document, entry);
      }
      return entry;
    }

    /**
     * A document meets the word in this place of the query so well.
     * @param {number} document
     * @param {number} place
     * @param {number} cover
     */
    meet(document, place, cover) {
      const entry = this.at(document);
      entry.cover[place] = Math.max(entry.cover[place], cover);
    }

    /**
     * A name speaks for its document; with `cover`, for every word of the query.
     * @param {number} name
     * @param {number} score
     * @param {number} cover
     */
    offer(name, score, cover = 0) {
      const { document, text, share } = this.index.names[name];
      const entry = this.at(document);
      // Only who types the whole title of a source asks for it; one word may be a title too.
      const whole = score >= WEIGHTS.name.stems && this.terms.length > 2;
      const part = !whole && this.index.documents[document].kind === "source";
      const own = score * share * (part ? WEIGHTS.ofSources : 1);
      if (own > entry.best) {
        entry.best = own;
        entry.name = text;
      }
      for (let place = 0; cover && place < this.terms.length; place++) this.meet(document, place, cover);
    }

    /** Names that share words with the query. */
    matchNames() {
      const { words, sharedBase, sharedOwn } = WEIGHTS.name;
      /** @type {Map<number, {asked: number, own: number}>} name -> weight of what it shares, in the query and in itself */
      const shares = new Map();
      this.terms.forEach((term, place) => {
        for (const [name, { likeness, weight }] of this.namesLike(term)) {
          const share = shares.get(name) || { asked: 0, own: 0 };
          share.asked += term.weight * likeness;
          share.own += weight * likeness;
          shares.set(name, share);
          this.meet(this.index.names[name].document, place, likeness);
        }
      });
      for (const [name, share] of shares) {
        const own = Math.min(1, share.own / this.index.names[name].weight);
        this.offer(name, words * share.asked * (sharedBase + sharedOwn * own));
      }
    }

    /**
     * Names with a word like this, each with the likest of its words and what that says.
     * @param {SearchTerm} term
     */
    namesLike(term) {
      /** @type {Map<number, {likeness: number, weight: number}>} */
      const best = new Map();
      for (const [word, likeness] of term.like) {
        for (const name of this.index.nameWords.get(word) || []) {
          const before = best.get(name);
          if (!before || before.likeness < likeness) best.set(name, { likeness, weight: this.index.weight(word) });
        }
      }
      return best;
    }

    /** Names that are the query, or begin with it, whatever the spaces: transcaspian, hexinliyi. */
    matchWhole() {
      const { whole, stems } = WEIGHTS.name;
      const { words } = this.asked;
      const compact = words.join("");
      const [same, alike] = [this.index.byCompact.get(compact) || [], this.index.byKey.get(keyOf(words)) || []];
      for (const name of same) this.offer(name, whole, WEIGHTS.cover.whole);
      for (const name of alike) this.offer(name, stems, WEIGHTS.cover.whole);
      this.isName = same.length + alike.length > 0;
      const telling = words.filter((w) => !isSmall(w)).join("");
      for (const form of new Set([compact, telling])) this.matchBeginning(form);
    }

    /**
     * Names that are longer than this form, and begin with it.
     * @param {string} form
     */
    matchBeginning(form) {
      const { begins, typed } = WEIGHTS.name;
      for (const name of (form.length > 1 && this.index.byStart.get(form.slice(0, 2))) || []) {
        const own = this.index.names[name].compact;
        if (own.length <= form.length || !own.startsWith(form)) continue;
        this.offer(name, begins + (typed * form.length) / own.length, WEIGHTS.cover.begins);
      }
    }

    /** Texts in which words of the query stand. */
    matchText() {
      const { sequences, textWords } = this.index;
      const average = this.index.length / Math.max(1, sequences.length) || 1;
      this.terms.forEach((term, place) => {
        /** @type {Map<number, number>} document -> share */
        const best = new Map();
        for (const [word, likeness] of term.like) {
          const list = textWords.get(word) || [];
          for (let p = 0; p < list.length; p += 2) {
            const [document, times] = [list[p], list[p + 1]];
            const share = likeness * saturated(times, sequences[document].length / average);
            if (share > (best.get(document) || 0)) best.set(document, share);
            this.meet(document, place, WEIGHTS.cover.text * likeness);
          }
        }
        for (const [document, share] of best) this.at(document).text += term.weight * share;
      });
    }

    /** Texts in which all words of the query, or of a quotation in it, stand one after another. */
    matchPhrases() {
      for (const phrase of [this.asked.words, ...this.asked.phrases]) {
        if (phrase.length < 2) continue;
        const score = phrase.length > 2 ? WEIGHTS.text.phrase : WEIGHTS.text.pair;
        for (const document of this.index.withPhrase(phrase)) {
          const entry = this.at(document);
          entry.phrase = Math.max(entry.phrase, score);
        }
      }
    }

    /**
     * The evidence for one document as a score, and the part of the query that it covers.
     * @param {Evidence} entry
     * @returns {SearchResult}
     */
    scored(entry) {
      const { kind } = this.index.documents[entry.document];
      const cover = this.terms.reduce((sum, term, i) => sum + term.weight * entry.cover[i], 0);
      const text = (WEIGHTS.textOf[kind] ?? 1) * (WEIGHTS.text.word * entry.text + entry.phrase);
      // What is named outright need not be talked about.
      const evidence = Math.max(entry.best, text) + WEIGHTS.weaker * Math.min(entry.best, text);
      const own = (WEIGHTS.kind[kind] ?? 0) + ((this.terms.every(onlySmall) && WEIGHTS.smallWords[kind]) || 0);
      const score = evidence + WEIGHTS.cover.factor * cover + own;
      return { document: entry.document, score, cover, name: entry.name };
    }
  }

  /** @param {SearchTerm} term */
  const onlySmall = (term) => isSmall(term.word);

  /**
   * What it says, 0 to 1, that a word stands so many times in a text of so many times the usual length.
   * @param {number} times
   * @param {number} size
   */
  function saturated(times, size) {
    return times / (times + WEIGHTS.text.once + WEIGHTS.text.length * size);
  }

  // --- excerpts ---

  const EXCERPT = 24; // pieces of text between spaces, about as many words
  const BEFORE = 4; // of these, how many stand before what was looked for

  /**
   * Where the stretch of `pieces` begins that has most weight of different words.
   * @param {Piece[]} pieces
   * @param {Map<number | undefined, number>} weights
   */
  function bestStretch(pieces, weights) {
    let best = { start: 0, weight: 0 };
    for (let start = 0; start < pieces.length; start++) {
      if (!pieces[start].words.some((w) => weights.has(w))) continue;
      const stretch = new Set(pieces.slice(start, start + EXCERPT - BEFORE).flatMap((piece) => piece.words));
      let weight = 0;
      for (const word of stretch) weight += weights.get(word) || 0;
      if (weight > best.weight) best = { start, weight };
    }
    return Math.max(0, Math.min(best.start - BEFORE, pieces.length - EXCERPT));
  }

  /**
   * A stretch of text with its telling words marked, without the punctuation around them.
   * @param {Piece[]} stretch
   * @param {Map<number | undefined, number>} weights
   * @returns {Excerpt}
   */
  function marked(stretch, weights) {
    /** @type {[string, boolean][]} */
    const parts = [];
    const written = new Set();
    for (const { text, words } of stretch) {
      const [bare] = (words.some((w) => weights.has(w)) && /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u.exec(text)) || [""];
      const at = text.indexOf(bare);
      parts.push([text.slice(0, at), false], [bare, true], [`${text.slice(at + bare.length)} `, false]);
      if (bare) written.add(bare);
    }
    return { parts, words: [...written] };
  }

  /**
   * Neighbours of one sort as one part, none empty.
   * @param {[string, boolean][]} parts
   */
  function merged(parts) {
    /** @type {[string, boolean][]} */
    const whole = [];
    for (const [text, hit] of parts) {
      const last = whole.at(-1);
      if (last && (last[1] === hit || !text)) last[0] += text;
      else if (text) whole.push([text, hit]);
    }
    return whole;
  }

  // --- what others use ---

  class Engine extends Index {
    /** @type {Map<string, Piece>} text between two spaces -> its words */
    pieces = new Map();

    /**
     * What a query finds.
     * @param {string} query
     * @returns {SearchAnswer}
     */
    search(query) {
      const asked = parse(query);
      if (!asked.words.length) return { results: [], loose: false, also: [] };
      asked.words = asked.words.map((word) => (this.vocabulary.numbers.has(word) ? word : toneless(word)));
      const own = new Question(this, asked).results();
      const { forms, names: also } = asked.phrases.length ? { forms: [], names: [] } : this.english(asked.words);
      const all = also.length ? this.withEnglish(own, forms) : own;
      all.sort((a, b) => b.score - a.score || a.document - b.document);
      const results = all.filter((entry) => asked.phrases.every((phrase) => this.hasPhrase(entry.document, phrase)));
      const loose = !results.length && all.length > 0;
      return { results: loose ? all : results, loose, also };
    }

    /**
     * What was found, and what is found for the same in English, by its name and in short.
     * @param {SearchResult[]} own
     * @param {string[][]} names
     */
    withEnglish(own, names) {
      const best = new Map(own.map((result) => [result.document, result]));
      for (const form of [0, 1]) {
        if (form && !names.some((name) => name[form])) break;
        const words = names.flatMap((name) => of(name[form] || name[0]));
        for (const found of new Question(this, { words, phrases: [], quoted: [] }).results()) {
          const score = found.score * WEIGHTS.translated;
          if (score > (best.get(found.document)?.score ?? 0)) best.set(found.document, { ...found, score });
        }
      }
      return [...best.values()];
    }

    /**
     * Up to `count` documents whose names look most like the query, for when nothing was found.
     * @param {string} query
     */
    nearest(query, count = 5) {
      return this.lookingLike(parse(query).words.join("")).slice(0, count);
    }

    /**
     * The part of a text to show.
     * @param {number} document
     * @param {string} query
     * @returns {Excerpt}
     */
    excerpt(document, query) {
      const texts = (this.documents[document].text || "").split(/\s+/).filter(Boolean);
      const pieces = texts.map((text) => this.piece(text));
      const weights = this.wanted(query);
      const start = bestStretch(pieces, weights);
      const { parts, words } = marked(pieces.slice(start, start + EXCERPT), weights);
      const [before, after] = [start ? "… " : "", start + EXCERPT < pieces.length ? "…" : ""];
      return { parts: merged([[before, false], ...parts, [after, false]]), words };
    }

    /**
     * @param {string} text
     * @returns {Piece}
     */
    piece(text) {
      const known = this.pieces.get(text);
      if (known) return known;
      const piece = { text, words: [...of(text), ...joined(text)].map((w) => this.vocabulary.numbers.get(w)) };
      this.pieces.set(text, piece);
      return piece;
    }

    /**
     * The words that a query asks for, in any of their forms, with what they weigh in it.
     * @param {string} query
     */
    wanted(query) {
      /** @type {Map<number | undefined, number>} */
      const weights = new Map();
      const own = parse(query).words;
      const asked = [...own, ...this.english(own).forms.flat().flatMap(of)];
      const content = !asked.every(isSmall);
      for (const term of termsOf(this, asked)) {
        if (content && isSmall(term.word)) continue;
        for (const [word, likeness] of term.like) {
          if (likeness >= WEIGHTS.like.marked) weights.set(word, term.weight * likeness);
        }
      }
      return weights;
    }
  }

  /** @param {SearchDocument[]} documents */
  function create(documents) {
    const index = new Engine();
    index.add(documents);
    index.weigh();
    return index;
  }

  /** @type {WeakMap<string[][], Engine>} */
  const filters = new WeakMap();

  /**
   * Numbers of the lists of names that a query meets, best first; all of them, in order, for an empty query.
   * @param {string[][]} names
   * @param {string} query
   */
  function match(names, query) {
    if (!parse(query).words.length) return names.map((_, i) => i);
    let filter = filters.get(names);
    if (!filter) {
      const blank = { kind: "term", address: "", where: "", text: "" };
      filter = create(names.map(([title, ...others]) => ({ ...blank, title, names: others })));
      filters.set(names, filter);
    }
    const { results } = filter.search(query);
    return results.filter((r) => r.cover > WEIGHTS.cover.filter).map((r) => r.document);
  }

  return { create, match };
})();
