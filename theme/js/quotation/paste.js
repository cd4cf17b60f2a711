/*
 * What stands around and within a quotation that is not part of it: labels, attributions, citations; quotation marks;
 * the quoter's brackets and ellipses. Texts in, texts out; nothing is judged here. Pure.
 *
 *   Paste.peel(text)            where labels and the like end before the quotation, and begin after it
 *   Paste.quotations(text)      what stands between quotation marks, and what outside
 *   Paste.interrupted(text)     the text without "he said" in its middle
 *   Paste.read(statement, text) its words, with brackets and ellipses read as gaps
 */

/**
 * @typedef {object} PastedOnly
 * @property {number} id of the statement's word; -1: none
 * @property {number} like of a word of the statement that is spelled nearly so; -1: none
 * @property {number} weight
 * @property {boolean} open may words of the statement be missing before this one, openly?
 * @property {Fold | null} mended how it was put together or taken apart to be a word of the statement
 *
 * @typedef {TextWord & PastedOnly} PastedWord
 *
 * A paste as words. `after`: what stands after the last. `brackets`: one for each GAP.bracket. `remarks`: "[sic]",
 * "(emphasis added)". `notes`: "[4]". `capital`: is there a "[U]tmost"?
 * @typedef {{brackets: string[], remarks: string[], notes: string[], capital: boolean}} InBrackets
 * @typedef {InBrackets & {words: PastedWord[], after: string}} Reading
 *
 * Where the text begins without so many layers, and where it ends. `line`: from which layer on one is a line of its own.
 * @typedef {{at: number[], line: number}} Peels
 */

