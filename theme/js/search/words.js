/*
 * Words as the search, the filters of lists and the marks on a page compare them. Knows neither the page nor the network.
 *
 *   Words.fold(text)         the same letters, whatever their case, accents and national variants
 *   Words.of(text)           the folded words of a text in order
 *   Words.joined(text)       its hyphenated words as one: trans-caspian -> transcaspian
 *   Words.toneless(word)     pinyin without its tone numbers
 *   Words.stem(word)         a word without its ending, in the spelling that all its spellings have in common
 *   Words.learn(told)        be told what the generator knows of characters and of endings
 *   Words.SMALL              words that say little in a question or a name
 *   Words.hasHan(text)       is there a Chinese character in it?
 *   Words.languageOf(text)   zh, kk, ru, or "" where its letters do not tell
 *   Words.edits(a, b, most)  how many letters they differ in; forgiven, sharedRun, letterBits, bitCount, letterPairs help
 *   Words.parse(query)       the words of a query, and those of its quoted parts
 */

/**
 * The words of a query, those of its quoted parts, and these parts as they were written.
 * @typedef {{words: string[], phrases: string[][], quoted: string[]}} SearchQuery
 */

const Words = (() => {
  "use strict";

  // --- folding: what counts as the same letter ---

  /** @type {[string, string][]} */
  const PAIRS = "әа ғг қк ңн өо ұу үу һх іи ıi əa øo łl đd ßss æae œoe"
    .split(" ")
    .map((pair) => [pair[0], pair.slice(1)]);
  const LETTERS = new Map(PAIRS);
  const VARIANT = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");
  /** @type {Map<string, string>} traditional characters and their simplified forms, as far as they were told */
  const SIMPLIFIED = new Map();
  /** @type {Map<string, number>} beginnings of words in Cyrillic letters, and how many letters may follow */
  const STEMS = new Map();
  const ENDINGS = [4, 10]; // of Russian; of Kazakh, where one ending follows another

  /**
   * Be told what the generator knows of the names and texts that there are: traditional characters, each with its
   * simplified form behind it, "國国會会"; and what all forms of Russian and of Kazakh words begin with.
   * @param {{traditional?: string, stems?: string[]}} told
   */
  function learn({ traditional: pairs = "", stems = [] }) {
    for (let i = 0; i + 1 < pairs.length; i += 2) SIMPLIFIED.set(pairs[i], pairs[i + 1]);
    stems.forEach((words, language) => {
      for (const word of fold(words).split(" ")) STEMS.set(word, Math.max(ENDINGS[language], STEMS.get(word) || 0));
    });
  }

  const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff";
  const HAS_HAN = new RegExp(`[${HAN}]`);
  const HAN_LETTER = new RegExp(`[${HAN}]`, "g");
  const WORD = new RegExp(`[${HAN}]+|\\d+(?:[.,]\\d+)+|[\\p{L}\\p{N}]+`, "gu");
  const HYPHENATED = /\p{L}+(?:[-\u2010\u2011]\p{L}+)+/gu;
  const KAZAKH = /[әғқңөұүһі]/i;
  const CYRILLIC = /[\u0400-\u04ff]/;

  /**
   * Letters without case, marks and national variants.
   * @param {string} text
   */
  function fold(text) {
    if (!/[^\p{ASCII}]/u.test(text)) return text.toLowerCase();
    const plain = text
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase();
    const bare = plain.replace(VARIANT, (c) => LETTERS.get(c) || c);
    return bare.replace(HAN_LETTER, (c) => SIMPLIFIED.get(c) || c);
  }

  /**
   * The folded words of a text in order. Of a hyphenated word each part is a word.
   * @param {string} text
   * @returns {string[]}
   */
  function of(text) {
    return signs(fold(text)).match(WORD) || [];
  }

  /**
   * Signs that stand for words, and marks within words: C.I.C.A. -> cica, China's -> china, Xi'an -> xian,
   * BRICS+ -> brics plus, B&R -> b and r.
   * @param {string} folded
   */
  function signs(folded) {
    return folded
      .replace(/(?<![\p{L}\p{N}])((?:\p{L}\.){2,})(\p{L}(?![\p{L}\p{N}]))?/gu, (m) => `${m.replace(/\./g, "")} `)
      .replace(/(\p{L})['\u2019\u02bc]s(?!\p{L})/gu, "$1")
      .replace(/['\u2018\u2019\u02bc\u00b7\u200b\u00ad]/g, "")
      .replace(/\+/g, " plus ")
      .replace(/&/g, " and ");
  }

  /**
   * Hyphenated words as one: trans-caspian -> transcaspian.
   * @param {string} text
   */
  function joined(text) {
    if (!/[-\u2010\u2011]/.test(text)) return [];
    return (fold(text).match(HYPHENATED) || []).map((w) => w.replace(/[-\u2010\u2011]/g, ""));
  }

  /** @param {string} text */
  function hasHan(text) {
    return HAS_HAN.test(text);
  }

  /**
   * The language of a name, where its letters tell it.
   * @param {string} text
   */
  function languageOf(text) {
    if (hasHan(text)) return "zh";
    if (KAZAKH.test(text)) return "kk";
    return CYRILLIC.test(text) ? "ru" : "";
  }

  /**
   * A word of pinyin without its tone numbers: he2xin1 as hexin, nv3 as nu. Other words are as they were.
   * @param {string} word
   */
  function toneless(word) {
    if (!/^(?:[a-z]{1,6}[1-5])+$/.test(word)) return word;
    return word.replace(/([ln])v/g, "$1u").replace(/\d/g, "");
  }

  // --- stems ---

  /**
   * The longest beginning of a word in Cyrillic letters that one was told of.
   * @param {string} word
   */
  function known(word) {
    for (let length = word.length; length > 2; length--) {
      const most = STEMS.get(word.slice(0, length));
      if (most !== undefined && word.length - length <= most) return word.slice(0, length);
    }
    return word;
  }

  /**
   * British spellings as American ones, and endings of English, Russian and Kazakh words taken off.
   * @param {string} word
   */
  function stem(word) {
    if (word.length < 4) return word;
    if (/[а-я]/.test(word)) return known(word);
    if (!/^[a-z]+$/.test(word)) return word;
    return word
      .replace(/(?<=..)our(?=s?$|ed$|ing$|ly$|less|able|hood|liness)/, "or")
      .replace(/is(?=e$|es$|ed$|ing$|ations?$)/, "iz")
      .replace(/(?<=n|t|u)tre(?=s?$|d$)|(?<=ea|i)tre(?=s?$|d$)/, "ter")
      .replace(/ll(?=ors?$|ing$|ed$)/, "l")
      .replace(/nce$/, "nse")
      .replace(/ies$/, "y")
      .replace(/(?<=[^su])s$/, "")
      .replace(/(?<=...)(?:ing|ed)$/, "")
      .replace(/(?<=...)e$/, "");
  }

  // Words that say little in a question or a name. They count if nothing else is asked for.
  const SMALL = new Set(
    (
      "a an the of in on at to for and or by with from as is are was were be been am do does did has have had " +
      "it its this that these those there i me my we us our you your he his she her they their what who whom " +
      "whose where when which why how many much mean means meaning about tell explain please can could would " +
      "should will shall may might must not no so if than then into out up down over any all some что такое " +
      "кто такои где когда как какои в на и с по о об для из это или за от до у к не ли деген кто ким не каида " +
      "de la le der die das und"
    )
      .split(" ")
      .map((w) => fold(w)),
  );

  // --- how alike two words are ---

  /**
   * Edits between two words (a swap of neighbours is one), or more than `most`.
   * @param {string} a
   * @param {string} b
   * @param {number} most
   */
  function edits(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    /** @type {number[]} */
    let before = [];
    /** @type {number[]} */
    let last = [];
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        const value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        row.push(swapped ? Math.min(value, before[j - 2] + 1) : value);
      }
      if (Math.min(...row) > most) return most + 1;
    }
    return row[b.length];
  }

  /**
   * How many edits are forgiven in a word of this length.
   * @param {number} length
   */
  function forgiven(length) {
    return length < 4 ? 0 : length < 8 ? 1 : 2;
  }

  /**
   * Length of the longest run of characters that two strings share.
   * @param {string} a
   * @param {string} b
   */
  function sharedRun(a, b) {
    let best = 0;
    /** @type {number[]} */
    let last = [];
    for (const letter of a) {
      const row = [];
      for (let j = 0; j < b.length; j++) {
        row.push(letter === b[j] ? (last[j - 1] || 0) + 1 : 0);
        if (row[j] > best) best = row[j];
      }
      last = row;
    }
    return best;
  }

  /**
   * Which letters a word has, as bits: a cheap test that two words may be an edit or two apart.
   * @param {string} word
   */
  function letterBits(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  /** @param {number} bits */
  function bitCount(bits) {
    let count = 0;
    for (let rest = bits; rest; rest &= rest - 1) count++;
    return count;
  }

  /** @param {string} text */
  function letterPairs(text) {
    return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  }

  // --- dates, in whatever spelling: 7 june 2022 ---

  // What each month begins with, in English, Russian and Kazakh.
  const MONTHS = (
    "january янв канта|february фев акпан|march март наурыз|april апр сауир|may маи мая мамыр|june июн маусым|" +
    "july июл шилде|august авг тамыз|september сен кыркуиек|october окт казан|november ноя караша|december дек желтоксан"
  )
    .split("|")
    .map((names) => names.split(" "));
  // The places of day, month and year in what is matched.
  /** @type {[RegExp, number, number, number][]} */
  const DATES = [
    [/(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/g, 3, 2, 1],
    [/(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](\d{4})/g, 1, 2, 3],
    [/(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]?/g, 3, 2, 1],
    [/(?<!\d)(\d{1,2})(?:st|nd|rd|th)? (?:of )?(\p{L}{3,})\.?,? (\d{4})/gu, 1, 2, 3],
    [/(\p{L}{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/gu, 2, 1, 3],
    [/(\d{4}) ?жыл\p{L}* (\d{1,2}) ?-?(\p{L}{3,})/gu, 2, 3, 1],
  ];

  /**
   * The month, from 0, that a number or a word stands for; -1 if it is none.
   * @param {string} said
   */
  function monthOf(said) {
    if (/\d/.test(said)) return Number(said) <= 12 ? Number(said) - 1 : -1;
    const word = fold(said);
    return MONTHS.findIndex(([own, ...others]) =>
      [own.slice(0, 3), ...others].some((start) => word.startsWith(start) && (start !== "may" || word === start)),
    );
  }

  /**
   * A text with its dates as we write them.
   * @param {string} text
   */
  function dated(text) {
    return DATES.reduce(
      (told, [form, day, month, year]) =>
        told.replace(form, (...found) => {
          const number = monthOf(found[month]);
          return number < 0 ? found[0] : ` ${Number(found[day])} ${MONTHS[number][0]} ${found[year]} `;
        }),
      text,
    );
  }

  // --- the words of a query ---

  const LONGEST = 200; // characters of a query that are looked at
  const MOST_WORDS = 16;
  const QUOTED = /["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/g;

  /**
   * @param {string} query
   * @returns {SearchQuery}
   */
  function parse(query) {
    const text = dated(query.slice(0, LONGEST).replace(/\p{Cc}/gu, " "));
    const quoted = [...text.matchAll(QUOTED)].map((m) => m[1].trim()).filter((part) => of(part).length);
    return { words: of(text).slice(0, MOST_WORDS), phrases: quoted.map(of), quoted };
  }

  return {
    learn,
    fold,
    of,
    joined,
    toneless,
    stem,
    SMALL,
    hasHan,
    languageOf,
    edits,
    forgiven,
    sharedRun,
    letterBits,
    bitCount,
    letterPairs,
    parse,
  };
})();
