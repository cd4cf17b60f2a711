/*
 * What is known of all names and texts: every different word once, where it stands, and which other words are like it.
 * How finds are ranked is for ranking.js. Knows neither the page nor the network.
 *
 *   new SearchIndex.Index()    empty; documents are added, then weighed
 *   SearchIndex.WEIGHTS        how much each kind of evidence counts, here and in ranking.js
 *   SearchIndex.keyOf(parts)   the stems of the words that count, as one string
 */

/**
 * What can be found.
 * @typedef {object} SearchDocument
 * @property {string} kind code of a kind: term, passage ...
 * @property {string} title
 * @property {string} address from the root of the site
 * @property {string} where what a reader is told beside the title
 * @property {string[]} names other names
 * @property {string} text "" if it has none, or none yet
 *
 * A name of a document, with its words by number. `compact` has no spaces; `share` is how much it counts, `english` what
 * the same is called in English, where the name is in another script.
 * @typedef {{document: number, text: string, compact: string, words: number[], weight: number, share: number, english: string[]}} SearchName
 *
 * What readers ask for: its name, the numbers of the documents that answer, best first, words that say the same in each
 * language, and others that are typed for it.
 * @typedef {[string, number[], string[], string[]]} SearchTopic
 */

const SearchIndex = (() => {
  "use strict";

  const { of, joined, stem, SMALL, hasHan, languageOf, edits, forgiven, sharedRun, letterBits, bitCount, letterPairs } =
    Words;

  // --- how much what counts: all numbers of the ranking ---

  const WEIGHTS = {
    // How like a word is to the word that was asked for: 1 is the same.
    like: {
      stem: 0.95, // with another ending, or in another English spelling
      joined: 0.95, // two words asked for are one here: sub national
      begins: 0.6, // begins with what was asked for ...
      typed: 0.3, // ... and up to so much more, the more of it was typed
      ending: 0.75, // what was asked for is a longer form of it: Ақтөбеде for Ақтөбе
      edits: [1, 0.75, 0.6], // so many typing mistakes apart
      firstLetter: 0.1, // taken off where the mistake is in the first letter: it is rarely mistyped
      marked: 0.6, // as like as this, it is marked in an excerpt
    },
    // The same for runs of Chinese characters, which have no spaces. `share`: for as much of the longer as the shorter is.
    han: {
      begins: { base: 0.8, share: 0.15 }, // begins with what was asked for
      holds: { base: 0.7, share: 0.15 }, // has it inside
      inside: { base: 0.5, share: 0.4 }, // is a part of what was asked for
      mistyped: 0.7, // one character apart
      shared: 0.6, // of as much as they have in common, if that is half of what was asked for
    },
    // How much a word says, 0 to 1: by how few documents have it.
    word: {
      least: 0.15, // even if it is everywhere
      small: 0.1, // of that, for "the", "what"
      unknown: 0.7, // a word that nobody has may be a typing mistake of a telling one
      smallAsked: 0.05, // at most, for "the" and "what" in a query that has other words
    },
    // How well a query meets a name of a document. The best name counts.
    name: {
      whole: 12, // it is the name, whatever the spaces
      stems: 10, // it has the words that count of the name, and no others
      begins: 6.5, // it is the beginning of the name ...
      typed: 2, // ... and up to so much more, the more of it was typed
      topics: [0.97, 0.9, 0.85, 0.8], // what it is worth as the word of a topic, for the first to answer, the second ...
      words: 8, // it shares words with the name: so much if all of them, less by the two lines below
      sharedBase: 0.55, // of `words`, however many other words the name has ...
      sharedOwn: 0.45, // ... and this, for as much of the name as was asked for
    },
    // How well it meets a text.
    text: {
      word: 2, // for all its words standing there often
      once: 0.3, // a word said again and again counts little more than said once: the sooner, the lower this is ...
      length: 0.5, // ... and longer texts have to say it more often
      pair: 2, // its two words stand one after another
      phrase: 4, // its three words or more do
    },
    // How much of the query is met, by weight of its words.
    cover: {
      factor: 2, // in the score, if all is met
      whole: 1, // what a name that is the query meets of every word
      begins: 0.9, // what a name that begins with the query does
      text: 0.8, // what a word in a text meets of the same word
      least: 0.3, // below it, a document is not shown
      named: 0.6, // the same, where the query is the name of another
      filter: 0.6, // below it, a list's filter does not show it
    },
    translated: 0.9, // what a find is worth that meets only what the query is called in English
    ofSources: 0.5, // what a part of the title of a source is worth: they are many, and long
    weaker: 0.25, // of the weaker of name and text: it only breaks ties
    // What stands first when everything else is equal.
    /** @type {Record<string, number>} */
    kind: {
      term: 1,
      passage: 0.3,
      commitment: 0.3,
      figure: 0.3,
      section: 0.25,
      page: 0.25,
      note: 0.2,
      event: 0,
      source: -2,
    },
    /** @type {Record<string, number>} the statement's own words count for more than those about it */
    textOf: { passage: 1.5 },
    /** @type {Record<string, number>} "should", "will" alone are looked for in the statement */
    smallWords: { passage: 2 },
    nearest: 0.46, // the share of pairs of letters below which a name is not offered as nearest: none is better than any
  };

  /**
   * How well a run of Chinese characters meets another, 0 to 1.
   * @param {string} asked
   * @param {string} word
   */
  function hanLikeness(asked, word) {
    const { begins, holds, inside, mistyped, shared } = WEIGHTS.han;
    if (word === asked) return 1;
    if (word.startsWith(asked)) return begins.base + (begins.share * asked.length) / word.length;
    if (word.includes(asked)) return holds.base + (holds.share * asked.length) / word.length;
    if (word.length > 1 && asked.includes(word)) return inside.base + (inside.share * word.length) / asked.length;
    if (asked.length > 3 && edits(asked, word, 1) === 1) return mistyped;
    const run = sharedRun(asked, word);
    return run > 1 && run * 2 >= asked.length ? (shared * run) / asked.length : 0;
  }

  // --- every different word once ---

  /**
   * @template K, V
   * @param {Map<K, V[]>} map
   * @param {K} key
   * @param {...V} values
   */
  function push(map, key, ...values) {
    const list = map.get(key);
    if (list) list.push(...values);
    else map.set(key, values);
  }

  /** Every different word with a number, and the ways to find those like another. */
  class Vocabulary {
    constructor() {
      /** @type {string[]} */
      this.words = [];
      /** @type {Map<string, number>} */
      this.numbers = new Map();
      /** @type {string[]} by number */
      this.stemOf = [];
      /** @type {Map<string, number[]>} */
      this.stems = new Map();
      /** @type {Map<string, number[]>} first two letters -> numbers */
      this.starts = new Map();
      /** @type {Map<number, number[]>} length -> numbers */
      this.sizes = new Map();
      /** @type {number[]} by number */
      this.bits = [];
      /** @type {number[]} */
      this.han = [];
      /** @type {Map<string, Map<number, number>>} what was asked before */
      this.likes = new Map();
    }

    /**
     * The number of a word, a new one for a new word.
     * @param {string} word
     */
    number(word) {
      const known = this.numbers.get(word);
      if (known !== undefined) return known;
      const number = this.words.length;
      this.words.push(word);
      this.numbers.set(word, number);
      this.bits.push(letterBits(word));
      this.stemOf.push(stem(word));
      if (hasHan(word[0])) this.han.push(number);
      else {
        push(this.stems, this.stemOf[number], number);
        push(this.starts, word.slice(0, 2), number);
        push(this.sizes, word.length, number);
      }
      if (this.likes.size) this.likes.clear();
      return number;
    }

    /**
     * Map of word number -> likeness (0 to 1) of every known word that meets `word`. `named`: is this word part of a name?
     * @param {string} word
     * @param {(number: number) => boolean} named
     */
    like(word, named) {
      let found = this.likes.get(word);
      if (!found) {
        found = hasHan(word[0]) ? this.likeHan(word) : this.likeLetters(word, named);
        this.likes.set(word, found);
      }
      return found;
    }

    /** @param {string} word */
    likeHan(word) {
      /** @type {Map<number, number>} */
      const found = new Map();
      for (const number of this.han) {
        const likeness = hanLikeness(word, this.words[number]);
        if (likeness) found.set(number, likeness);
      }
      return found;
    }

    /**
     * @param {string} word
     * @param {(number: number) => boolean} named
     */
    likeLetters(word, named) {
      /** @type {Map<number, number>} */
      const found = new Map();
      const same = this.numbers.get(word);
      for (const number of this.stems.get(stem(word)) || []) found.set(number, WEIGHTS.like.stem);
      if (same !== undefined) found.set(same, 1);
      const certain = [...found.keys()].some(named);
      if (/^\d/.test(word)) return found;
      if (word.length > 1) this.addBeginnings(word, found);
      if (!certain) this.addMistyped(word, found);
      return found;
    }

    /**
     * Words that begin with this one, and words of which this one is a longer form (Ақтөбеде for Ақтөбе).
     * @param {string} word
     * @param {Map<number, number>} found
     */
    addBeginnings(word, found) {
      const { begins, typed, ending } = WEIGHTS.like;
      for (const number of this.starts.get(word.slice(0, 2)) || []) {
        const other = this.words[number];
        if (found.has(number)) continue;
        if (other.startsWith(word)) found.set(number, begins + (typed * word.length) / other.length);
        else if (other.length > 3 && word.length - other.length < 4 && word.startsWith(other))
          found.set(number, ending);
      }
    }

    /**
     * @param {string} word
     * @param {Map<number, number>} found
     */
    addMistyped(word, found) {
      const most = forgiven(word.length);
      const bits = letterBits(word);
      const sizes = most ? Array.from({ length: 2 * most + 1 }, (_, k) => word.length - most + k) : [];
      for (const number of sizes.flatMap((size) => this.sizes.get(size) || [])) {
        if (found.has(number) || bitCount(bits ^ this.bits[number]) > 2 * most) continue;
        const other = this.words[number];
        const count = edits(word, other, Math.min(most, forgiven(other.length) || 1));
        const less = word[0] === other[0] ? 0 : WEIGHTS.like.firstLetter;
        if (count <= most) found.set(number, WEIGHTS.like.edits[count] - less);
      }
    }
  }

  // --- the index ---

  class Index {
    constructor() {
      this.vocabulary = new Vocabulary();
      /** @type {SearchDocument[]} */
      this.documents = [];
      /** @type {number[][]} word numbers of each text, in order */
      this.sequences = [];
      /** @type {SearchName[]} */
      this.names = [];
      /** @type {Map<string, number[]>} compact form -> names */
      this.byCompact = new Map();
      /** @type {Map<string, number[]>} stems of the words that count -> names */
      this.byKey = new Map();
      /** @type {Map<string, number[]>} first two letters of the compact form -> names */
      this.byStart = new Map();
      /** @type {Map<number, number[]>} word -> names */
      this.nameWords = new Map();
      /** @type {Map<number, number[]>} word -> document, times, document, times ... */
      this.textWords = new Map();
      /** @type {number[]} by word */
      this.weights = [];
      /** @type {Map<string, number[]>} pairs of letters -> names: of the first `paired` ones, once they were needed */
      this.pairs = new Map();
      this.paired = 0;
      /** Characters of the longest name in Chinese. */
      this.longestHan = 0;
      /** Words in all texts. */
      this.length = 0;
    }

    /**
     * Adds documents.
     * @param {SearchDocument[]} documents
     */
    add(documents) {
      for (const document of documents) {
        const number = this.documents.push(document) - 1;
        this.sequences.push([]);
        for (const name of [document.title, ...document.names]) {
          const english = document.kind === "term" && languageOf(name) ? titlesOf(document) : [];
          this.addName(number, name, 1, english);
        }
        if (document.text) this.addText(number, document.text);
      }
    }

    /**
     * Adds the words of topics, as names of the documents that answer.
     * @param {SearchTopic[]} topics
     */
    addTopics(topics) {
      const shares = WEIGHTS.name.topics;
      for (const [title, documents, same, others] of topics) {
        const english = same.filter((words) => !languageOf(words)).slice(0, 1);
        documents.forEach((document, place) => {
          const share = shares[Math.min(place, shares.length - 1)];
          for (const name of same) this.addName(document, name, share, languageOf(name) ? english : []);
          for (const name of [title, ...others]) this.addName(document, name, share, []);
        });
      }
    }

    /**
     * @param {number} document
     * @param {string} text
     * @param {number} share
     * @param {string[]} english
     */
    addName(document, text, share, english) {
      const parts = of(text);
      const numbers = parts.map((w) => this.vocabulary.number(w));
      const compact = parts.join("");
      const number = this.names.push({ document, text, compact, words: numbers, weight: 0, share, english }) - 1;
      push(this.byCompact, compact, number);
      push(this.byKey, keyOf(parts), number);
      push(this.byStart, compact.slice(0, 2), number);
      if (english.length && hasHan(compact)) this.longestHan = Math.max(this.longestHan, compact.length);
      const whole = joined(text).map((w) => this.vocabulary.number(w));
      for (const word of new Set([...numbers, ...whole])) push(this.nameWords, word, number);
    }

    /**
     * The text of a document that came without, once.
     * @param {number} document
     * @param {string} text
     */
    addText(document, text) {
      this.documents[document].text = text;
      const sequence = of(text).map((w) => this.vocabulary.number(w));
      this.sequences[document] = sequence;
      this.length += sequence.length;
      /** @type {Map<number, number>} */
      const times = new Map();
      for (const word of sequence) times.set(word, (times.get(word) || 0) + 1);
      for (const word of joined(text)) times.set(this.vocabulary.number(word), 1);
      for (const [word, count] of times) push(this.textWords, word, document, count);
    }

    /** How much each word says, 0 to 1: little if it is everywhere. */
    weigh() {
      const { least, small } = WEIGHTS.word;
      const all = Math.log(1 + this.documents.length);
      this.weights = this.vocabulary.words.map((word, number) => {
        const places = (this.textWords.get(number) || []).length / 2 + this.namedWith(number);
        const weight = Math.max(least, Math.log(1 + this.documents.length / Math.max(1, places)) / all);
        return SMALL.has(word) ? weight * small : weight;
      });
      for (const name of this.names) this.weighAsInEnglish(name);
      for (const name of this.names) name.weight = name.words.reduce((sum, word) => sum + this.weights[word], 0);
    }

    /**
     * A word in another script is rare here, and says no more than what it is called in English.
     * @param {SearchName} name
     */
    weighAsInEnglish({ words: [word, ...others], english: [title] }) {
      if (!title || others.length) return;
      const said = of(title).map((own) => this.weights[this.vocabulary.number(own)] ?? 1);
      this.weights[word] = Math.min(this.weights[word], Math.max(...said));
    }

    /**
     * How many documents have a word in their names.
     * @param {number} word
     */
    namedWith(word) {
      let count = 0;
      let last = -1;
      for (const name of this.nameWords.get(word) || []) {
        if (this.names[name].document !== last) count++; // names of a document stand together
        last = this.names[name].document;
      }
      return count;
    }

    /** @param {number} word */
    weight(word) {
      return this.weights[word] ?? 1; // a word that came after the last weighing
    }

    /**
     * The known words that a word may stand for.
     * @param {string} word
     */
    alike(word) {
      return new Map(this.vocabulary.like(word, (number) => this.nameWords.has(number)));
    }

    /**
     * What a query in another script is in English: each name or topic that it has, the longest first, by its English
     * names; the other words as they are. Of Chinese characters only names are taken.
     * @param {string[]} asked
     * @returns {{forms: string[][], names: string[]}}
     */
    english(asked) {
      /** @type {string[][]} */
      const forms = [];
      /** @type {string[]} */
      const names = [];
      for (let i = 0; i < asked.length; ) {
        const { found, size } = hasHan(asked[i]) ? { found: this.namesIn(asked[i]), size: 1 } : this.namedAt(asked, i);
        names.push(...found.map(([name]) => name));
        forms.push(...(found.length || hasHan(asked[i]) ? found : [[asked[i]]]));
        i += size;
      }
      return { forms, names: [...new Set(names)] };
    }

    /**
     * The longest name that begins at a word in another script, in English, and its size in words.
     * @param {string[]} asked
     * @param {number} at
     */
    namedAt(asked, at) {
      for (let size = languageOf(asked[at]) ? asked.length - at : 0; size; size--) {
        const found = this.englishOf(this.byKey.get(keyOf(asked.slice(at, at + size))));
        if (found.length) return { found, size };
      }
      return { found: [], size: 1 };
    }

    /**
     * The names that stand in a run of Chinese characters, in English.
     * @param {string} run
     */
    namesIn(run) {
      /** @type {string[][]} */
      const found = [];
      for (let i = 0; i < run.length; i++) {
        for (let size = Math.min(this.longestHan, run.length - i); size > 1; size--) {
          const english = this.englishOf(this.byCompact.get(run.slice(i, i + size)));
          if (!english.length) continue;
          found.push(...english);
          i += size - 1;
          break;
        }
      }
      return found;
    }

    /**
     * The English names of the first of some names that has any; in a list, which is empty if none has.
     * @param {number[]} names
     */
    englishOf(names = []) {
      const best = names.find((name) => this.names[name].english.length);
      return best === undefined ? [] : [this.names[best].english];
    }

    /**
     * Documents in whose text the words stand one after another.
     * @param {string[]} phrase
     */
    withPhrase(phrase) {
      const numbers = phrase.map((w) => this.vocabulary.numbers.get(w));
      const lists = numbers.map((n) => (n !== undefined && this.textWords.get(n)) || []);
      const rarest = lists.reduce((a, b) => (b.length < a.length ? b : a));
      return rarest.filter((_, p) => p % 2 === 0).filter((document) => follows(this.sequences[document], numbers));
    }

    /**
     * Do the words stand one after another in a document's text or names?
     * @param {number} document
     * @param {string[]} phrase
     */
    hasPhrase(document, phrase) {
      const numbers = phrase.map((w) => this.vocabulary.numbers.get(w));
      if (follows(this.sequences[document], numbers)) return true;
      const { title, names } = this.documents[document];
      return [title, ...names].some((name) => ` ${of(name).join(" ")} `.includes(` ${phrase.join(" ")} `));
    }

    /**
     * Documents whose names share most pairs of letters with a text without spaces, best first.
     * @param {string} compact
     */
    lookingLike(compact) {
      const asked = new Set(letterPairs(compact));
      /** @type {Map<number, number>} document -> score */
      const scores = new Map();
      for (const [name, pairs] of this.sharedPairs(asked)) {
        const { document, compact } = this.names[name];
        const score = (2 * pairs) / (asked.size + compact.length - 1);
        if (score > (scores.get(document) || WEIGHTS.nearest)) scores.set(document, score);
      }
      return [...scores].sort((a, b) => b[1] - a[1]).map(([document]) => document);
    }

    /**
     * Map of name -> how many of these pairs of letters it has.
     * @param {Set<string>} asked
     */
    sharedPairs(asked) {
      for (; this.paired < this.names.length; this.paired++) {
        for (const pair of new Set(letterPairs(this.names[this.paired].compact))) push(this.pairs, pair, this.paired);
      }
      /** @type {Map<number, number>} */
      const shared = new Map();
      for (const pair of asked) {
        for (const name of this.pairs.get(pair) || []) shared.set(name, (shared.get(name) || 0) + 1);
      }
      return shared;
    }
  }

  /**
   * Do these words stand one after another in a text? None does where one is not known.
   * @param {number[]} sequence
   * @param {(number | undefined)[]} words
   */
  function follows(sequence, words) {
    const [first] = words;
    if (first === undefined) return false;
    for (let i = sequence.indexOf(first); i >= 0; i = sequence.indexOf(first, i + 1)) {
      if (words.every((word, j) => sequence[i + j] === word)) return true;
    }
    return false;
  }

  /**
   * What a term is called in English, and in short.
   * @param {SearchDocument} term
   */
  function titlesOf({ title, names }) {
    return [title, ...names.filter((name) => /^[A-Z][A-Z\d+ ]{1,7}$/.test(name)).slice(0, 1)];
  }

  /**
   * The stems of the words that count, as one string; of all words if none counts.
   * @param {string[]} parts
   */
  function keyOf(parts) {
    const telling = parts.filter((w) => !SMALL.has(w));
    return (telling.length ? telling : parts).map(stem).join(" ");
  }

  return { Index, WEIGHTS, keyOf };
})();