const Paste = (() => {
  "use strict";

  const { GAP, QUOTES, INVISIBLE, wordsOf } = Typography;
  const { NONE, known, pairOf, placesOf } = Source;

  // --- what stands before and after ---

  const NOUNS =
    "(?:\\b(?:pp?|paras?|paragraphs?|passages?|points?|pillars?|sections?|sect?|parts?|items?|nos?|nr|numbers?|articles?|" +
    "art|lines?|sentences?|chapters?|ch|notes?|fn|refs?|steps?|quotes?|quotations?|excerpts?|aspects?)\\.?\\s*|[\u00a7\u00b6#]+\\s*)";
  const NUMBER = "\\d{1,3}(?:\\.\\d{1,3})*";
  const COUNT =
    "(?:[ivxlc]{1,6}|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten|" +
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)";
  const SAYING =
    "(?:said|says?|saying|stat(?:ed|es|ing)|stress(?:ed|es|ing)?|add(?:ed|s|ing)|not(?:ed|es|ing)|told|tells|telling|announc(?:ed|es)|" +
    "declar(?:ed|es)|emphasi[sz](?:ed|es|ing)|underlin(?:ed|es|ing)|underscor(?:ed|es|ing)|point(?:ed|s|ing) out|reiterat(?:ed|es|ing)|" +
    "remark(?:ed|s)|claim(?:ed|s|ing)|argu(?:ed|es|ing)|explain(?:ed|s|ing)|observ(?:ed|es)|promis(?:ed|es|ing)|pledg(?:ed|es|ing)|" +
    "vow(?:ed|s|ing)|affirm(?:ed|s)|highlight(?:ed|s)|insist(?:ed|s|ing)|mention(?:ed|s)|comment(?:ed|s)|wrote|writes|writing|" +
    "report(?:ed|s)|continued|went on|conclud(?:ed|es)|repl(?:ied|ies)|answer(?:ed|s)|recall(?:ed|s)|warn(?:ed|s|ing)|" +
    "propos(?:ed|es)|suggest(?:ed|s)|put it|reads?|quot(?:ed|es))\\b";
  const TAIL =
    "(?:to|on|in|at|during|after|before|reporters|journalists|the press|the media|yesterday|today|later|again|here)\\b";
  const CITING =
    "(?:according to|as quoted (?:by|in)|quoted (?:by|in)|as reported by|in the words of|quoting|citing|source:|via)";

  /** @param {string} pattern */
  const starting = (pattern, flags = "iu") => new RegExp(`^(?:${pattern})`, flags);
  /** @param {string} pattern */
  const ending = (pattern, flags = "iu") => new RegExp(`(?:${pattern})$`, flags);

  const SAYS = starting(
    `(?:(?:\\p{Lu}\\p{L}{0,3}\\.|[^\\s:;.!?"\u201c\u201d\u00bb\u300d]{1,40})\\s+){0,8}?${SAYING}(?:\\s*[,:]\\s*|\\s+that\\s+|\\s+)`,
  );
  // One layer each: bullets, numbers of all sorts, "Wang:", "Wang Yi said", "that".
  const BEFORE = [
    starting("[\u2022\u00b7\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u25a1*>#|~\u2013\u2014\u2015\u2212+-]+\\s*"),
    starting(`[([]?${NOUNS}${NUMBER}[a-z]?(?!\\p{L})[)\\]]?[.:,\u2013\u2014-]*\\s*`),
    starting(`[([]?${NOUNS}${COUNT}(?!\\p{L})[)\\]]?\\s*[.:)\\]\u2013\u2014-]+\\s*`),
    starting(`[([\uff08](?:${NUMBER}[a-z]?|${COUNT})[)\\]\uff09](?!\\p{L})[.:]?\\s*`),
    starting(`${NUMBER}(?:[a-z]?[.):\\]]+\\s*|\\s+)`),
    starting(`${COUNT}[.)]\\s+`),
    starting("[\u2460-\u2473\u2474-\u2487]\\s*"),
    starting("\\[\\d[^\\]]{0,20}\\]\\s*"),
    starting("(?:[^\\s:\uff1a!?;]{1,40}\\s+){0,7}[^\\s:\uff1a!?;]{1,40}\\s?[:\uff1a](?!//)\\s*"),
    starting("(?:\\p{Lu}[\\p{L}.'\u2019-]*,?\\s+){1,6}[\u2013\u2014-]{1,2}\\s+", "u"),
    starting(`(?:as|per|${CITING})\\s[^,:\\n"\u201c]{1,80}[,:]\\s*`),
    SAYS,
    starting("(?:that|and|but|also|so|then)\\b,?\\s+"),
  ];
  const AFTER_SAYING = starting(`${TAIL}(?:\\s+[^\\s,:;.!?"\u201c]{1,40}){0,6}?(?:\\s*[,:]\\s*|\\s+that\\s+)`);
  const AFTER = [
    ending("\\s*[(<[]?(?:https?://|www\\.)\\S+"),
    ending("\\s*[(\uff08](?=[^()]*[\\p{L}\\p{N}])[^()\uff08\uff09]{1,500}[)\uff09]"),
    ending("\\s*\\[\\d[^\\]]{0,20}\\]"),
    ending("[\u00b9\u00b2\u00b3\u2070-\u2079]+|(?<=\\p{L}{3})\\d{1,2}"),
    ending(`\\s(?:he|she|they)\\s+${SAYING}`),
    ending(`[\\s,;]+(?:${NOUNS}\\d|\\d{1,3}[.,\u2013-]\\d)[\\d.,\u2013-]*`),
    ending("(?<=[.,;:!?\"'\u201d\u2019)\\]])\\s*\\d{1,3}"),
    ending(
      "\\s*(?:[\u2013\u2014\u2015]|\\s--?\\s)\\s*(?=[\\p{Lu}\\p{Script=Han}])[^\u2013\u2014\u2015\\n.!?;]{1,100}",
      "u",
    ),
    ending(
      `(?:[,.;:!?"\u201d)\\]\u2013\u2014-]|['\u2019](?!\\p{L}))\\s*(?:[^\\s,.;:!?"\u201c]{1,40}\\s+){0,4}?(?:${SAYING}|${CITING})[^.!?"\u201c\\n]{0,100}`,
    ),
  ];
  const MOST_LAYERS = 8;
  const REACH = 600; // characters from either end in which a layer is looked for

  // A line of its own, such as a heading or a source; too long, or broken off, it is a line of the quotation.
  const LINE_BEFORE = /^(?:[^\s]+[ \t]+){0,9}[^\s]*[^\s.!?,;:\u2010-]\s*\n\s*/;
  const LINE_AFTER = /(?<![\s\u2010\u00ad-])\s*\n[ \t]*(?:[^\s]+[ \t]+){0,11}[^\s]+$/;

  const MARKS_BEFORE = new RegExp(`^[\\s.\u2026${QUOTES}${INVISIBLE}]+`);
  const MARKS_AFTER = new RegExp(`[\\s.\u2026,;${QUOTES}${INVISIBLE}]+$`);

  const AROUND = new RegExp(`^[\\s.,;${QUOTES}]+|[\\s,;${QUOTES}]+$`, "g");

  /** @param {string} text what is set aside, as it is told of */
  const tidy = (text) => text.replace(AROUND, "").replace(/\s+/g, " ");

  /**
   * Where the quotation may begin and end: at[0] with everything, then with one layer less each.
   * @param {string} text
   * @returns {{before: Peels, after: Peels}}
   */
  function peel(text) {
    return { before: peelsBefore(text), after: peelsAfter(text) };
  }

  /**
   * @param {string} text
   * @returns {Peels}
   */
  function peelsBefore(text) {
    const found = { at: [0], line: Infinity };
    let saying = false;
    while (found.at.length <= MOST_LAYERS) {
      const from = found.at[found.at.length - 1];
      const start = from + lengthOf(MARKS_BEFORE, text.slice(from, from + REACH));
      const rest = text.slice(start, start + REACH);
      /** @type {RegExp | undefined} */
      const pattern = (saying && AFTER_SAYING.test(rest) && AFTER_SAYING) || BEFORE.find((p) => p.test(rest));
      const length = pattern ? lengthOf(pattern, rest) : lengthOf(LINE_BEFORE, rest);
      if (!length || !hasWords(text.slice(start + length))) break;
      if (!pattern) found.line = Math.min(found.line, found.at.length);
      saying = pattern === SAYS;
      found.at.push(start + length);
    }
    return found;
  }

  /**
   * @param {string} text
   * @returns {Peels}
   */
  function peelsAfter(text) {
    const found = { at: [text.length], line: Infinity };
    while (found.at.length <= MOST_LAYERS) {
      const end = found.at[found.at.length - 1];
      const from = Math.max(0, end - REACH);
      const rest = text.slice(from, end).replace(MARKS_AFTER, "");
      const pattern = AFTER.find((p) => p.test(rest));
      const length = pattern ? lengthOf(pattern, rest) : lengthOf(LINE_AFTER, rest);
      if (!length || !hasWords(text.slice(0, from + rest.length - length))) break;
      if (!pattern) found.line = Math.min(found.line, found.at.length);
      found.at.push(from + rest.length - length);
    }
    return found;
  }

  /**
   * @param {RegExp} pattern
   * @param {string} text
   */
  const lengthOf = (pattern, text) => pattern.exec(text)?.[0].length ?? 0;

  /** @param {string} text */
  const hasWords = (text) => /[\p{L}\p{N}]/u.test(text);

  // --- quotation marks ---

  const LONGEST = 20_000; // characters of a paste in which marks are paired
  const PAIRS = new RegExp(
    [
      "\u201c[^\u201d]+(?:\u201d|$)",
      "\u201e[^\u201c\u201d]+[\u201c\u201d]",
      "\u00ab[^\u00bb]+\u00bb",
      "\u2039[^\u203a]+\u203a",
      "[\u300c\u300e\u300a][^\u300d\u300f\u300b]+[\u300d\u300f\u300b]",
      "``[^`]+?''",
      '["\uff02][^"\uff02]+["\uff02]',
      "(?<![\\p{L}\\p{N}])['\u2018](?=\\S)[^\\n]{2,1500}?(?<=\\S)['\u2019](?![\\p{L}\\p{N}])",
    ].join("|"),
    "gu",
  );
  const CLOSING = /(?:''|["'\u2019\u201c\u201d\u00bb\u203a\u300d\u300f\u300b\uff02])$/u;
  const SAID = new RegExp(`\\b${SAYING}`, "i");
  const MOST_BETWEEN = 80; // characters of "he added"

  /**
   * Does "he added," stand between two halves of one quotation? Not "he said, adding that", which begins another.
   * @param {string} quoted
   * @param {string} between
   */
  function interrupts(quoted, between) {
    const oneSaying = between.split(SAID).length === 2 && !/(?:\bthat|:)\s*$/.test(between);
    return oneSaying && between.length < MOST_BETWEEN && !/[.!?]$/.test(quoted) && !/[.!?]/.test(between);
  }

  /**
   * What stands between quotation marks and what outside; null if there are none, or they hold everything. What is
   * interrupted by "he added" is one quotation.
   * @param {string} text
   */
  function quotations(text) {
    if (text.length > LONGEST) return null;
    /** @type {{inside: string[], outside: string[]}} */
    const { inside, outside } = { inside: [], outside: [] };
    let end = 0;
    for (const { 0: whole, index } of text.matchAll(PAIRS)) {
      const between = text.slice(end, index);
      const words = whole.replace(/^(?:``|.)/u, "").replace(CLOSING, "");
      const last = inside.at(-1);
      if (last && interrupts(last, between)) inside.splice(-1, 1, `${last} ${GAP.interruption} ${words}`);
      else inside.push(words);
      outside.push(between);
      end = index + whole.length;
    }
    outside.push(text.slice(end));
    const told = outside.filter(hasWords);
    return inside.length > 1 || (inside.length && told.length) ? { inside, outside: told } : null;
  }

  const NAMED =
    "(?:(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he|\\p{Lu}[\\p{L}.'\u2019-]*|minister|foreign|president|spokes\\p{L}+)\\s+)";
  const INTERRUPTION = new RegExp(
    `\\s*[,\u2013\u2014]\\s*(${NAMED}{1,4}(?:\\p{L}+ly\\s+|also\\s+|then\\s+)?${SAYING}(?:\\s+[^\\s,]{1,30}){0,3}|` +
      `${SAYING}\\s+${NAMED}{0,3}\\p{L}+)\\s*[,\u2013\u2014]\\s*`,
    "gu",
  );

  /**
   * The text without "he said" in its middle, and what was said so.
   * @param {string} text
   */
  function interrupted(text) {
    /** @type {string[]} */
    const told = [];
    const rest = text.slice(0, LONGEST).replace(INTERRUPTION, (_, words) => {
      told.push(words);
      return ` ${GAP.interruption} `;
    });
    return { text: rest + text.slice(LONGEST), told };
  }

  // --- brackets and ellipses ---

  const DOTS = "(?:[\u2026\u22ef]+\\.?|(?:\\.[ \\t\u00a0]{0,3}){2,}\\.)";
  const ELLIPSIS = new RegExp(
    `\\[[\\s${INVISIBLE}]*(?:${DOTS}|\\*\\s?\\*\\s?\\*)[\\s${INVISIBLE}]*\\]|\\(\\s*${DOTS}\\s*\\)|<\\s*${DOTS}\\s*>|/\\s*${DOTS}\\s*/|${DOTS}|\\.\\.`,
    "g",
  );
  const BRACKETED = /(\s{0,9})((?:(?<!\p{L})\p{L}{1,40})?)\[([^[\]]{0,600})\](\p{L}{0,40})/gu;
  const REMARK =
    "(?:sic|(?:my |our |author's |the )?(?:emphas[ie]s|italics|bold|underlining|translation)\\b|applause|laughter|original|ibid)";
  const REMARKS_ROUND = new RegExp(`\\s{0,9}\\(\\s{0,9}${REMARK}[^()]{0,60}\\)`, "gi");
  const REFERENCE = /^(?:\d[\d.,\s\u2013-]{0,12}|note \d+|p{1,2}\. ?\d+)$/i;

  /**
   * @param {string} text
   * @returns {InBrackets & {text: string}}
   */
  function withoutBrackets(text) {
    /** @type {InBrackets} */
    const found = { brackets: [], remarks: [], notes: [], capital: false };
    const flat = text.replace(ELLIPSIS, GAP.ellipsis).replace(REMARKS_ROUND, (remark) => {
      found.remarks.push(remark.trim());
      return "";
    });
    const bare = flat.replace(BRACKETED, (_, space, first, content, last) => {
      const inner = content.trim();
      if (new RegExp(`^${REMARK}`, "i").test(inner)) {
        found.remarks.push(`[${inner}]`);
        return space + first + last === space ? "" : space + first + last;
      }
      if (!first && last && [...inner].length === 1) {
        found.capital = true;
        return space + inner + last;
      }
      if (REFERENCE.test(inner)) {
        found.notes.push(`[${inner}]`);
        return first || last ? space + first + last : "";
      }
      found.brackets.push(`${first}[${inner}]${last}`);
      return space + GAP.bracket;
    });
    return { text: bare, ...found };
  }

  /**
   * @param {Statement} statement
   * @param {string} text
   * @param {boolean} literally are brackets and dots the statement's own?
   * @returns {Reading}
   */
  function read(statement, text, literally = false) {
    const divided = text.replace(/\u00ad[ \t]*\r?\n/g, "-\n");
    const none = { brackets: [], remarks: [], notes: [], capital: false };
    const { text: bare, ...found } = literally ? { text: divided, ...none } : withoutBrackets(divided);
    const words = mended(statement, wordsOf(bare));
    const end = words.length ? words[words.length - 1].end : 0;
    return { words: words.map((word) => pasted(statement, word)), after: bare.slice(end), ...found };
  }

  /**
   * @param {Statement} statement
   * @param {Mended} word
   * @returns {PastedWord}
   */
  function pasted(statement, word) {
    const open = word.before.includes(GAP.ellipsis) || word.before.includes(GAP.bracket);
    return { mended: null, ...word, ...known(statement, word.key), open };
  }

  // --- words that lines and spaces have cut, or run together ---

  const RUN_TOGETHER = { least: 6, most: 300 }; // letters

  /** @typedef {TextWord & {mended?: Fold}} Mended */

  /**
   * @param {Statement} statement
   * @param {TextWord[]} words
   * @returns {Mended[]}
   */
  function mended(statement, words) {
    /** @type {Mended[]} */
    const whole = [];
    for (const word of words) {
      const both = whole.length ? joined(statement, whole[whole.length - 1], word) : null;
      if (both) whole[whole.length - 1] = both;
      else whole.push(word);
    }
    return whole.flatMap((word) => parted(statement, word));
  }

  /**
   * Two words of the paste as one, if the statement has it: "cooper-" and "ation" on the next line, but not "anti-" and
   * "pandemic"; "co-operation" is one too, but spelled otherwise.
   * @param {Statement} statement
   * @param {TextWord} one
   * @param {TextWord} other
   * @returns {Mended | null}
   */
  function joined({ vocabulary, pairs }, one, other) {
    const key = one.key + other.key;
    if (!vocabulary.has(key)) return null;
    const { before: gap, end } = other;
    const both = { ...one, key, text: one.text + other.text, end };
    if (/^[-\u2010\u2011]\s+$/.test(gap)) return { ...both, mended: "hyphenation" };
    const parts = [one.key, other.key].map((part) => vocabulary.get(part)?.id);
    if (/^\s+$/.test(gap)) return parts.includes(undefined) ? { ...both, mended: "spaces" } : null;
    const hyphened = /^[-\u2010-\u2013]$/.test(gap) && !pairs.has(pairOf(parts[0] ?? NONE, parts[1] ?? NONE));
    return hyphened ? { ...both, key: `${one.key}-${other.key}`, text: one.text + gap + other.text } : null;
  }

  /**
   * "thetwo" as "the" and "two", if the statement has these one after another.
   * @param {Statement} statement
   * @param {TextWord} word
   * @returns {Mended[]}
   */
  function parted(statement, word) {
    const { key, text, before, start } = word;
    const likely = key.length >= RUN_TOGETHER.least && key.length <= RUN_TOGETHER.most && key.length === text.length;
    if (!likely || statement.vocabulary.has(key)) return [word];
    const keys = partsOf(statement.vocabulary, key);
    if (keys.length < 2 || !placesOf(statement, keys).length) return [word];
    let at = 0;
    return keys.map((part) => {
      const from = at;
      at += part.length;
      const place = { before: from ? "" : before, start: start + from, end: start + at };
      return { key: part, text: text.slice(from, at), ...place };
    });
  }

  /**
   * Known words that make up a key, the longest first; none if there are none.
   * @param {Statement["vocabulary"]} vocabulary
   * @param {string} key
   */
  function partsOf(vocabulary, key) {
    /** @type {string[][]} */
    const from = Array.from({ length: key.length + 1 }, () => []);
    for (let at = key.length - 1; at >= 0; at--) {
      for (let to = at + 1; to <= key.length; to++) {
        const rest = from[to];
        if ((to === key.length || rest.length) && vocabulary.has(key.slice(at, to)))
          from[at] = [key.slice(at, to), ...rest];
      }
    }
    return from[0];
  }

  /** @param {string} word */
  const isSaying = (word) => SAID.test(word);

  return { peel, quotations, interrupted, isSaying, tidy, read };
})();
